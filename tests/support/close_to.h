// Nearness of two numbers, with named tolerances.
#pragma once
#include <algorithm>
#include <cmath>

namespace steelyard::support {

/// Formulas without iteration: only the order of additions differs.
constexpr double closed_form = 1e-11;
/// Iterated results of other programs, whose own stopping rules leave this much.
constexpr double iterated = 1e-8;

/// |a − b| relative to the larger of |b| and `scale` (the size at which b counts as zero).
inline double apart(double a, double b, double scale = 1e-300) {
  if (a == b) return 0;
  if (!std::isfinite(a) || !std::isfinite(b)) return HUGE_VAL;
  return std::abs(a - b) / std::max(std::abs(b), scale);
}

}  // namespace steelyard::support
