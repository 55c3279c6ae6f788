// The mean of one group.
#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = m,  v = sd²/n
std::optional<Effect> raw_mean(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = std::get_if<OneMean>(&data);
  if (!t) return std::nullopt;
  if (!(t->n > 0)) {
    why = "the group has no people";
    return std::nullopt;
  }
  return checked_effect(t->mean, t->sd * t->sd / t->n, "the standard deviation is 0", why);
}

}  // namespace

namespace measure {
extern const Measure mean{
    .id = "MN",
    .label = "mean",
    .source = "borenstein2009",
    .shape = shape::one_mean,
    .scale = scale::one_value,
    .from = raw_mean,
};
}

}  // namespace steelyard
