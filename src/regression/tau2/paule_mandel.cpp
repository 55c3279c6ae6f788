// τ² after Paule and Mandel, beyond moderators; the empirical Bayes estimator solves the same
// equation.
#include <cmath>

#include "pool/tau2/result.h"
#include "regression/residual_tau2.h"

namespace steelyard {

namespace {

//   y'P y = k − p;  se² = 2 k² / ((k − p) (Σw)²)
Tau2 beyond_paule_mandel(Projection& design) {
  const double df = design.df();
  const auto t = tau2_where_q_is(design, df);
  if (!t) return too_far_apart();
  design.factor(*t);
  double w = 0;
  for (const double each : design.weights()) w += each;
  return in_units_of(design, *t, std::sqrt(2 / df) * design.k() / w);
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 paule_mandel{
    .id = "PM",
    .source = "dersimonian2007",
    .estimate = beyond_paule_mandel,
};
extern const ResidualTau2 empirical_bayes{
    .id = "EB",
    .source = "berkey1995",
    .estimate = beyond_paule_mandel,
};
}  // namespace residual_tau2

}  // namespace steelyard
