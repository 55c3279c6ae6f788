// The standard error that all estimators of moments share.
#pragma once
#include <cmath>

#include "pool/centred.h"

namespace steelyard {

/// Of τ² = (y'Py − …)/divisor, in units of v₀:
///   se² = (2 tr(PVPV) + 4 τ² tr(PVP) + 2 τ⁴ tr(PP)) / divisor²
/// Source: viechtbauer2007
inline double moment_se(double pvpv, double pvp, double pp, double t, double divisor) {
  return std::sqrt(2 * pvpv + 4 * t * pvp + 2 * t * t * pp) / divisor;
}

}  // namespace steelyard
