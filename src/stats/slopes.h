/// Derivatives of a function of one variable at 0 by extrapolated differences.
#pragma once
#include <functional>

namespace steelyard {

struct Slopes {
  double first = 0, first_error = 0;  ///< g′(0) and what it may be off by
  double second = 0, second_error = 0;
  bool found = false;  ///< false: g is not finite on either side of 0
};

/// g′(0) and g″(0), by differences over halved steps and polynomial extrapolation to step 0; the
/// entry with the smallest error estimate, rounding of g included, is taken.
///
/// Takes:  `at_zero` = g(0), finite; g may be evaluated on [low, high], which holds 0, and at most
/// 1
///         away from 0; where it is not finite, shorter steps are used; `levels`: most halvings
/// Source: ridders1982
Slopes slopes(const std::function<double(double)>& g, double at_zero, double low, double high,
              int levels);

}  // namespace steelyard
