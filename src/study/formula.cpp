// Model formulas and points of prediction, as people type them.
#include "steelyard/study/formula.h"

#include <algorithm>
#include <bit>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

FormulaColumn column_of(std::string_view text) {
  constexpr std::string_view opening = "factor(";
  const std::string_view bare = trimmed(text);
  if (!lower_case(bare).starts_with(opening) || !bare.ends_with(')'))
    return {std::string(bare), false};
  return {std::string(trimmed(bare.substr(opening.size(), bare.size() - opening.size() - 1))),
          true};
}

std::string label_of(const std::vector<FormulaColumn>& columns) {
  std::string label;
  for (const FormulaColumn& column : columns) label += (label.empty() ? "" : ":") + column.title;
  return label;
}

// "a * b" stands for "a, b, a:b", and "a * b * c" for all that three columns make.
std::vector<std::string> unfolded(const std::string& part) {
  const std::vector<std::string> factors = split(part, '*');
  if (factors.size() == 1 || factors.size() > 4) return {part};
  std::vector<std::string> terms;
  for (std::size_t order = 1; order <= factors.size(); ++order)
    for (std::size_t members = 1; members < (std::size_t{1} << factors.size()); ++members) {
      if (static_cast<std::size_t>(std::popcount(members)) != order) continue;
      std::string term;
      for (std::size_t i = 0; i < factors.size(); ++i)
        if ((members >> i & 1) != 0) term += (term.empty() ? "" : ":") + std::string(trimmed(factors[i]));
      terms.push_back(std::move(term));
    }
  return terms;
}

bool same_title(const std::string& a, const std::string& b) {
  return lower_case(a) == lower_case(b);
}

}  // namespace

Formula parse_formula(std::string_view text) {
  Formula formula;
  const auto fail = [&](std::string must_be) {
    formula.terms.clear();
    formula.must_be = std::move(must_be);
    return formula;
  };
  for (const std::string& part : split(text, ',')) {
    const std::vector<std::string> parts = unfolded(part);
    for (const std::string& one : parts) {
      FormulaTerm term;
      for (const std::string& each : split(one, ':')) {
        term.columns.push_back(column_of(each));
        if (term.columns.back().title.empty())
          return fail("columns with commas between them, such as \"year, factor(risk), year:risk\"");
      }
      term.label = label_of(term.columns);
      const bool known = std::ranges::any_of(
          formula.terms, [&](const FormulaTerm& other) { return same_title(other.label, term.label); });
      if (known && parts.size() == 1) return fail("terms that differ from each other");
      if (!known) formula.terms.push_back(std::move(term));
    }
  }
  // What is a factor as a term of its own is one in its interactions too.
  for (FormulaTerm& term : formula.terms) {
    if (term.columns.size() < 2) continue;
    for (FormulaColumn& column : term.columns) {
      const auto alone = std::ranges::find_if(formula.terms, [&](const FormulaTerm& other) {
        return other.columns.size() == 1 && same_title(other.label, column.title);
      });
      if (alone == formula.terms.end())
        return fail("given with the columns of each interaction as terms of their own: \"" +
                    term.columns.front().title + ", " + term.columns.back().title + ", " +
                    term.label + "\"");
      column.factor = column.factor || alone->columns.front().factor;
      alone->columns.front().factor = column.factor;
    }
  }
  return formula;
}

std::vector<std::string> columns_of(const Formula& formula) {
  std::vector<std::string> titles;
  for (const FormulaTerm& term : formula.terms)
    for (const FormulaColumn& column : term.columns)
      if (std::ranges::find_if(titles, [&](const std::string& title) {
            return same_title(title, column.title);
          }) == titles.end())
        titles.push_back(column.title);
  return titles;
}

std::vector<PredictionPoint> parse_points(std::string_view text) {
  std::vector<PredictionPoint> points;
  for (const std::string& part : split(text, ';')) {
    points.emplace_back();
    for (const std::string& each : split(part, ',')) {
      const std::size_t equals = each.find('=');
      if (equals == std::string::npos) return {};
      const std::string name(trimmed(std::string_view(each).substr(0, equals)));
      const std::string value(trimmed(std::string_view(each).substr(equals + 1)));
      if (name.empty() || value.empty()) return {};
      if (std::ranges::any_of(points.back().values,
                              [&](const auto& known) { return same_title(known.first, name); }))
        points.emplace_back();
      points.back().values.emplace_back(name, value);
    }
  }
  return points;
}

}  // namespace steelyard
