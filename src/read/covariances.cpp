// Known covariances of the sampling errors of one study's effects, from a table of their own.
#include "steelyard/read/covariances.h"

#include <algorithm>
#include <array>
#include <map>

#include "cell.h"
#include "csv.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

class CovarianceReader {
 public:
  CovarianceReader(const CsvText& csv, std::string file, const TableOptions& options,
                   const StudyTable& all)
      : csv_(csv), file_(std::move(file)), cluster_(options.cluster.front()), all_(all) {}

  Notices read(StudyTable& table) {
    if (csv_.row_count() == 0) {
      complain("the table is empty, but must have a header row", "");
    } else if (find_columns()) {
      for (std::size_t i = 1; i < csv_.row_count(); ++i) read_row(csv_.row(i));
    }
    for (Study& study : table.studies)
      for (const Stated& each : stated_)
        if (each.lines[0] == study.where.line || each.lines[1] == study.where.line) {
          const bool first = each.lines[0] == study.where.line;
          study.covariances.push_back(
              {each.lines[first ? 1 : 0], each.value, correlation_, each.where});
        }
    return notices_;
  }

 private:
  struct Stated {
    std::array<int, 2> lines{};  // of the two rows, the smaller first
    double value = 0;
    Place where;
  };

  void complain(std::string text, std::string hint) {
    notices_.push_back(
        {Severity::error, {file_, 1, 0}, std::move(text), "", 0, std::move(hint)});
  }
  void complain(const CsvField& field, std::string text, std::string hint = "") {
    notices_.push_back(csv_.notice(Severity::error, field, std::move(text), std::move(hint)));
  }

  std::optional<std::size_t> column(std::string_view title) const {
    const auto header = csv_.row(0);
    for (std::size_t i = 0; i < header.size(); ++i)
      if (lower_case(header[i].text) == lower_case(title)) return i;
    return std::nullopt;
  }

  bool find_columns() {
    const auto header = csv_.row(0);
    const auto study = column(cluster_), covariance = column("covariance"),
               correlation = column("correlation");
    if (!study)
      complain(header[0],
               "the table has no column '" + cluster_ + "', the column of the cluster",
               "every covariance needs the name of its study");
    if (covariance.has_value() == correlation.has_value())
      complain(header[0], "the table must have a column 'covariance' or a column 'correlation'",
               covariance ? "not both" : "");
    std::optional<std::size_t> a, b;
    for (std::size_t i = 0; i < header.size(); ++i) {
      const std::string title = lower_case(header[i].text);
      if (!title.ends_with("_a")) continue;
      title_ = std::string(header[i].text.substr(0, title.size() - 2));
      a = i;
      b = column(title_ + "_b");
      if (b) break;
    }
    if (!a || !b) {
      complain(header[0],
               "the table has no two columns whose titles are one of the table of studies with _a "
               "and _b",
               "such as outcome_a and outcome_b, if the column outcome tells the rows of a study "
               "apart");
      return false;
    }
    if (std::ranges::none_of(all_.studies, [&](const Study& row) { return !row.cell(title_).empty(); })) {
      const std::vector<std::string_view> titles(all_.columns.begin(), all_.columns.end());
      const std::string_view near = closest(title_, titles);
      complain(header[*a], "the table of studies has nothing under '" + title_ + "'",
               near.empty() ? "" : "did you mean '" + std::string(near) + "'?");
      return false;
    }
    if (!study || covariance.has_value() == correlation.has_value()) return false;
    study_ = *study;
    pair_ = {*a, *b};
    correlation_ = correlation.has_value();
    value_ = correlation_ ? *correlation : *covariance;
    return true;
  }

