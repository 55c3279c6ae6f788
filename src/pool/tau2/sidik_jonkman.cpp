// τ² after Sidik and Jonkman, in two steps from the variance of the effects.
#include "pool/tau2/result.h"

namespace steelyard {

namespace {

//   τ₀² = Σ(y − ȳ)²/k,  w = 1/(v + τ₀²),  τ² = τ₀² Σ w (y − μ)² / (k − 1)
Tau2 sidik_jonkman(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  const Centred effects(y, v);
  const double df = effects.k() - 1;
  const double t0 = effects.sum_of_squares() / effects.k();
  const double t = t0 * effects.q_at(t0) / df;
  const Centred::Traces sums = effects.traces_at(t0);
  return in_units_of(effects, t, t0 * moment_se(sums.pvpv, sums.pvp, sums.pp, t, df));
}

}  // namespace

namespace tau2 {
extern const Tau2Estimator sidik_jonkman{
    .id = "SJ",
    .label = "Sidik–Jonkman",
    .source = "sidik2005",
    .estimate = steelyard::sidik_jonkman,
};
}

}  // namespace steelyard
