// What the estimators of τ² share: their results, and the standard error of the moment estimators.
#pragma once
#include <cmath>

#include "pool/centred.h"
#include "steelyard/pool/method.h"

namespace steelyard {

/// A result in units of v₀, brought to the analysis scale.
inline Tau2 in_units_of(const Centred& effects, double t, double se) {
  Tau2 result;
  result.value = t * effects.unit();
  if (std::isfinite(se)) result.se = se * effects.unit();
  return result;
}

inline Tau2 too_far_apart() {
  Tau2 result;
  result.converged = false;
  result.reason = "the effects are too far apart for their variances";
  return result;
}

/// Of τ² = (y'Py − …)/divisor, in units of v₀:
///   se² = (2 tr(PVPV) + 4 τ² tr(PVP) + 2 τ⁴ tr(PP)) / divisor²
/// Source: viechtbauer2007
inline double moment_se(double pvpv, double pvp, double pp, double t, double divisor) {
  return std::sqrt(2 * pvpv + 4 * t * pvp + 2 * t * t * pp) / divisor;
}

}  // namespace steelyard
