// The risk difference of a fourfold table.
#include <array>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = p1 − p2 = a/n1 − c/n2
//   LS  v = p1 (1 − p1)/n1 + p2 (1 − p2)/n2
//   UB  the same with n1 − 1 and n2 − 1
//   AV  as LS with the risks in the groups of all studies
std::optional<Effect> difference_of_risks(const Data& data, const EffectContext& context,
                                          std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::correction, why);
  if (!t) return std::nullopt;
  const double p1 = t->a / t->n1(), p2 = t->c / t->n2();
  double s1 = p1 * (t->b / t->n1()), s2 = p2 * (t->d / t->n2()), less = 0;
  if (context.formula.variance == VarianceType::UB) less = 1;
  if (context.formula.variance == VarianceType::AV) {
    s1 = context.average.value[0] * (1 - context.average.value[0]);
    s2 = context.average.value[1] * (1 - context.average.value[1]);
  }
  const double v = s1 / (t->n1() - less) + s2 / (t->n2() - less);
  const double y = context.zero_cells.variance_alone
                       ? counts->e_events / counts->e_n - counts->c_events / counts->c_n
                       : p1 - p2;
  return checked_effect(y, v, zero_cell_reason(*counts), why);
}

constexpr std::array variances{VarianceType::UB, VarianceType::AV};

}  // namespace

namespace measure {
extern const Measure risk_difference{
    .id = "RD",
    .label = "risk difference",
    .source = "fleiss2003",
    .shape = shape::counts,
    .scale = scale::difference,
    .percent = true,
    .from = difference_of_risks,
    .variances = variances,
    .averaged = average_risks,
};
}

}  // namespace steelyard
