// τ² after Hunter and Schmidt, plain and corrected for small k, beyond moderators.
#include <algorithm>

#include "pool/tau2/result.h"
#include "regression/residual_tau2.h"

namespace steelyard {

namespace {

//   τ² = (f Q − k) / Σw at τ² = 0
Tau2 beyond_with_factor(Projection& design, double f) {
  design.factor(0);
  double w = 0;
  for (const double each : design.weights()) w += each;
  const ProjectionTraces at0 = traces_of(design);
  const double t = std::max((f * design.q() - design.k()) / w, 0.0);
  return in_units_of(design, t, f * moment_se(design.df(), at0.p, at0.pp, t, w));
}

Tau2 beyond_hunter_schmidt(Projection& design) {
  return beyond_with_factor(design, 1);
}

Tau2 beyond_hunter_schmidt_corrected(Projection& design) {
  return beyond_with_factor(design, static_cast<double>(design.k()) / design.df());
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 hunter_schmidt{
    .id = "HS",
    .source = "viechtbauer2015",
    .estimate = beyond_hunter_schmidt,
};
extern const ResidualTau2 hunter_schmidt_corrected{
    .id = "HSk",
    .source = "brannick2019",
    .estimate = beyond_hunter_schmidt_corrected,
};
}  // namespace residual_tau2

}  // namespace steelyard
