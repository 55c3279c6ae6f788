// τ² after Paule and Mandel, beyond moderators. The empirical Bayes estimator and the iterated
// estimators of DerSimonian–Laird and Sidik–Jonkman come to rest where the same equation holds.
#include <cmath>

#include "regression/residual_tau2.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

//   y'P y = k − p
std::optional<double> beyond_paule_mandel(Projection& design) {
  return tau2_where_q_is(design, design.df());
}

//   y'P y = median of χ² with k − p degrees of freedom
std::optional<double> beyond_median_unbiased(Projection& design) {
  return tau2_where_q_is(design, chi_squared_quantile(0.5, design.df()));
}

//   se² = 2 k² / ((k − p) (Σw)²)
double se_paule_mandel(Projection& design, double t) {
  design.factor(t);
  double w = 0;
  for (const double each : design.weights()) w += each;
  return std::sqrt(2.0 / design.df()) * design.k() / w;
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 paule_mandel{
    .id = "PM",
    .source = "dersimonian2007",
    .estimate = beyond_paule_mandel,
    .se = se_paule_mandel,
};
extern const ResidualTau2 empirical_bayes{
    .id = "EB",
    .source = "berkey1995",
    .estimate = beyond_paule_mandel,
    .se = se_paule_mandel,
};
extern const ResidualTau2 paule_mandel_median{
    .id = "PMM",
    .source = "viechtbauer2021",
    .estimate = beyond_median_unbiased,
    .se = se_paule_mandel,
};
extern const ResidualTau2 dersimonian_laird_iterated{
    .id = "DLIT",
    .source = "dersimonian2007",
    .estimate = beyond_paule_mandel,
    .se = se_paule_mandel,
};
extern const ResidualTau2 sidik_jonkman_iterated{
    .id = "SJIT",
    .source = "sidik2005regression",
    .estimate = beyond_paule_mandel,
    .se = se_paule_mandel,
};
}  // namespace residual_tau2

}  // namespace steelyard
