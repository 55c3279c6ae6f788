// From analysis scales to what people read.
#include "effect/scale.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "steelyard/stats/distributions.h"

namespace steelyard::scale {

double same(double y) {
  return y;
}
double exponential(double y) {
  return std::exp(y);
}
double hyperbolic_tangent(double y) {
  return std::tanh(y);
}
double logistic(double y) {
  return 1 / (1 + std::exp(-y));
}

double squared_sine(double y) {
  const double s = std::sin(std::clamp(y, 0.0, std::numbers::pi / 2));
  return s * s;
}

double square(double y) {
  return y > 0 ? y * y : 0;
}
double normal_share(double y) {
  return normal_cdf(y);
}
double alpha_of_cube_root(double y) {
  const double root = 1 - y;
  return 1 - root * root * root;
}
double alpha_of_logarithm(double y) {
  return -std::expm1(-y);
}
double squared_tangent(double y) {
  return square(std::tanh(y));
}
double one_minus_inverse_cosh(double y) {
  return y > 0 ? 1 - 1 / std::cosh(std::numbers::sqrt2 * y) : 0;
}

double freeman_tukey_rate(double x, double t) {
  return (std::sqrt(x / t) + std::sqrt((x + 1) / t)) / 2;
}

// √(x + 1) − √x = 1/(2 y √t), the reciprocal of their sum; half the difference leaves √x.
double inverse_freeman_tukey_rate(double y, double t) {
  if (!(y > freeman_tukey_rate(0, t))) return 0;
  return square(y - 1 / (4 * y * t));
}

double freeman_tukey(double x, double n) {
  return (std::asin(std::sqrt(x / (n + 1))) + std::asin(std::sqrt((x + 1) / (n + 1)))) / 2;
}

// With a and b the two angles, t = a + b and δ = b − a:
//   sin²b − sin²a = 1/(n + 1) = sin t sin δ,  sin²a + sin²b = (2 x + 1)/(n + 1) = 1 − cos t cos δ
// Solved for x/n. Equal to the formula of Miller, but exact near one half too. Source: miller1978
double inverse_freeman_tukey(double y, double n) {
  if (!(y > freeman_tukey(0, n))) return 0;
  if (!(y < freeman_tukey(n, n))) return 1;
  const double sine = 1 / ((n + 1) * std::sin(2 * y));
  const double cosine = std::sqrt(std::max(1 - sine * sine, 0.0));
  return std::clamp(0.5 - (n + 1) / (2 * n) * std::cos(2 * y) * cosine, 0.0, 1.0);
}

double same_share(double share, double /*n*/) {
  return share;
}
double log_of_share(double share, double /*n*/) {
  return std::log(share);
}
double logit_of_share(double share, double /*n*/) {
  return std::log(share) - std::log1p(-share);
}
double probit_of_share(double share, double /*n*/) {
  if (share <= 0) return -HUGE_VAL;
  return share >= 1 ? HUGE_VAL : normal_quantile(share);
}
double arcsine_of_share(double share, double /*n*/) {
  return std::asin(std::sqrt(share));
}
double double_arcsine_of_share(double share, double n) {
  return freeman_tukey(share * n, n);
}

}  // namespace steelyard::scale