  void read_row(std::span<const CsvField> row) {
    const std::size_t wanted = csv_.row(0).size();
    if (row.size() != wanted)
      return complain(row.back(), "the row has " + std::to_string(row.size()) +
                                      " fields, but must have " + std::to_string(wanted));
    const CellText cell = read_cell(row[value_].text, csv_.separator() != ',');
    const std::string name = correlation_ ? "correlation" : "covariance";
    if (!cell.number)
      return complain(row[value_],
                      name + " is '" + std::string(row[value_].text) + "', but must be a number",
                      is_missing(row[value_].text) ? "write 0 if the two sampling errors are "
                                                     "independent; nothing else is assumed"
                                                   : cell.hint);
    if (correlation_ && !(*cell.number >= -1 && *cell.number <= 1))
      return complain(row[value_], name + " is " + shortest(*cell.number) + ", but must be -1 to 1");
    const std::vector<const Study*> rows = rows_of(row[study_]);
    if (rows.empty()) return;
    const auto a = row_of(rows, row[study_], row[pair_[0]]);
    const auto b = row_of(rows, row[study_], row[pair_[1]]);
    if (!a || !b) return;
    Place where = csv_.place(row[value_]);
    where.file = file_;
    keep({{std::min(*a, *b), std::max(*a, *b)}, *cell.number, std::move(where)}, row[value_]);
  }

  // The rows of a study, by the text of its cluster or the cell as it stands.
  std::vector<const Study*> rows_of(const CsvField& field) {
    std::vector<const Study*> rows;
    std::vector<std::string_view> known;
    for (const Study& row : all_.studies) {
      const std::string_view name = row.clusters.empty() ? row.name : row.clusters.front();
      known.push_back(name);
      if (name == field.text || row.cell(cluster_) == field.text) rows.push_back(&row);
    }
    if (!rows.empty()) return rows;
    const std::string_view near = closest(field.text, known);
    complain(field,
             "no row of the table of studies has '" + std::string(field.text) + "' under " + cluster_,
             near.empty() ? "" : "did you mean '" + std::string(near) + "'?");
    return rows;
  }

  // The line of the row of a study that has this text.
  std::optional<int> row_of(const std::vector<const Study*>& rows, const CsvField& study,
                            const CsvField& field) {
    std::vector<int> lines;
    std::vector<std::string_view> known;
    for (const Study* row : rows) {
      const std::string_view text = row->cell(title_);
      if (!text.empty()) known.push_back(text);
      if (!text.empty() && text == field.text) lines.push_back(row->where.line);
    }
    if (lines.size() == 1) return lines.front();
    const std::string subject = std::string(study.text) + ": ";
    if (lines.empty())
      complain(field,
               subject + "no row of this study has '" + std::string(field.text) + "' under " + title_,
               known.empty() ? "" : "it has " + listed(known, "and"));
    else
      complain(field,
               subject + "'" + std::string(field.text) + "' stands in several rows (lines " +
                   std::to_string(lines[0]) + " and " + std::to_string(lines[1]) + ")",
               "the texts under " + title_ + " must tell the rows of a study apart");
    return std::nullopt;
  }

  void keep(Stated pair, const CsvField& field) {
    const auto [earlier, added] = first_.emplace(pair.lines, stated_.size());
    if (added) {
      stated_.push_back(std::move(pair));
      return;
    }
    const Stated& other = stated_[earlier->second];
    if (other.value == pair.value) return;
    complain(field,
             "the value is " + shortest(pair.value) + ", but line " +
                 std::to_string(other.where.line) + " says " + shortest(other.value) +
                 " of the same two effects",
             "a covariance is the same both ways");
  }

  const CsvText& csv_;
  std::string file_, cluster_, title_;
  const StudyTable& all_;
  std::size_t study_ = 0, value_ = 0;
  std::array<std::size_t, 2> pair_{};
  bool correlation_ = false;
  std::vector<Stated> stated_;
  std::map<std::array<int, 2>, std::size_t> first_;
  Notices notices_;
};

}  // namespace

Notices add_covariances(std::string_view text, const std::string& name, const TableOptions& options,
                        const StudyTable& all, StudyTable& table) {
  Notices notices;
  const CsvText csv(text, name, notices);
  if (has_errors(notices) || options.cluster.empty()) return notices;
  append(notices, CovarianceReader(csv, name, options, all).read(table));
  return sorted(std::move(notices));
}

}  // namespace steelyard
