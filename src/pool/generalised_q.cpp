// The τ² at which the generalised Q statistic takes a given value, and the interval it gives.
#include "pool/generalised_q.h"

#include <cmath>

#include "steelyard/pool/synthesis.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

std::optional<double> tau2_where_q_is(const Centred& effects, double target) {
  // Q(t) < Σ(d − mean)²/t
  return where_falling_q_is([&](double t) { return effects.q_at(t); }, effects.sum_of_squares(),
                            target);
}

std::optional<Bounds> q_profile(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, double level) {
  if (y.size() < 2) return std::nullopt;
  const Centred effects(y, v);
  const double df = effects.k() - 1, tail = (1 - level) / 2;
  const auto low = tau2_where_q_is(effects, chi_squared_quantile(1 - tail, df));
  const auto high = tau2_where_q_is(effects, chi_squared_quantile(tail, df));
  if (!low || !high) return std::nullopt;
  return Bounds{*low * effects.unit(), *high * effects.unit()};
}

}  // namespace steelyard
