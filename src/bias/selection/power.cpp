// Power weights, w(p) = (1 − p)^δ.
#include <cmath>

#include "steelyard/bias/selection.h"

namespace steelyard {

namespace {

double log_weight(const SelectionPoint& point, const Eigen::ArrayXd& delta) {
  return delta[0] * point.log_q;
}

WeightSlopes slopes(const SelectionPoint& point, const Eigen::ArrayXd&) {
  return {{point.log_q}, {}};
}

}  // namespace

namespace selection {
extern const SelectionModel power{
    .id = "power",
    .label = "power weights",
    .source = "preston2004",
    .log_weight = log_weight,
    .most_steps = 1,
    .censored = 1e-5,
    .slopes = slopes,
};
}

}  // namespace steelyard
