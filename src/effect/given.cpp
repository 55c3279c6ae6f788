// Effects that the papers themselves report.
#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

std::optional<Effect> as_given(const Data& data, const EffectContext&, std::string& why) {
  const auto* given = std::get_if<GivenEffect>(&data);
  if (!given) return std::nullopt;
  return checked_effect(given->estimate, given->variance,
                        "its estimate is not finite or its variance not positive", why);
}

}  // namespace

namespace measure {
extern const Measure given{
    .id = "GEN",
    .label = "effect",
    .source = "borenstein2009",
    .shape = shape::given,
    .scale = scale::difference,
    .from = as_given,
};
}

}  // namespace steelyard
