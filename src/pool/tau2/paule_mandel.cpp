// τ² after Paule and Mandel; the empirical Bayes estimator solves the same equation.
#include <cmath>

#include "pool/centred.h"
#include "pool/generalised_q.h"
#include "steelyard/pool/method.h"

namespace steelyard {

namespace {

//   Σ w (y − μ)² = k − 1,  w = 1/(v + τ²);  se² = 2 k² / ((k − 1) (Σw)²)
Tau2 paule_mandel(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  const Centred effects(y, v);
  const double k = effects.k();
  const auto t = tau2_where_q_is(effects, k - 1);
  if (!t) return {0, std::nullopt, false, "the effects are too far apart for their variances"};
  const double se = std::sqrt(2 / (k - 1)) * k / effects.traces_at(*t).w;
  return {*t * effects.unit(), se * effects.unit()};
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
