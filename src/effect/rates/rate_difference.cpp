// The difference of two incidence rates.
#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = x1/t1 − x2/t2,  v = x1/t1² + x2/t2²
std::optional<Effect> difference_of_rates(const Data& data, const EffectContext& context,
                                          std::string& why) {
  const auto* rates = std::get_if<PersonTime>(&data);
  if (!rates) return std::nullopt;
  const auto x = corrected(*rates, context, Need::correction, why);
  if (!x) return std::nullopt;
  const double e = x->e / rates->e_time, c = x->c / rates->c_time;
  const double y = context.zero_cells.variance_alone
                       ? rates->e_events / rates->e_time - rates->c_events / rates->c_time
                       : e - c;
  return checked_effect(y, e / rates->e_time + c / rates->c_time, "no events in either group",
                        why);
}

}  // namespace

namespace measure {
extern const Measure rate_difference{
    .id = "IRD",
    .label = "incidence rate difference",
    .source = "rothman2008",
    .shape = shape::person_time,
    .scale = scale::difference,
    .from = difference_of_rates,
};
}

}  // namespace steelyard
