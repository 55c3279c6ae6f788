// τ² after Hedges: the variance of the effects beyond the mean sampling variance.
#include <algorithm>

#include "pool/tau2/result.h"

namespace steelyard {

namespace {

//   τ² = Σ(y − ȳ)²/(k − 1) − Σv/k
Tau2 hedges(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  if (y.size() < 2) return {};
  const Centred effects(y, v);
  const double k = effects.k();
  double sum = 0, squares = 0;
  for (const double u : effects.variances()) {
    sum += u;
    squares += u * u;
  }
  const double t = std::max(0.0, effects.sum_of_squares() / (k - 1) - sum / k);
  const double pvpv = squares * (1 - 2 / k) + sum * sum / (k * k);
  const double pvp = sum * (1 - 1 / k);
  return in_units_of(effects, t, moment_se(pvpv, pvp, k - 1, t, k - 1));
}

}  // namespace

namespace tau2 {
extern const Tau2Estimator hedges{
    .id = "HE",
    .label = "Hedges",
    .source = "hedges1985",
    .estimate = steelyard::hedges,
};
}

}  // namespace steelyard
