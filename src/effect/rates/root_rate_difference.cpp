// The difference of the square roots of two incidence rates; defined without events.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = √(x1/t1) − √(x2/t2),  v = 1/(4 t1) + 1/(4 t2)
std::optional<Effect> difference_of_roots(const Data& data, const EffectContext& context,
                                          std::string& why) {
  const auto* rates = std::get_if<PersonTime>(&data);
  if (!rates) return std::nullopt;
  const auto x = corrected(*rates, context, Need::none, why);
  if (!x) return std::nullopt;
  const double y = std::sqrt(x->e / rates->e_time) - std::sqrt(x->c / rates->c_time);
  return checked_effect(y, 1 / (4 * rates->e_time) + 1 / (4 * rates->c_time),
                        "its person-times give no variance", why);
}

}  // namespace

namespace measure {
extern const Measure root_rate_difference{
    .id = "IRSD",
    .label = "difference of square roots of incidence rates",
    .source = "bagos2009",
    .shape = shape::person_time,
    .scale = scale::root_difference,
    .from = difference_of_roots,
};
}

}  // namespace steelyard
