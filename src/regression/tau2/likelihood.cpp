// τ² by maximum likelihood, full and restricted, beyond moderators.
#include <cmath>

#include "pool/tau2/result.h"
#include "regression/residual_tau2.h"

namespace steelyard {

namespace {

//   maximum of −½ (Σ ln(v + τ²) + y'P y),  se² = 2 / Σw²
Tau2 beyond_full(Projection& design) {
  const auto t = highest_likelihood(design, Likelihood::full);
  if (!t) return too_far_apart();
  design.factor(*t);
  double w2 = 0;
  for (const double w : design.weights()) w2 += w * w;
  return in_units_of(design, *t, std::sqrt(2 / w2));
}

//   maximum of −½ (Σ ln(v + τ²) + ln |X'W X| + y'P y),  se² = 2 / tr(PP)
Tau2 beyond_restricted(Projection& design) {
  const auto t = highest_likelihood(design, Likelihood::restricted);
  if (!t) return too_far_apart();
  design.factor(*t);
  return in_units_of(design, *t, std::sqrt(2 / traces_of(design).pp));
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 maximum_likelihood{
    .id = "ML",
    .source = "raudenbush2009",
    .estimate = beyond_full,
};
extern const ResidualTau2 restricted_maximum_likelihood{
    .id = "REML",
    .source = "raudenbush2009",
    .estimate = beyond_restricted,
};
}  // namespace residual_tau2

}  // namespace steelyard
