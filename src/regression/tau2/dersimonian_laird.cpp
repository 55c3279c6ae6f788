// τ² after DerSimonian and Laird, beyond moderators.
#include <algorithm>

#include "pool/tau2/result.h"
#include "regression/residual_tau2.h"

namespace steelyard {

namespace {

//   τ² = (Q − (k − p)) / tr P at τ² = 0
std::optional<double> beyond_dersimonian_laird(Projection& design) {
  design.factor(0);
  return std::max((design.q() - design.df()) / trace_of_p(design), 0.0);
}

double se_dersimonian_laird(Projection& design, double t) {
  design.factor(0);
  const ProjectionTraces at0 = traces_of(design);
  return moment_se(design.df(), at0.p, at0.pp, t, at0.p);
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 dersimonian_laird{
    .id = "DL",
    .source = "raudenbush2009",
    .estimate = beyond_dersimonian_laird,
    .se = se_dersimonian_laird,
};
}

}  // namespace steelyard
