// The interval of Higgins and Thompson for H², taken over to τ².
#include "pool/tau2_interval/higgins_thompson.h"

#include <algorithm>
#include <cmath>

#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

//   ln H ± z se,  se = ½ (ln Q − ln df)/(√(2Q) − √(2k − 3)) if Q > k,
//   otherwise √(1/(2(k − 2)) (1 − 1/(3(k − 2)²)));  τ² = s² (H² − 1)
std::optional<Bounds> around(double h2, double Q, int studies, double level) {
  const double k = studies, df = k - 1;
  double se = 0;
  if (Q > k)
    se = 0.5 * (std::log(Q) - std::log(df)) / (std::sqrt(2 * Q) - std::sqrt(2 * k - 3));
  else if (k > 2)
    se = std::sqrt(1 / (2 * (k - 2)) * (1 - 1 / (3 * (k - 2) * (k - 2))));
  else
    return std::nullopt;
  const double factor = std::exp(-2 * normal_quantile((1 - level) / 2) * se);
  if (!std::isfinite(factor)) return std::nullopt;
  return Bounds{std::max(h2 / factor, 1.0), std::max(h2 * factor, 1.0)};
}

// τ² of two values of H².
std::optional<Bounds> to_tau2(const std::optional<Bounds>& h2, double typical) {
  if (!h2) return std::nullopt;
  return Bounds{typical * (h2->low - 1), typical * (h2->high - 1)};
}

std::optional<Bounds> around_q(const Tau2IntervalInput& input) {
  return to_tau2(h2_interval_of_q(input.q, static_cast<int>(input.y.size()), input.level), input.typical);
}

std::optional<Bounds> around_tau2(const Tau2IntervalInput& input) {
  return to_tau2(around(input.h2, input.q, static_cast<int>(input.y.size()), input.level), input.typical);
}

}  // namespace

std::optional<Bounds> h2_interval_of_q(double q, int k, double level) {
  return around(std::max(q / (k - 1), 1.0), q, k, level);
}

namespace tau2_interval {
extern const Tau2Interval higgins_thompson{
    .id = "HT",
    .label = "Higgins–Thompson, around H² from Q",
    .source = "higgins2002",
    .interval = around_q,
};
extern const Tau2Interval higgins_thompson_tau2{
    .id = "HT-tau2",
    .label = "Higgins–Thompson, around H² from τ²",
    .source = "higgins2002",
    .interval = around_tau2,
};
}  // namespace tau2_interval

}  // namespace steelyard
