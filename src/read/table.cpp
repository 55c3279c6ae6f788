// Rows of a table as studies: names, filter, cells.
#include "table.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "arms.h"
#include "cell.h"
#include "columns.h"
#include "row_words.h"
#include "rows.h"
#include "steelyard/base/file.h"
#include "steelyard/base/text.h"
#include "steelyard/study/derivation.h"

namespace steelyard {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// "2017", also when a letter tells two papers of a year apart: "2017a".
std::optional<double> year_of(std::string_view text) {
  if (text.size() == 5 && text[4] >= 'a' && text[4] <= 'z') text.remove_suffix(1);
  const auto number = parse_number(text);
  constexpr double first = 1000, last = 2999;  // four digits, no counts by mistake
  if (!number || *number < first || *number > last || !std::ranges::all_of(text, digit))
    return std::nullopt;
  return number;
}

// Whether a name ends with the year already: "Deng 2017", "Deng (2017)", "Deng 2017a".
bool ends_with_year(std::string_view name, std::string_view year) {
  if (name.ends_with(')')) name.remove_suffix(1);
  if (name.ends_with(year)) return true;
  if (!name.empty() && name.back() >= 'a' && name.back() <= 'z') name.remove_suffix(1);
  return name.ends_with(year);
}

class TableReader {
 public:
  TableReader(const CsvText& csv, std::string file, const TableOptions& options, Notices& notices)
      : csv_(csv), file_(std::move(file)), options_(options), notices_(notices) {}

  StudyTable read() {
    if (csv_.row_count() == 0) {
      if (notices_.empty()) error_without_place("the table is empty, but must have a header row");
      return {};
    }
    constexpr std::size_t most = 2000;  // no study table has more; keeps hostile headers cheap
    if (csv_.row(0).size() > most) {
      error_without_place("the table has " + std::to_string(csv_.row(0).size()) +
                          " columns, but must have at most " + std::to_string(most));
      return {};
    }
    columns_ = find_columns(csv_, options_, notices_);
    check_titles();
    for (const auto& [title, where] : options_.needed) require(title, where);
    find_filter();
    read_rows();
    check_filter();
    return {columns_.titles, std::move(studies_)};
  }

 private:
  struct Filter {
    std::size_t column;
    std::string_view text;
    Place where;
    std::size_t matches = 0;
    std::vector<std::string_view> seen;  // the first few values of the column
  };

  void error_without_place(std::string text, std::string hint = "") {
    notices_.push_back({
        Severity::error, {file_, 1, 0},
         std::move(text), "", 0, std::move(hint)
    });
  }

  void check_titles() {
    if (!columns_.name) {
      const auto header = csv_.row(0);
      notices_.push_back(csv_.notice(Severity::warning, header[0],
                                     "the table has no column 'study' (nor slab or author), so its "
                                     "rows are named Study 1, Study 2 and so on",
                                     "name the column of names study, or map it with columns"));
    }
    if (csv_.row_count() == 1) error_without_place("the table has a header row, but no studies");
    untitled_.assign(columns_.titles.size(), false);
    for (std::size_t i = 0; i < columns_.titles.size(); ++i)
      untitled_[i] = columns_.titles[i].empty();
  }

  std::optional<std::size_t> require(std::string_view title, Place where) {
    const auto found = columns_.find(title);
    if (found) return found;
    if (where.file.empty()) where = {file_, 1, 0};
    notices_.push_back({Severity::error, std::move(where),
                        "the table " + file_ + " has no column '" + std::string(title) + "'", "", 0,
                        column_suggestion(columns_, title)});
    return std::nullopt;
  }

  void find_filter() {
    for (std::size_t i = 0; i < options_.where.size(); ++i) {
      const auto& [title, text] = options_.where[i];
      Place where = i < options_.where_places.size() ? options_.where_places[i] : Place{};
      const auto column = require(title, where);
      if (!column) {
        filter_broken_ = true;
        continue;
      }
      filters_.push_back({*column, trimmed(text), std::move(where), 0, {}});
    }
  }

