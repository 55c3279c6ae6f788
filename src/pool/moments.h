// τ² by the method of moments from sums that are at hand.
#pragma once
#include <algorithm>

#include "pool/centred.h"

namespace steelyard {

/// τ²/v₀ after DerSimonian and Laird. Takes: k ≥ 2.
inline double dersimonian_laird_t(const Centred& effects) {
  const double df = effects.k() - 1;
  return std::max((effects.q_at(0) - df) / effects.traces_at(0).p, 0.0);
}

}  // namespace steelyard
