// The conditional odds ratio of matched pairs, from the pairs that differ: McNemar, and Peto.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

constexpr std::string_view alike = "too few pairs differ, and no continuity correction";

//   y = ln(b/c),  v = 1/b + 1/c
std::optional<Effect> conditional(const Data& data, const EffectContext& context,
                                  std::string& why) {
  const auto* pairs = std::get_if<MatchedPairs>(&data);
  if (!pairs) return std::nullopt;
  const auto t = corrected(*pairs, context, why);
  if (!t) return std::nullopt;
  return checked_effect(std::log(t->b / t->c), 1 / t->b + 1 / t->c, alike, why);
}

//   O − E = (b − c)/2,  V = (b + c)/4,  y = (O − E)/V,  v = 1/V
std::optional<Effect> one_step(const Data& data, const EffectContext& context, std::string& why) {
  const auto* pairs = std::get_if<MatchedPairs>(&data);
  if (!pairs) return std::nullopt;
  const auto t = corrected(*pairs, context, why);
  if (!t) return std::nullopt;
  const double V = (t->b + t->c) / 4;
  return checked_effect((t->b - t->c) / 2 / V, 1 / V, alike, why);
}

}  // namespace

namespace measure {
extern const Measure conditional_odds_ratio{
    .id = "MPORC",
    .label = "conditional odds ratio (matched pairs)",
    .source = "curtin2002",
    .shape = shape::pairs,
    .scale = scale::log_ratio,
    .from = conditional,
};
extern const Measure conditional_peto{
    .id = "MPPETO",
    .label = "conditional Peto odds ratio (matched pairs)",
    .source = "curtin2002",
    .shape = shape::pairs,
    .scale = scale::log_ratio,
    .from = one_step,
};
}  // namespace measure

}  // namespace steelyard
