// Beta weights, w(p) = p^(δ₁−1) (1 − p)^(δ₂−1): selection that need not fall with p.
#include <cmath>

#include "steelyard/bias/selection.h"

namespace steelyard {

namespace {

double log_weight(const SelectionPoint& point, const Eigen::ArrayXd& delta) {
  return (delta[0] - 1) * point.log_p + (delta[1] - 1) * point.log_q;
}

WeightSlopes slopes(const SelectionPoint& point, const Eigen::ArrayXd&) {
  return {{point.log_p, point.log_q}, {}};
}

}  // namespace

namespace selection {
extern const SelectionModel beta{
    .id = "beta",
    .label = "beta weights",
    .source = "citkowicz2017",
    .log_weight = log_weight,
    .deltas = 2,
    .none = 1,
    .low = 1e-5,
    .most_steps = 2,
    .censored = 1e-5,  // citkowicz2017, p. 31
    .slopes = slopes,
};
}

}  // namespace steelyard
