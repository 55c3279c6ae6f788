// Odds ratios from standardized mean differences.
#include <numbers>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/two_means/cohens_d.h"

namespace steelyard {

namespace {

//   y = c d,  v = c² (1/n1 + 1/n2 + d²/(2 (n1 + n2)))
std::optional<Effect> log_odds(const Data& data, double c, std::string& why) {
  const auto group = cohens_d(data, why);
  if (!group) return std::nullopt;
  const double d = group->d;
  const double v = 1 / group->n1 + 1 / group->n2 + d * d / (2 * (group->n1 + group->n2));
  return checked_effect(c * d, c * c * v, no_spread, why);
}

// c = 1.65 for normal distributions: cox1989, section 4.1
std::optional<Effect> of_normal(const Data& data, const EffectContext&, std::string& why) {
  return log_odds(data, 1.65, why);
}

// c = π/√3 for logistic distributions
std::optional<Effect> of_logistic(const Data& data, const EffectContext&, std::string& why) {
  return log_odds(data, std::numbers::pi * std::numbers::inv_sqrt3, why);
}

}  // namespace

namespace measure {
extern const Measure difference_to_odds_normal{
    .id = "D2ORN",
    .label = "odds ratio from a standardized mean difference (normal)",
    .source = "cox1989",
    .shape = shape::means,
    .scale = scale::log_ratio,
    .from = of_normal,
};
extern const Measure difference_to_odds_logistic{
    .id = "D2ORL",
    .label = "odds ratio from a standardized mean difference (logistic)",
    .source = "chinn2000",
    .shape = shape::means,
    .scale = scale::log_ratio,
    .from = of_logistic,
};
}  // namespace measure

}  // namespace steelyard
