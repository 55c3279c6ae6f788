// Columns of a table to a design matrix.
#include "steelyard/regression/moderators.h"

#include <algorithm>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// A decimal comma is understood, but not where it may separate thousands.
std::optional<double> number_in(std::string_view cell) {
  const std::string_view text = trimmed(cell);
  if (const auto number = parse_number(text)) return number;
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos || text.size() - comma == 4) return std::nullopt;
  std::string with_point(text);
  with_point[comma] = '.';
  return parse_number(with_point);
}

bool says_nothing(std::string_view cell) {
  const std::string text = lower_case(trimmed(cell));
  for (const char* word : {"", "na", "nr", "n/a", "-", "–", "—", "."})
    if (text == word) return true;
  return false;
}

std::vector<std::string> levels_of(std::vector<std::string> cells) {
  const bool numbers = std::ranges::all_of(
      cells, [](const std::string& cell) { return number_in(cell).has_value(); });
  std::ranges::sort(cells, [&](const std::string& a, const std::string& b) {
    if (numbers && number_in(a) != number_in(b)) return *number_in(a) < *number_in(b);
    return a < b;
  });
  const auto rest = std::ranges::unique(cells);
  cells.erase(rest.begin(), rest.end());
  return cells;
}

std::optional<Moderator> moderator_of(const FormulaColumn& column,
                                      std::span<const Study* const> rows,
                                      const std::vector<std::size_t>& used, std::string& why) {
  Moderator moderator{column.title, column.factor, {}, 0, 0, 0};
  std::size_t numbers = 0;
  std::vector<std::string> cells;
  std::string text, where;  // of the last cell that is no number
  for (const std::size_t i : used) {
    cells.emplace_back(trimmed(rows[i]->cell(column.title)));
    if (number_in(cells.back())) {
      ++numbers;
    } else {
      text = cells.back();
      where = rows[i]->name;
    }
  }
  if (!column.factor && numbers > 0 && numbers < cells.size()) {
    why = "the column " + column.title + " holds both numbers and text (\"" + text + "\" in " +
          where + "); factor(" + column.title + ") would take all of them as categories";
    return std::nullopt;
  }
  moderator.categorical = column.factor || numbers == 0;
  if (moderator.categorical) {
    moderator.levels = levels_of(std::move(cells));
    return moderator;
  }
  moderator.least = moderator.most = *number_in(cells.front());
  for (const std::string& cell : cells) {
    const double number = *number_in(cell);
    moderator.mean += number / static_cast<double>(cells.size());
    moderator.least = std::min(moderator.least, number);
    moderator.most = std::max(moderator.most, number);
  }
  return moderator;
}

// The columns that one moderator has by itself, at one cell.
std::vector<double> values_at(const Moderator& moderator, std::string_view cell) {
  if (!moderator.categorical) return {number_in(cell).value_or(moderator.mean)};
  std::vector<double> values;
  for (std::size_t level = 1; level < moderator.levels.size(); ++level)
    values.push_back(trimmed(cell) == moderator.levels[level] ? 1 : 0);
  return values;
}

std::vector<std::string> names_of(const Moderator& moderator) {
  if (!moderator.categorical) return {moderator.title};
  std::vector<std::string> names;
  for (std::size_t level = 1; level < moderator.levels.size(); ++level)
    names.push_back(moderator.title + "=" + moderator.levels[level]);
  return names;
}

// All products of one entry from each list; the first list runs fastest.
template <class Value, class Join>
std::vector<Value> products(const std::vector<std::vector<Value>>& lists, const Join& join) {
  std::vector<Value> result = lists.front();
  for (std::size_t list = 1; list < lists.size(); ++list) {
    std::vector<Value> longer;
    for (const Value& right : lists[list])
      for (const Value& left : result) longer.push_back(join(left, right));
    result = std::move(longer);
  }
  return result;
}

