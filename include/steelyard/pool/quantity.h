/// Named numbers and tables of them, for methods whose results differ in shape.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace steelyard {

/// What a number is, so that it can be shown well.
enum class QuantityKind {
  plain,       ///< a statistic, a log-likelihood, a share from 0 to 1
  effect,      ///< an effect on the analysis scale; people see it on the display scale
  difference,  ///< a coefficient, a standard error: on the analysis scale, never taken back
  variance,    ///< τ² and its kin, analysis scale squared
  p_value,
  count,
  df,       ///< degrees of freedom
  percent,  ///< 0 to 100
};

struct Quantity {
  std::string id;     ///< key in results.json: "intercept", "ci_low"
  std::string label;  ///< what the reader reads
  std::optional<double> value;  ///< absent: could not be computed; a note says why
  QuantityKind kind = QuantityKind::plain;
  std::optional<double> shown = std::nullopt;  ///< display scale, for effects; set by the scale door
};

struct QuantityColumn {
  std::string id, label;
  QuantityKind kind = QuantityKind::plain;
};

struct QuantityRow {
  std::string name;  ///< "Aronson 1948", "intercept"
  std::vector<std::optional<double>> values;  ///< one for each column
  std::vector<std::optional<double>> shown = {};  ///< display scale, for effects; set by the scale door
};

struct QuantityTable {
  std::string id;         ///< key in results.json: "studies", "coefficients"
  std::string label;      ///< title for the reader; empty: for results.json only
  std::string row_label;  ///< what a row is: "study", "coefficient"
  std::vector<QuantityColumn> columns;
  std::vector<QuantityRow> rows;
};

}  // namespace steelyard
