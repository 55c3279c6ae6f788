// Analysis scale to display scale.
#include "analysis/display.h"

#include <algorithm>

namespace steelyard {

double to_display(const Measure& measure, double value, std::optional<double> n) {
  if (measure.scale.to_display_n != nullptr && n) return measure.scale.to_display_n(value, *n);
  return measure.scale.to_display != nullptr ? measure.scale.to_display(value) : value;
}

Bounds to_display(const Measure& measure, const Bounds& bounds, std::optional<double> n) {
  const double low = to_display(measure, bounds.low, n);
  const double high = to_display(measure, bounds.high, n);
  return {std::min(low, high), std::max(low, high)};
}

std::optional<Shown> shown(const Effects& effects, const Synthesis& synthesis) {
  if (!synthesis.estimate || !synthesis.interval) return std::nullopt;
  const Measure& measure = *effects.measure;
  const auto n = harmonic_mean_size(effects);
  const Bounds limits =
      to_display(measure, Bounds{synthesis.interval->low, synthesis.interval->high}, n);
  Shown result{to_display(measure, *synthesis.estimate, n), limits.low, limits.high};
  // A share of people lies between none and all, whatever a symmetric interval says.
  if (measure.percent && !measure.scale.no_effect) {
    result.low = std::max(result.low, 0.0);
    result.high = std::min(result.high, 1.0);
  }
  return result;
}

void show(const Effects& effects, FurtherFinding& further) {
  const auto n = harmonic_mean_size(effects);
  const auto one = [&](const std::optional<double>& value, QuantityKind kind) {
    std::optional<double> result;
    if (value && kind == QuantityKind::effect) result = to_display(*effects.measure, *value, n);
    return result;
  };
  for (Quantity& quantity : further.quantities) quantity.shown = one(quantity.value, quantity.kind);
  for (QuantityTable& table : further.tables)
    for (QuantityRow& row : table.rows) {
      row.shown.resize(row.values.size());
      for (std::size_t i = 0; i < row.values.size(); ++i)
        row.shown[i] = one(row.values[i], table.columns[i].kind);
    }
}

}  // namespace steelyard
