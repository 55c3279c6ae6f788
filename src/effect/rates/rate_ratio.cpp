// The log ratio of two incidence rates.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = ln((x1 / t1) / (x2 / t2)),  v = 1/x1 + 1/x2
std::optional<Effect> log_rate_ratio(const Data& data, const EffectContext& context,
                                     std::string& why) {
  const auto* rates = std::get_if<PersonTime>(&data);
  if (!rates) return std::nullopt;
  const auto x = corrected(*rates, context, Need::correction, why);
  if (!x) return std::nullopt;
  const double y = std::log(x->e / rates->e_time) - std::log(x->c / rates->c_time);
  return checked_effect(y, 1 / x->e + 1 / x->c,
                        "no events in a group, and no continuity correction", why);
}

}  // namespace

namespace measure {
extern const Measure rate_ratio{
    .id = "IRR",
    .label = "incidence rate ratio",
    .source = "rothman2008",
    .shape = shape::person_time,
    .scale = scale::log_ratio,
    .from = log_rate_ratio,
};
}

}  // namespace steelyard
