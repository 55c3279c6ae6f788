// The τ² at which the generalised Q statistic takes a given value, and the interval it gives.
#include "pool/generalised_q.h"

#include <cmath>

#include "steelyard/pool/synthesis.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

std::optional<double> tau2_where_q_is(const Centred& effects, double target) {
  const auto excess = [&](double t) { return effects.q_at(t) - target; };
  double low = 0, at_low = excess(0);
  if (at_low <= 0) return 0;
  // Q(t) < Σ(d − mean)²/t, so the root is below this.
  const double top = effects.sum_of_squares() / target;
  if (!std::isfinite(top)) return std::nullopt;
  for (double high = 1; high < top; high *= 8) {
    const double at_high = excess(high);
    if (at_high <= 0) return root_between(excess, low, at_low, high, at_high);
    low = high;
    at_low = at_high;
  }
  const double at_top = excess(top);
  return at_top > 0 ? top : root_between(excess, low, at_low, top, at_top);
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
