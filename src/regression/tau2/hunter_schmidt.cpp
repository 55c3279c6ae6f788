// τ² after Hunter and Schmidt, plain and corrected for small k, beyond moderators.
#include <algorithm>

#include "pool/tau2/result.h"
#include "regression/residual_tau2.h"

namespace steelyard {

namespace {

double sum_of_weights(const Projection& design) {
  double w = 0;
  for (const double each : design.weights()) w += each;
  return w;
}

//   τ² = (f Q − k) / Σw at τ² = 0
double with_factor(Projection& design, double f) {
  design.factor(0);
  return std::max((f * design.q() - design.k()) / sum_of_weights(design), 0.0);
}

double se_with_factor(Projection& design, double t, double f) {
  design.factor(0);
  const ProjectionTraces at0 = traces_of(design);
  return f * moment_se(design.df(), at0.p, at0.pp, t, sum_of_weights(design));
}

std::optional<double> beyond_plain(Projection& design) {
  return with_factor(design, 1);
}
double se_plain(Projection& design, double t) {
  return se_with_factor(design, t, 1);
}

//   f = k / (k − p)
double correction(const Projection& design) {
  return static_cast<double>(design.k()) / design.df();
}
std::optional<double> beyond_corrected(Projection& design) {
  return with_factor(design, correction(design));
}
double se_corrected(Projection& design, double t) {
  return se_with_factor(design, t, correction(design));
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 hunter_schmidt{
    .id = "HS",
    .source = "viechtbauer2015",
    .estimate = beyond_plain,
    .se = se_plain,
};
extern const ResidualTau2 hunter_schmidt_corrected{
    .id = "HSk",
    .source = "brannick2019",
    .estimate = beyond_corrected,
    .se = se_corrected,
};
}  // namespace residual_tau2

}  // namespace steelyard