  void read_rows() {
    RowReader rows(csv_, columns_, notices_);
    studies_.reserve(csv_.row_count() - 1);
    name_fields_.reserve(csv_.row_count() - 1);
    for (std::size_t i = 1; i < csv_.row_count(); ++i) {
      const auto row = csv_.row(i);
      if (!right_length(row) || !kept(row)) continue;
      Study study;
      study.where = csv_.place(row[columns_.name.value_or(0)]);
      study.where.file = file_;
      read_name(row, i, study);
      read_cells(row, study);
      read_clusters(row, study);
      rows.read(row, study);
      check_row_words(csv_, columns_, row, study, notices_);
      studies_.push_back(std::move(study));
      name_fields_.push_back(&row[columns_.name.value_or(0)]);
    }
    if (!options_.cluster.empty()) number_names();
    check_names();
    relate_rows();
    tell_derivations();
  }

  void relate_rows() {
    tell(small_deviations(studies_));
    tell(repeated_controls(studies_));
    tell(share_controls(studies_));
    std::erase_if(studies_, [](const Study& study) { return study.name.empty(); });
  }

  void tell(const std::vector<RowRemark>& remarks) {
    for (const RowRemark& each : remarks)
      notices_.push_back(
          csv_.notice(each.severity, *name_fields_[each.row], each.text, each.hint));
  }

  // Each way once, with its studies.
  void tell_derivations() {
    const auto ways = derivation_ways();
    std::vector<std::vector<std::string_view>> names(ways.size());
    for (const Study& study : studies_)
      for (const Data& data : study.data)
        for (const std::string_view id : derivations(study, data.index())) {
          auto& list = names[static_cast<std::size_t>(derivation_way(id) - ways.data())];
          if (list.empty() || list.back() != study.name) list.emplace_back(study.name);
        }
    for (std::size_t i = 0; i < ways.size(); ++i)
      if (!names[i].empty())
        notices_.push_back({
            Severity::note, {file_, 0, 0},
             std::string(ways[i].label) + ": " + listed(names[i], "and"), "", 0, ""
        });
  }

  bool right_length(std::span<const CsvField> row) {
    const std::size_t wanted = columns_.titles.size();
    if (row.size() == wanted) return true;
    const bool more = row.size() > wanted;
    notices_.push_back(
        csv_.notice(Severity::error, more ? row[wanted] : row.back(),
                    "the row has " + std::to_string(row.size()) + " fields, but must have " +
                        std::to_string(wanted),
                    more ? surplus_hint(row.subspan(wanted))
                         : "nothing stands under '" + columns_.titles[row.size()] +
                               (row.size() + 1 < wanted ? "' and what follows it" : "'")));
    return false;
  }

  static std::string surplus_hint(std::span<const CsvField> surplus) {
    const bool empty =
        std::ranges::all_of(surplus, [](const CsvField& f) { return f.text.empty(); });
    return empty ? "remove the separators at the end of the row"
                 : "put a text that holds the separator in double quotes";
  }

  bool kept(std::span<const CsvField> row) {
    if (filter_broken_) return false;
    bool all = true;
    for (Filter& each : filters_) {
      const std::string_view text = row[each.column].text;
      constexpr std::size_t shown = 8;  // values that a hint lists
      if (each.matches == 0 && each.seen.size() <= shown &&
          std::ranges::find(each.seen, text) == each.seen.end())
        each.seen.push_back(text);
      if (text == each.text)
        ++each.matches;
      else
        all = false;
    }
    return all;
  }

  // Rows without names are numbered as they stand in the file, whatever is chosen of them.
  void read_name(std::span<const CsvField> row, std::size_t number, Study& study) {
    const CsvField& field = row[columns_.name.value_or(0)];
    if (columns_.name && !is_missing(field.text)) study.name = field.text;
    if (columns_.year) read_year(row[*columns_.year], study);
    if (!study.name.empty()) return;
    study.name = columns_.name ? "line " + std::to_string(study.where.line)
                               : "Study " + std::to_string(number);
    if (columns_.name)
      notices_.push_back(csv_.notice(
          Severity::error, field,
          columns_.titles[*columns_.name] + " is empty, but must be the name of the study"));
  }

  // A study of which a column says nothing is a cluster of its own.
  void read_clusters(std::span<const CsvField> row, Study& study) {
    for (const std::string& title : options_.cluster) {
      const auto column = columns_.find(title);
      const bool named = !column || column == columns_.name || is_missing(row[*column].text);
      study.clusters.push_back(named ? study.name : std::string(row[*column].text));
    }
  }

  // Rows of one study are told apart by a number, so that every label of a plot is its own.
  void number_names() {
    std::map<std::string, int> rows, seen;
    for (const Study& study : studies_) ++rows[study.name];
    for (Study& study : studies_)
      if (rows[study.name] > 1) {
        const int number = ++seen[study.name];
        study.name += " (" + std::to_string(number) + ")";
      }
  }

