// What the studies' own effects tell beside a model of their counts.
#pragma once
#include "steelyard/effect/effects.h"

namespace steelyard {

/// The typical sampling variance s² of the studies' own effects, of which I² and H² are made.
/// Tables without events, or without non-events, in both arms have no effect of their own.
/// Absent for fewer than two effects. Source: higgins2002, equation 9.
std::optional<double> typical_variance(const Effects& effects);

}  // namespace steelyard
