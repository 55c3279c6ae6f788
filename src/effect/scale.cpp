// From analysis scales to what people read.
#include "effect/scale.h"

#include <algorithm>
#include <cmath>
#include <numbers>

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

}  // namespace steelyard::scale
