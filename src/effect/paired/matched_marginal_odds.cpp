// The odds ratio of the margins of matched pairs whose own table is not reported.
#include <algorithm>
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = ln(a d/(b c)),  v = v1 + v2 − 2 r √(v1 v2),  v1 = 1/a + 1/b,  v2 = 1/c + 1/d
std::optional<Effect> log_odds_ratio(const Data& data, const EffectContext& context,
                                     std::string& why) {
  const auto* margins = std::get_if<MarginalPairs>(&data);
  if (!margins) return std::nullopt;
  const auto t = corrected(margins->table, context, Need::correction, why);
  if (!t) return std::nullopt;
  const double p1 = t->a / t->n1(), q1 = t->b / t->n1(), p2 = t->c / t->n2(), q2 = t->d / t->n2();
  // The share of pairs with the event under both treatments lies within what the margins allow.
  const double both = margins->r * std::sqrt(p1 * q1 * p2 * q2) + p1 * p2;
  constexpr double rounding = 1e-12;
  if (!(both >= std::max(0.0, p1 - q2) - rounding && both <= std::min(p1, p2) + rounding)) {
    why = "its two groups cannot have the correlation r";
    return std::nullopt;
  }
  const double v1 = 1 / t->a + 1 / t->b, v2 = 1 / t->c + 1 / t->d;
  const double apart = std::sqrt(v1) - std::sqrt(v2);
  const double v = apart * apart + 2 * (1 - margins->r) * std::sqrt(v1 * v2);
  return checked_effect(std::log(t->a / t->b) - std::log(t->c / t->d), v,
                        zero_cell_reason(margins->table), why);
}

}  // namespace

namespace measure {
extern const Measure marginal_odds_ratio{
    .id = "MPORM",
    .label = "odds ratio (matched groups, correlation given)",
    .source = "elbourne2002",
    .shape = shape::margins,
    .scale = scale::log_ratio,
    .from = log_odds_ratio,
};
}

}  // namespace steelyard
