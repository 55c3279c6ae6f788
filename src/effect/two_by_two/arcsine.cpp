// The difference of arcsine-transformed risks; defined with zero cells.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = asin √(a/n1) − asin √(c/n2),  v = 1/(4 n1) + 1/(4 n2)
std::optional<Effect> difference_of_arcsines(const Data& data, const EffectContext& context,
                                             std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::none, why);
  if (!t) return std::nullopt;
  const double y = std::asin(std::sqrt(t->a / t->n1())) - std::asin(std::sqrt(t->c / t->n2()));
  const double v = 1 / (4 * t->n1()) + 1 / (4 * t->n2());
  return checked_effect(y, v, zero_cell_reason(*counts), why);
}

}  // namespace

namespace measure {
extern const Measure arcsine_difference{
    .id = "AS",
    .label = "arcsine difference",
    .source = "rucker2009",
    .shape = shape::counts,
    .scale = scale::angle_difference,
    .from = difference_of_arcsines,
};
}

}  // namespace steelyard
