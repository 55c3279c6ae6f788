// The risk difference of a fourfold table.
#include "effect/continuity.h"
#include "effect/scale.h"

namespace steelyard {

namespace {

//   y = a/n1 − c/n2,  v = a b / n1³ + c d / n2³
std::optional<Effect> difference_of_risks(const Data& data, const EffectContext& context,
                                          std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::correction, why);
  if (!t) return std::nullopt;
  const double p1 = t->a / t->n1(), p2 = t->c / t->n2();
  const double v = p1 * (t->b / t->n1()) / t->n1() + p2 * (t->d / t->n2()) / t->n2();
  return checked_effect(p1 - p2, v, zero_cell_reason(*counts), why);
}

}  // namespace

namespace measure {
extern const Measure risk_difference{
    .id = "RD",
    .label = "risk difference",
    .source = "fleiss2003",
    .shape = "counts in two groups",
    .scale = scale::difference,
    .percent = true,
    .from = difference_of_risks,
};
}

}  // namespace steelyard
