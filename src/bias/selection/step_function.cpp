// Steps: the weight is the same between two cut points of p, and 1 below the first.
#include <cmath>

#include "steelyard/bias/selection.h"

namespace steelyard {

namespace {

double log_weight(const SelectionPoint& point, const Eigen::ArrayXd& delta) {
  return std::log(delta[static_cast<Eigen::Index>(point.interval)]);
}

}  // namespace

namespace selection {
extern const SelectionModel step_function{
    .id = "stepfun",
    .label = "step function of P",
    .source = "veveahedges1995",
    .log_weight = log_weight,
    .deltas = 0,
    .none = 1,
    .least_steps = 1,
    .most_steps = 100,
    .reach = 0,
};
}

}  // namespace steelyard
