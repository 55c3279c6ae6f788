// Logistic weights, w(p) = 2 exp(−δ p) / (1 + exp(−δ p)).
#include <cmath>

#include "steelyard/bias/selection.h"

namespace steelyard {

namespace {

double log_weight(const SelectionPoint& point, const Eigen::ArrayXd& delta) {
  const double x = delta[0] * point.p;
  return std::log(2) - x - std::log1p(std::exp(-x));
}

WeightSlopes slopes(const SelectionPoint& point, const Eigen::ArrayXd& delta) {
  const double e = std::exp(-delta[0] * point.p), share = 1 / (1 + e);
  return {{-point.p * share}, {-point.p * point.p * e * share * share}};
}

}  // namespace

namespace selection {
extern const SelectionModel logistic{
    .id = "logistic",
    .label = "logistic weights",
    .source = "preston2004",
    .log_weight = log_weight,
    .most_steps = 1,
    .slopes = slopes,
};
}

}  // namespace steelyard
