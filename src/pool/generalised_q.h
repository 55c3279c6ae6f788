// The τ² at which the generalised Q statistic takes a given value.
#pragma once
#include <optional>

#include "pool/centred.h"

namespace steelyard {

/// t = τ²/v₀ with Q(t) = target; 0 if Q(0) is not above it. Q falls with t, so there is one root.
/// Absent only if the effects are too far apart for double precision. Takes: target > 0.
std::optional<double> tau2_where_q_is(const Centred& effects, double target);

}  // namespace steelyard
