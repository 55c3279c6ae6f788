/// The root of a function that falls on [0, ∞).
#pragma once
#include <cmath>
#include <optional>

#include "steelyard/stats/roots.h"

namespace steelyard {

/// x ≥ 0 with f(x) = 0, bracketed by steps that grow eightfold; 0 where f(0) is not above 0.
///
/// Gives: absent where f is not finite on the way, or still above 0 at 1e280
template <class Function>
std::optional<double> falling_root(const Function& f) {
  double low = 0, at_low = f(0.0);
  if (!std::isfinite(at_low)) return std::nullopt;
  if (at_low <= 0) return 0;
  constexpr double end = 1e280;
  for (double high = 1; high < end; high *= 8) {
    const double at_high = f(high);
    if (!std::isfinite(at_high)) return std::nullopt;
    if (at_high <= 0) return root_between(f, low, at_low, high, at_high);
    low = high;
    at_low = at_high;
  }
  return std::nullopt;
}

}  // namespace steelyard
