// τ² by restricted maximum likelihood.
#include <cmath>

#include "pool/likelihood.h"
#include "pool/tau2/result.h"

namespace steelyard {

namespace {

//   maximum of −½ (Σ ln(v + τ²) + ln Σw + Σ w (y − μ)²),  se² = 2 / tr(PP)
Tau2 restricted_maximum_likelihood(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  const Centred effects(y, v);
  const auto t = highest_likelihood(effects, Likelihood::restricted);
  if (!t) return too_far_apart();
  const double se = std::sqrt(2 / effects.traces_at(*t).pp);
  return in_units_of(effects, *t, se);
}

}  // namespace

namespace tau2 {
extern const Tau2Estimator restricted_maximum_likelihood{
    .id = "REML",
    .label = "restricted maximum likelihood",
    .source = "viechtbauer2005",
    .estimate = steelyard::restricted_maximum_likelihood,
};
}

}  // namespace steelyard
