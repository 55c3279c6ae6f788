// The bivariate normal distribution, by an integral over the angle whose sine is the correlation.
#include "steelyard/stats/bivariate_normal.h"

#include <cmath>
#include <numbers>

#include "stats/graded_integral.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

// h² + k² − 2 h k sin t = (h − k)² + 2 h k (1 − sin t), and cos² t = (1 − sin t)(1 + sin t).
double bivariate_normal_excess(double h, double k, double angle) {
  // A negative angle is a positive one with the other variable reversed.
  const double sign = angle < 0 ? -1 : 1, l = sign * k;
  const double apart = (h - l) * (h - l) / 2, product = h * l;
  const auto density = [&](double to_end) {  // to_end = π/2 − t
    const double s = std::sin(to_end / 2), rest = 2 * s * s, sine = 1 - rest;
    return std::exp(-apart / (rest * (1 + sine)) - product / (1 + sine));
  };
  return sign * graded_integral(density, std::abs(angle)) / (2 * std::numbers::pi);
}

double bivariate_normal_cdf(double h, double k, double r) {
  return normal_cdf(h) * normal_cdf(k) + bivariate_normal_excess(h, k, std::asin(r));
}

}  // namespace steelyard
