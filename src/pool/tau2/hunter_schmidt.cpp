// τ² after Hunter and Schmidt, plain and corrected for small k.
#include <algorithm>

#include "pool/tau2/result.h"

namespace steelyard {

namespace {

//   τ² = (f Q − k) / Σw,  w = 1/v
Tau2 with_factor(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, double f) {
  const Centred effects(y, v);
  const double k = effects.k();
  const Centred::Traces at0 = effects.traces_at(0);
  const double t = std::max(0.0, (f * effects.q_at(0) - k) / at0.w);
  return in_units_of(effects, t, f * moment_se(k - 1, at0.p, at0.pp, t, at0.w));
}

Tau2 hunter_schmidt(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  return with_factor(y, v, 1);
}

Tau2 hunter_schmidt_corrected(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  const auto k = static_cast<double>(y.size());
  return with_factor(y, v, k / (k - 1));
}

}  // namespace

namespace tau2 {
extern const Tau2Estimator hunter_schmidt{
    .id = "HS",
    .label = "Hunter–Schmidt",
    .source = "hunter2004",
    .estimate = steelyard::hunter_schmidt,
};
extern const Tau2Estimator hunter_schmidt_corrected{
    .id = "HSk",
    .label = "Hunter–Schmidt, corrected for few studies",
    .source = "brannick2019",
    .estimate = steelyard::hunter_schmidt_corrected,
};
}  // namespace tau2

}  // namespace steelyard
