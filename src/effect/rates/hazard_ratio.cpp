// The log hazard ratio, as a paper reports it or from a log-rank test.
#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = (O − E) / V,  v = 1 / V: Cochrane Handbook 6.8.2
std::optional<Effect> log_hazard_ratio(const Data& data, const EffectContext&, std::string& why) {
  if (const auto* given = std::get_if<GivenEffect>(&data))
    return checked_effect(given->estimate, given->variance,
                          "its estimate is not finite or its variance not positive", why);
  if (const auto* logrank = std::get_if<ObservedMinusExpected>(&data))
    return checked_effect(logrank->o_minus_e / logrank->variance, 1 / logrank->variance,
                          "the variance of its O − E is not positive", why);
  return std::nullopt;
}

}  // namespace

namespace measure {
extern const Measure hazard_ratio{
    .id = "HR",
    .label = "hazard ratio",
    .source = "handbook-6",
    .shape = shape::given,
    .scale = scale::log_ratio,
    .from = log_hazard_ratio,
};
}

}  // namespace steelyard
