// Analysis scale to display scale.
#include "analysis/display.h"

#include <algorithm>

namespace steelyard {

double to_display(const Measure& measure, double value) {
  return measure.scale.to_display != nullptr ? measure.scale.to_display(value) : value;
}

Bounds to_display(const Measure& measure, const Bounds& bounds) {
  const double low = to_display(measure, bounds.low), high = to_display(measure, bounds.high);
  return {std::min(low, high), std::max(low, high)};
}

std::optional<Shown> shown(const Measure& measure, const Synthesis& synthesis) {
  if (!synthesis.estimate || !synthesis.interval) return std::nullopt;
  const Bounds limits =
      to_display(measure, Bounds{synthesis.interval->low, synthesis.interval->high});
  Shown result{to_display(measure, *synthesis.estimate), limits.low, limits.high};
  // A share of people lies between none and all, whatever a symmetric interval says.
  if (measure.percent && !measure.scale.no_effect) {
    result.low = std::max(result.low, 0.0);
    result.high = std::min(result.high, 1.0);
  }
  return result;
}

}  // namespace steelyard
