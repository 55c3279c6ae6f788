// The interval for τ² that Cochran's Q with weights 1/(v + τ²) supports: Q-profile.
#include "steelyard/pool/synthesis.h"

namespace steelyard {

namespace {

std::optional<Bounds> by_profile(const Tau2IntervalInput& input) {
  return q_profile(input.y, input.v, input.level);
}

}  // namespace

namespace tau2_interval {
extern const Tau2Interval q_profile{
    .id = "QP",
    .label = "Q-profile",
    .source = "viechtbauer2007",
    .interval = by_profile,
};
}

}  // namespace steelyard
