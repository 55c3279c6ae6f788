// Analysis scale to display scale.
#include "analysis/display.h"

#include <algorithm>
#include <cmath>

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
  const Bounds held = within_all(measure, {result.low, result.high});
  result.low = held.low;
  result.high = held.high;
  return result;
}

Bounds within_all(const Measure& measure, const Bounds& bounds) {
  if (!measure.percent || measure.scale.no_effect) return bounds;
  return {std::max(bounds.low, 0.0), std::min(bounds.high, 1.0)};
}

namespace {

constexpr std::string_view beyond_numbers =
    "taken back from its logarithm a value is greater than any number a computer holds (1.8e308); it "
    "stands on the analysis scale alone";

bool too_great(const Bounds& bounds) {
  return std::isinf(bounds.low) || std::isinf(bounds.high);
}

}  // namespace

void note_too_great(AnalysisFinding& finding) {
  bool any = finding.prediction && too_great(*finding.prediction);
  const auto look = [&](const Shown& shown) {
    any = any || std::isinf(shown.estimate) || too_great({shown.low, shown.high});
  };
  if (finding.pooled) look(*finding.pooled);
  for (const StudyFinding& study : finding.studies) look(study.shown);
  if (any) finding.synthesis.notes.push_back({"display-overflow", std::string(beyond_numbers)});
}

void show(const Effects& effects, FurtherFinding& further) {
  const auto n = harmonic_mean_size(effects);
  bool any = false;
  const auto one = [&](const std::optional<double>& value, QuantityKind kind) {
    std::optional<double> result;
    if (value && kind == QuantityKind::effect) result = to_display(*effects.measure, *value, n);
    any = any || (result && std::isinf(*result));
    return result;
  };
  for (Quantity& quantity : further.quantities) quantity.shown = one(quantity.value, quantity.kind);
  for (QuantityTable& table : further.tables)
    for (QuantityRow& row : table.rows) {
      row.shown.resize(row.values.size());
      for (std::size_t i = 0; i < row.values.size(); ++i)
        row.shown[i] = one(row.values[i], table.columns[i].kind);
    }
  if (any) further.notes.push_back({"display-overflow", std::string(beyond_numbers)});
}

}  // namespace steelyard
