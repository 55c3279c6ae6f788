// τ² after Paule and Mandel. The empirical Bayes estimator and the iterated estimators of
// DerSimonian–Laird and Sidik–Jonkman come to rest where the same equation holds.
#include <cmath>

#include "pool/generalised_q.h"
#include "pool/tau2/result.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

//   Σ w (y − μ)² = k − 1,  w = 1/(v + τ²);  se² = 2 k² / ((k − 1) (Σw)²)
Tau2 where_q_is(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, double target) {
  const Centred effects(y, v);
  const double k = effects.k();
  const auto t = tau2_where_q_is(effects, target);
  if (!t) return too_far_apart();
  const double se = std::sqrt(2 / (k - 1)) * k / effects.traces_at(*t).w;
  return in_units_of(effects, *t, se);
}

Tau2 paule_mandel(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  return where_q_is(y, v, static_cast<double>(y.size() - 1));
}

//   Q(τ²) = median of χ² with k − 1 degrees of freedom
Tau2 median_unbiased(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  return where_q_is(y, v, chi_squared_quantile(0.5, static_cast<double>(y.size() - 1)));
}

}  // namespace

namespace tau2 {
extern const Tau2Estimator paule_mandel{
    .id = "PM",
    .label = "Paule–Mandel",
    .source = "paule1982",
    .estimate = steelyard::paule_mandel,
};
extern const Tau2Estimator empirical_bayes{
    .id = "EB",
    .label = "empirical Bayes",
    .source = "morris1983",
    .estimate = steelyard::paule_mandel,
};
extern const Tau2Estimator paule_mandel_median{
    .id = "PMM",
    .label = "Paule–Mandel, median-unbiased",
    .source = "viechtbauer2021",
    .estimate = median_unbiased,
};
extern const Tau2Estimator dersimonian_laird_iterated{
    .id = "DLIT",
    .label = "DerSimonian–Laird, iterated",
    .source = "dersimonian2007",
    .estimate = steelyard::paule_mandel,
};
extern const Tau2Estimator sidik_jonkman_iterated{
    .id = "SJIT",
    .label = "Sidik–Jonkman, iterated",
    .source = "sidik2005",
    .estimate = steelyard::paule_mandel,
};
}  // namespace tau2

}  // namespace steelyard
