// The τ² at which the generalised Q statistic takes a given value.
#pragma once
#include <cmath>
#include <optional>

#include "pool/centred.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

/// t with Q(t) = target for any Q that falls with t; 0 if Q(0) is not above it.
///
/// Takes:  `squares`, the unweighted sum of squares that bounds t · Q(t); target > 0
/// Gives:  absent only if numbers end before the root
template <class Q>
std::optional<double> where_falling_q_is(const Q& q_at, double squares, double target) {
  const auto excess = [&](double t) { return q_at(t) - target; };
  double low = 0, at_low = excess(0);
  if (!std::isfinite(at_low)) return std::nullopt;
  if (at_low <= 0) return 0;
  const double top = squares / target;
  if (!std::isfinite(top)) return std::nullopt;
  for (double high = 1; high < top; high *= 8) {
    const double at_high = excess(high);
    if (at_high <= 0) return root_between(excess, low, at_low, high, at_high);
    low = high;
    at_low = at_high;
  }
  const double at_top = excess(top);
  return at_top > 0 ? top : root_between(excess, low, at_low, top, at_top);
}

/// t = τ²/v₀ with Q(t) = target; 0 if Q(0) is not above it. Q falls with t, so there is one root.
/// Absent only if the effects are too far apart for double precision. Takes: target > 0.
std::optional<double> tau2_where_q_is(const Centred& effects, double target);

}  // namespace steelyard