std::vector<double> row_of(const ModeratorDesign& design, const std::vector<std::string>& cells) {
  std::vector<double> row{1};
  for (const DesignTerm& term : design.terms) {
    std::vector<std::vector<double>> values;
    for (const std::size_t m : term.moderators)
      values.push_back(values_at(design.moderators[m], cells[m]));
    const auto all = products(values, [](double a, double b) { return a * b; });
    row.insert(row.end(), all.begin(), all.end());
  }
  return row;
}

void add_term(ModeratorDesign& design, const FormulaTerm& from) {
  DesignTerm term{from.label, {}, {}};
  std::vector<std::vector<std::string>> names;
  for (const FormulaColumn& column : from.columns)
    for (std::size_t m = 0; m < design.moderators.size(); ++m)
      if (lower_case(design.moderators[m].title) == lower_case(column.title)) {
        term.moderators.push_back(m);
        names.push_back(names_of(design.moderators[m]));
      }
  const auto join = [](const std::string& a, const std::string& b) { return a + ":" + b; };
  for (std::string& name : products(names, join)) {
    term.columns.push_back(design.names.size());
    design.names.push_back(std::move(name));
  }
  design.terms.push_back(std::move(term));
}

}  // namespace

std::optional<ModeratorDesign> design_of(const Formula& formula, std::span<const Study* const> rows,
                                         std::string& why) {
  ModeratorDesign design;
  const std::vector<std::string> titles = columns_of(formula);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool complete = std::ranges::none_of(
        titles, [&](const std::string& title) { return says_nothing(rows[i]->cell(title)); });
    (complete ? design.used : design.missing).push_back(i);
  }
  if (design.used.empty()) {
    why = "no study has a value of every moderator";
    return std::nullopt;
  }
  for (const std::string& title : titles) {
    FormulaColumn column{title, false};
    for (const FormulaTerm& term : formula.terms)
      for (const FormulaColumn& each : term.columns)
        if (lower_case(each.title) == lower_case(title)) column.factor |= each.factor;
    auto moderator = moderator_of(column, rows, design.used, why);
    if (!moderator) return std::nullopt;
    design.moderators.push_back(std::move(*moderator));
  }
  design.names.emplace_back("intercept");
  for (const FormulaTerm& term : formula.terms) add_term(design, term);
  design.X.resize(static_cast<Eigen::Index>(design.used.size()),
                  static_cast<Eigen::Index>(design.names.size()));
  for (std::size_t row = 0; row < design.used.size(); ++row) {
    std::vector<std::string> cells;
    for (const Moderator& moderator : design.moderators)
      cells.emplace_back(rows[design.used[row]]->cell(moderator.title));
    const std::vector<double> values = row_of(design, cells);
    design.X.row(static_cast<Eigen::Index>(row)) =
        Eigen::Map<const Eigen::RowVectorXd>(values.data(), design.X.cols());
  }
  return design;
}

std::optional<Eigen::VectorXd> design_row(const ModeratorDesign& design,
                                          const PredictionPoint& point, std::string& why) {
  std::vector<std::string> cells(design.moderators.size());
  for (std::size_t m = 0; m < cells.size(); ++m)
    if (design.moderators[m].categorical) cells[m] = design.moderators[m].levels.front();
  for (const auto& [title, value] : point.values) {
    const auto found = std::ranges::find_if(design.moderators, [&](const Moderator& each) {
      return lower_case(each.title) == lower_case(title);
    });
    if (found == design.moderators.end()) {
      why = title + " is no moderator of the model";
      return std::nullopt;
    }
    const bool known = found->categorical
                           ? std::ranges::find(found->levels, value) != found->levels.end()
                           : number_in(value).has_value();
    if (!known) {
      why = "no study has " + title + " = " + value;
      if (!found->categorical) why = title + " is " + value + ", but must be a number";
      return std::nullopt;
    }
    cells[static_cast<std::size_t>(found - design.moderators.begin())] = value;
  }
  const std::vector<double> row = row_of(design, cells);
  return Eigen::Map<const Eigen::VectorXd>(row.data(), static_cast<Eigen::Index>(row.size()));
}

}  // namespace steelyard
