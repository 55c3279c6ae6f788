// The scale door: left of it everything is on the analysis scale, right of it on the display scale.
#pragma once
#include <optional>

#include "steelyard/analysis/findings.h"

namespace steelyard {

double to_display(const Measure& measure, double value);
Bounds to_display(const Measure& measure, const Bounds& bounds);

/// The pooled estimate with its interval; absent without either.
std::optional<Shown> shown(const Measure& measure, const Synthesis& synthesis);

}  // namespace steelyard
