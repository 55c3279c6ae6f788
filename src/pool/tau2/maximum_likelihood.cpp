// τ² by maximum likelihood.
#include <cmath>

#include "pool/likelihood.h"
#include "pool/tau2/result.h"

namespace steelyard {

namespace {

//   maximum of −½ (Σ ln(v + τ²) + Σ w (y − μ)²),  se² = 2 / Σw²
Tau2 maximum_likelihood(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  const Centred effects(y, v);
  const auto t = highest_likelihood(effects, Likelihood::full);
  if (!t) return too_far_apart();
  const double se = std::sqrt(2 / effects.traces_at(*t).w2);
  return in_units_of(effects, *t, se);
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
