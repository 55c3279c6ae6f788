// τ² after Paule and Mandel; the empirical Bayes estimator solves the same equation.
#include <cmath>

#include "pool/generalised_q.h"
#include "pool/tau2/result.h"

namespace steelyard {

namespace {

//   Σ w (y − μ)² = k − 1,  w = 1/(v + τ²);  se² = 2 k² / ((k − 1) (Σw)²)
Tau2 paule_mandel(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  const Centred effects(y, v);
  const double k = effects.k();
  const auto t = tau2_where_q_is(effects, k - 1);
  if (!t) return too_far_apart();
  const double se = std::sqrt(2 / (k - 1)) * k / effects.traces_at(*t).w;
  return in_units_of(effects, *t, se);
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
}  // namespace tau2

}  // namespace steelyard
