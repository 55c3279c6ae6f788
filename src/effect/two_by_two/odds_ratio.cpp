// The log odds ratio of a fourfold table, with Woolf's variance.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = ln(a d / (b c)),  v = 1/a + 1/b + 1/c + 1/d
std::optional<Effect> log_odds_ratio(const Data& data, const EffectContext& context,
                                     std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::correction, why);
  if (!t) return std::nullopt;
  const double y = std::log(t->a / t->b) - std::log(t->c / t->d);
  const double v = 1 / t->a + 1 / t->b + 1 / t->c + 1 / t->d;
  return checked_effect(y, v, zero_cell_reason(*counts), why);
}

}  // namespace

namespace measure {
extern const Measure odds_ratio{
    .id = "OR",
    .label = "odds ratio",
    .source = "woolf1955",
    .shape = shape::counts,
    .scale = scale::log_ratio,
    .from = log_odds_ratio,
};
}

}  // namespace steelyard
