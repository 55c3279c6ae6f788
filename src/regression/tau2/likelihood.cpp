// τ² by maximum likelihood, full and restricted, beyond moderators.
#include <cmath>

#include "regression/residual_tau2.h"

namespace steelyard {

namespace {

//   maximum of −½ (Σ ln(v + τ²) + y'P y),  se² = 2 / Σw²
std::optional<double> beyond_full(Projection& design) {
  return highest_likelihood(design, Likelihood::full);
}

double se_full(Projection& design, double t) {
  design.factor(t);
  double w2 = 0;
  for (const double w : design.weights()) w2 += w * w;
  return std::sqrt(2 / w2);
}

//   maximum of −½ (Σ ln(v + τ²) + ln |X'W X| + y'P y),  se² = 2 / tr(PP)
std::optional<double> beyond_restricted(Projection& design) {
  return highest_likelihood(design, Likelihood::restricted);
}

double se_restricted(Projection& design, double t) {
  design.factor(t);
  return std::sqrt(2 / traces_of(design).pp);
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 maximum_likelihood{
    .id = "ML",
    .source = "raudenbush2009",
    .estimate = beyond_full,
    .se = se_full,
};
extern const ResidualTau2 restricted_maximum_likelihood{
    .id = "REML",
    .source = "raudenbush2009",
    .estimate = beyond_restricted,
    .se = se_restricted,
};
}  // namespace residual_tau2

}  // namespace steelyard