  void check_names() {
    std::unordered_map<std::string_view, std::size_t> first;  // looked up only, never listed
    first.reserve(studies_.size());
    for (std::size_t i = 0; i < studies_.size(); ++i) {
      const auto [earlier, added] = first.emplace(studies_[i].name, i);
      if (added) continue;
      const Study& other = studies_[earlier->second];
      notices_.push_back(csv_.notice(
          Severity::error, *name_fields_[i],
          studies_[i].name + " stands twice (also on line " + std::to_string(other.where.line) +
              ")",
          "if these are outcomes, arms or times of one study, say so with cluster = \"" +
              columns_.titles[columns_.name.value_or(0)] +
              "\", or choose rows with where = { column = \"text\" }"));
    }
  }

  void read_year(const CsvField& field, Study& study) {
    if (is_missing(field.text)) return;
    study.year = year_of(field.text);
    if (!study.year)
      notices_.push_back(csv_.notice(
          Severity::warning, field,
          (study.name.empty() ? "" : study.name + ": ") + columns_.titles[*columns_.year] +
              " is '" + std::string(field.text) + "', but should be a year of four digits"));
    if (study.year && !study.name.empty() && !ends_with_year(study.name, field.text))
      study.name += " " + std::string(field.text);
  }

  void read_cells(std::span<const CsvField> row, Study& study) {
    study.cells.reserve(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].text.empty()) continue;
      if (!columns_.titles[i].empty()) {
        if (is_missing(row[i].text)) continue;
        study.cells.emplace_back(columns_.titles[i], row[i].text);
      } else if (untitled_[i]) {
        untitled_[i] = false;
        notices_.push_back(csv_.notice(
            Severity::error, row[i],
            "column " + std::to_string(i + 1) + " has values, but no title in the header row"));
      }
    }
    for (const auto& [alias, column] : columns_.aliases)
      if (!is_missing(row[column].text)) study.cells.emplace_back(alias, row[column].text);
  }

  void check_filter() {
    if (!studies_.empty() || csv_.row_count() < 2) return;
    for (const Filter& each : filters_) {
      if (each.matches > 0) continue;
      std::vector<std::string> quoted;
      for (const std::string_view text : each.seen)
        quoted.push_back(text.empty() ? "nothing" : "'" + std::string(text) + "'");
      constexpr std::size_t shown = 8;
      const bool more = quoted.size() > shown;
      if (more) quoted.back() = "others";
      const std::vector<std::string_view> views(quoted.begin(), quoted.end());
      no_rows(each,
              "no row of " + file_ + " has '" + std::string(each.text) + "' in the column '" +
                  columns_.titles[each.column] + "'",
              near(each, listed(views, "and")));
      return;
    }
    if (filters_.size() > 1)
      no_rows(filters_.front(), "no row of " + file_ + " fulfils all conditions of where", "");
  }

  static std::string near(const Filter& filter, const std::string& list) {
    const std::string_view found = closest(filter.text, filter.seen);
    if (!found.empty()) return "did you mean '" + std::string(found) + "'?";
    return "it has " + list;
  }

  void no_rows(const Filter& filter, std::string text, std::string hint) {
    Place where = filter.where.file.empty() ? Place{file_, 1, 0} : filter.where;
    notices_.push_back(
        {Severity::error, std::move(where), std::move(text), "", 0, std::move(hint)});
  }

  const CsvText& csv_;
  std::string file_;
  const TableOptions& options_;
  Notices& notices_;
  ColumnMap columns_;
  std::vector<Filter> filters_;
  bool filter_broken_ = false;
  std::vector<bool> untitled_;  // columns without a title that nothing has been said about
  std::vector<const CsvField*> name_fields_;  // one for each study
  std::vector<Study> studies_;
};

}  // namespace

StudyTable study_table(const CsvText& csv, const std::string& name, const TableOptions& options,
                       Notices& notices) {
  return TableReader(csv, name, options, notices).read();
}

Checked<StudyTable> parse_table(std::string_view text, const std::string& name,
                                const TableOptions& options) {
  Checked<StudyTable> result;
  const CsvText csv(text, name, result.notices);
  result.value = study_table(csv, name, options, result.notices);
  result.notices = sorted(std::move(result.notices));
  return result;
}

Checked<StudyTable> read_table(const std::filesystem::path& path, const TableOptions& options) {
  return parse_table(read_file(path), path.filename().string(), options);
}

}  // namespace steelyard
