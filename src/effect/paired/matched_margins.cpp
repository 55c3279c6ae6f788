// Risks under two treatments of the same people, or of matched pairs, from the table of pairs.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

constexpr std::string_view alike =
    "all pairs have the same outcome under both treatments, and no continuity correction";

//   y = ln((a + b)/(a + c)),  v = (b + c)/((a + b)(a + c))
std::optional<Effect> risk_ratio(const Data& data, const EffectContext& context,
                                 std::string& why) {
  const auto* pairs = std::get_if<MatchedPairs>(&data);
  if (!pairs) return std::nullopt;
  const auto t = corrected(*pairs, context, why);
  if (!t) return std::nullopt;
  const double x1 = t->a + t->b, x2 = t->a + t->c;
  return checked_effect(std::log(x1 / x2), (t->b + t->c) / x1 / x2, alike, why);
}

//   y = (b − c)/n,  v = ((b + c)/n − y²)/n
std::optional<Effect> risk_difference(const Data& data, const EffectContext& context,
                                      std::string& why) {
  const auto* pairs = std::get_if<MatchedPairs>(&data);
  if (!pairs) return std::nullopt;
  const auto t = corrected(*pairs, context, why);
  if (!t) return std::nullopt;
  const double n = t->n1() + t->n2(), y = (t->b - t->c) / n;
  return checked_effect(y, ((t->b + t->c) / n - y * y) / n, alike, why);
}

// The logits of the two margins as functions of the shares of a multinomial sample:
//   y = logit p1 − logit p2,  v = (Σ w² share − (Σ w share)²)/n with
//   w = 1/(p1 q1) − 1/(p2 q2), 1/(p1 q1), −1/(p2 q2), 0 for the cells a, b, c, d: beckermp1993
std::optional<Effect> odds_ratio(const Data& data, const EffectContext& context,
                                 std::string& why) {
  const auto* pairs = std::get_if<MatchedPairs>(&data);
  if (!pairs) return std::nullopt;
  const auto t = corrected(*pairs, context, why);
  if (!t) return std::nullopt;
  const double n = t->n1() + t->n2();
  const double a = t->a / n, b = t->b / n, c = t->c / n, d = t->d / n;
  const double p1 = a + b, q1 = c + d, p2 = a + c, q2 = b + d;
  const double both = (c - b) * (d - a) / (p1 * q1) / (p2 * q2);  // 1/(p1 q1) − 1/(p2 q2)
  const double first = 1 / (p1 * q1), second = -1 / (p2 * q2);
  const double mean = both * a + first * b + second * c;
  const double square = both * both * a + first * first * b + second * second * c;
  return checked_effect(std::log(p1 / q1) - std::log(p2 / q2), (square - mean * mean) / n, alike,
                        why);
}

}  // namespace

namespace measure {
extern const Measure matched_risk_ratio{
    .id = "MPRR",
    .label = "risk ratio (matched pairs)",
    .source = "zou2007",
    .shape = shape::pairs,
    .scale = scale::log_ratio,
    .from = risk_ratio,
};
extern const Measure matched_odds_ratio{
    .id = "MPOR",
    .label = "odds ratio (margins of matched pairs)",
    .source = "beckermp1993",
    .shape = shape::pairs,
    .scale = scale::log_ratio,
    .from = odds_ratio,
};
extern const Measure matched_risk_difference{
    .id = "MPRD",
    .label = "risk difference (matched pairs)",
    .source = "may1997",
    .shape = shape::pairs,
    .scale = scale::difference,
    .percent = true,
    .from = risk_difference,
};
}  // namespace measure

}  // namespace steelyard
