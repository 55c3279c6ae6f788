// Mean and standard deviation of the distribution whose quantiles fit the printed ones best.
#pragma once
#include <string_view>

#include "quantiles.h"

namespace steelyard {

struct QuantileFit {
  std::string_view family;  // "normal", "log-normal", "gamma", "weibull" or "beta"
  double mean = 0, sd = 0;
  double squares = 0;  // of the distances between printed and fitted quantiles
};

// Fits each family by least squares of its quantiles and gives the one with the smallest sum.
// A negative quantile leaves only the normal, one above 1 no beta distribution.
//
// Takes:  quartiles, range or both, not all equal; n of 3 or more
// Source: mcgrath2020
QuantileFit fit_quantiles(const Quantiles& printed);

}  // namespace steelyard
