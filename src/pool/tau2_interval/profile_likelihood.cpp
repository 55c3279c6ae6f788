// Intervals for τ² from the profile likelihood.
#include "pool/likelihood.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

//   2 (l(τ̂²) − l(τ²)) ≤ χ² quantile with 1 degree of freedom
std::optional<Bounds> by_likelihood(const Tau2IntervalInput& input, Likelihood kind) {
  const double z = normal_quantile((1 - input.level) / 2);
  const auto bounds = likelihood_bounds(input.effects, kind, z * z / 2);
  if (!bounds) return std::nullopt;
  const double unit = input.effects.unit();
  return Bounds{bounds->low * unit, bounds->high * unit};
}

std::optional<Bounds> full(const Tau2IntervalInput& input) {
  return by_likelihood(input, Likelihood::full);
}
std::optional<Bounds> restricted(const Tau2IntervalInput& input) {
  return by_likelihood(input, Likelihood::restricted);
}

}  // namespace

namespace tau2_interval {
extern const Tau2Interval profile_likelihood{
    .id = "PL-ML",
    .label = "profile likelihood",
    .source = "hardy1996",
    .interval = full,
};
extern const Tau2Interval profile_restricted_likelihood{
    .id = "PL-REML",
    .label = "profile restricted likelihood",
    .source = "viechtbauer2007",
    .interval = restricted,
};
}  // namespace tau2_interval

}  // namespace steelyard
