// Where "no effect" lies on the analysis scale.
#pragma once
#include <optional>

#include "steelyard/effect/measure.h"

namespace steelyard {

/// Absent for single groups, and for scales on which it lies at no simple number.
inline std::optional<double> no_effect_of(const Measure& measure) {
  const auto& scale = measure.scale;
  if (!scale.no_effect) return std::nullopt;
  if (scale.to_display == nullptr) return scale.no_effect;
  // ln 1 of ratios is 0, as is a difference of nothing.
  return scale.to_display(0) == *scale.no_effect ? std::optional(0.0) : std::nullopt;
}

}  // namespace steelyard
