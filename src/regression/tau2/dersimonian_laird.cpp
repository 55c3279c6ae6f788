// τ² after DerSimonian and Laird, beyond moderators.
#include <algorithm>

#include "pool/tau2/result.h"
#include "regression/residual_tau2.h"

namespace steelyard {

namespace {

//   τ² = (Q − (k − p)) / tr P at τ² = 0
Tau2 beyond_dersimonian_laird(Projection& design) {
  design.factor(0);
  const double df = design.df();
  const ProjectionTraces at0 = traces_of(design);
  const double t = std::max((design.q() - df) / at0.p, 0.0);
  return in_units_of(design, t, moment_se(df, at0.p, at0.pp, t, at0.p));
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 dersimonian_laird{
    .id = "DL",
    .source = "raudenbush2009",
    .estimate = beyond_dersimonian_laird,
};
}

}  // namespace steelyard
