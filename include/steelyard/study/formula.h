/// Model formulas: which columns of a table predict an effect, and how.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steelyard {

struct FormulaColumn {
  std::string title;
  bool factor = false;  ///< factor(title): numbers in it are names of categories
};

/// One column, or the interaction of several.
struct FormulaTerm {
  std::string label;  ///< "year", "alloc:ablat"
  std::vector<FormulaColumn> columns;
};

struct Formula {
  std::vector<FormulaTerm> terms;
  std::string must_be;  ///< what the text must be; empty if it is understood
};

/// Reads "ablat, factor(alloc), ablat:alloc": terms with commas between them; factor() takes the
/// numbers of a column as categories; a colon joins the columns of an interaction, whose columns
/// must be terms of their own too; "ablat * alloc" stands for both columns and their interaction.
Formula parse_formula(std::string_view text);

/// The titles in a formula, each once, in order of appearance.
std::vector<std::string> columns_of(const Formula& formula);

/// "ablat=20, alloc=random; ablat=40": points at which a model predicts. A semicolon, or a name
/// that comes again, begins the next point.
struct PredictionPoint {
  std::vector<std::pair<std::string, std::string>> values;  ///< column title and value
};

/// Empty if the text is not understood.
std::vector<PredictionPoint> parse_points(std::string_view text);

}  // namespace steelyard
