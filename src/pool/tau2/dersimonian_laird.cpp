// τ² after DerSimonian and Laird.
#include "pool/moments.h"
#include "pool/tau2/result.h"

namespace steelyard {

namespace {

//   τ² = (Q − (k − 1)) / (Σw − Σw²/Σw),  w = 1/v
Tau2 dersimonian_laird(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  const Centred effects(y, v);
  const double df = effects.k() - 1;
  const Centred::Traces at0 = effects.traces_at(0);
  const double t = dersimonian_laird_t(effects);
  return in_units_of(effects, t, moment_se(df, at0.p, at0.pp, t, at0.p));
}

}  // namespace

namespace tau2 {
extern const Tau2Estimator dersimonian_laird{
    .id = "DL",
    .label = "DerSimonian–Laird",
    .source = "dersimonian1986",
    .estimate = steelyard::dersimonian_laird,
};
}

}  // namespace steelyard
