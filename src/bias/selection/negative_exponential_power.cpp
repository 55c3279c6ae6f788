// Negative exponential power weights, w(p) = exp(−δ₁ p^(1/δ₂)).
#include <cmath>

#include "steelyard/bias/selection.h"

namespace steelyard {

namespace {

double log_weight(const SelectionPoint& point, const Eigen::ArrayXd& delta) {
  if (delta[1] == 0) return point.q > 0 ? 0 : -delta[0];  // p^∞
  return -delta[0] * std::exp(point.log_p / delta[1]);
}

WeightSlopes slopes(const SelectionPoint& point, const Eigen::ArrayXd& delta) {
  const double a = delta[0], b = delta[1], l = point.log_p / b;
  if (b == 0) return {{point.q > 0 ? 0.0 : -1.0}, {}};
  const double e = std::exp(l);
  return {
      {-e, a * e * l / b},
      {0, e * l / b, -a * e * l * (l + 2) / b / b}
  };
}

}  // namespace

namespace selection {
extern const SelectionModel negative_exponential_power{
    .id = "negexppow",
    .label = "negative exponential power weights",
    .source = "begg1994",
    .log_weight = log_weight,
    .deltas = 2,
    .most_steps = 1,
    .reach = 60,  // p^(1/δ₂) falls like exp(−z²/2δ₂), with δ₂ up to 100
    .slopes = slopes,
};
}

}  // namespace steelyard
