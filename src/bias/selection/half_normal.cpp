// Half-normal weights, w(p) = exp(−δ p²).
#include <cmath>

#include "steelyard/bias/selection.h"

namespace steelyard {

namespace {

double log_weight(const SelectionPoint& point, const Eigen::ArrayXd& delta) {
  return -delta[0] * point.p * point.p;
}

WeightSlopes slopes(const SelectionPoint& point, const Eigen::ArrayXd&) {
  return {{-point.p * point.p}, {}};
}

}  // namespace

namespace selection {
extern const SelectionModel half_normal{
    .id = "halfnorm",
    .label = "half-normal weights",
    .source = "preston2004",
    .log_weight = log_weight,
    .most_steps = 1,
    .slopes = slopes,
};
}

}  // namespace steelyard
