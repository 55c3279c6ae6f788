// τ² by maximum likelihood.
#include <cmath>

#include "pool/likelihood.h"

namespace steelyard {

namespace {

//   maximum of −½ (Σ ln(v + τ²) + Σ w (y − μ)²),  se² = 2 / Σw²
Tau2 maximum_likelihood(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  const Centred effects(y, v);
  const auto t = highest_likelihood(effects, Likelihood::full);
  if (!t) return {0, std::nullopt, false, "the effects are too far apart for their variances"};
  const double se = std::sqrt(2 / effects.traces_at(*t).w2);
  return {*t * effects.unit(), se * effects.unit()};
}

}  // namespace

namespace tau2 {
extern const Tau2Estimator maximum_likelihood{
    .id = "ML",
    .label = "maximum likelihood",
    .source = "hardy1996",
    .estimate = steelyard::maximum_likelihood,
};
}

}  // namespace steelyard
