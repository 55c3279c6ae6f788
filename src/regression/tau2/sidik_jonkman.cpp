// τ² after Sidik and Jonkman, beyond moderators.
#include "pool/tau2/result.h"
#include "regression/residual_tau2.h"

namespace steelyard {

namespace {

//   τ₀² = Σ(y − ȳ)²/k,  τ² = τ₀² y'P y / (k − p) at τ₀²
std::optional<double> beyond_sidik_jonkman(Projection& design) {
  const double t0 = design.sum_of_squares() / design.k();
  return t0 * design.q_at(t0) / design.df();
}

double se_sidik_jonkman(Projection& design, double t) {
  const double t0 = design.sum_of_squares() / design.k();
  design.factor(t0);
  const ProjectionTraces sums = traces_of(design);
  return t0 * moment_se(sums.pvpv, sums.pvp, sums.pp, t, design.df());
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 sidik_jonkman{
    .id = "SJ",
    .source = "sidik2005regression",
    .estimate = beyond_sidik_jonkman,
    .se = se_sidik_jonkman,
};
}

}  // namespace steelyard
