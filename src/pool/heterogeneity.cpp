// How much the effects differ beyond chance.
#include "pool/heterogeneity.h"

#include <algorithm>
#include <cmath>

#include "pool/tau2_interval/higgins_thompson.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

// I² = τ²/(τ² + s²) in percent. Source: higgins2002, equation 10.
double i2_of(double tau2, double typical) {
  // The share first: it is never above 1, whatever the rounding.
  return std::isinf(tau2) ? 100 : 100 * (tau2 / (tau2 + typical));
}

// Where I² is that of Q, so are the limits.
void set_limits_of_q(Heterogeneity& h, int k, const Method& method) {
  if (!method.i2_from_q) return;
  h.i2_ci.reset();
  h.h2 = h.q / h.q_df;
  h.h2_ci = h2_interval_of_q(h.q, k, method.level);
  if (h.h2_ci) h.i2_ci = Bounds{i2_of(h.h2_ci->low - 1, 1), i2_of(h.h2_ci->high - 1, 1)};
}

}  // namespace

Heterogeneity heterogeneity_of_q(double q, int k) {
  Heterogeneity h;
  h.q = q;
  h.q_df = k - 1;
  h.q_p = chi_squared_upper(q, h.q_df);
  h.i2_from_q = q > h.q_df ? 100 * (q - h.q_df) / q : 0;
  h.i2 = h.i2_from_q;
  h.h2 = q / h.q_df;
  return h;
}

Heterogeneity heterogeneity_of_model(const ModelFit& fit, const Method& method) {
  Heterogeneity h = heterogeneity_of_q(fit.q, fit.q_k);
  set_limits_of_q(h, fit.q_k, method);
  if (!fit.tau2) return h;
  h.tau2 = fit.tau2->value;
  h.tau2_se = fit.tau2->se;
  h.tau2_ci = fit.tau2_ci;
  if (!fit.typical) return h;
  h.i2 = i2_of(fit.tau2->value, *fit.typical);
  h.h2 = fit.tau2->value / *fit.typical + 1;
  if (fit.tau2_ci)
    h.i2_ci = Bounds{i2_of(fit.tau2_ci->low, *fit.typical), i2_of(fit.tau2_ci->high, *fit.typical)};
  return h;
}

Heterogeneity heterogeneity(const Effects& effects, const Centred& centred,
                            const std::optional<Tau2>& tau2, double q, const Method& method) {
  Heterogeneity h = heterogeneity_of_q(q, centred.k());
  // The typical sampling variance s² of Higgins and Thompson. Source: higgins2002, equation 9.
  const double typical = h.q_df / centred.traces_at(0).p * centred.unit();
  if (std::isfinite(typical)) h.typical = typical;
  set_limits_of_q(h, centred.k(), method);
  if (!tau2) return h;
  h.tau2 = tau2->value;
  h.rb = tau2->value > 0 ? 100 * (1 / (1 + effects.v / tau2->value)).mean() : 0;
  if (tau2->se && std::isfinite(*tau2->se)) h.tau2_se = tau2->se;
  if (!method.i2_from_q) h.i2 = i2_of(tau2->value, typical);
  const double h2 = tau2->value / typical + 1;
  if (!method.i2_from_q) h.h2 = h2;
  h.tau2_ci = method.tau2_interval->interval({effects.y, effects.v, effects.weights, centred,
                                              tau2->value, h2, typical, q, method.level});
  if (h.tau2_ci && !method.i2_from_q) {
    const auto& [low, high] = *h.tau2_ci;
    h.i2_ci = Bounds{i2_of(low, typical), i2_of(high, typical)};
    h.h2_ci = Bounds{low / typical + 1, high / typical + 1};
  }
  return h;
}

}  // namespace steelyard
