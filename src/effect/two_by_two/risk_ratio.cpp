// The log risk ratio of a fourfold table, with its large-sample variance.
#include <array>
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = ln((a / n1) / (c / n2))
//   LS  v = 1/a − 1/n1 + 1/c − 1/n2
//       where everybody had an event and only events are corrected, what is added serves the sizes, as in R's meta:
//       v = 1/a − 1/(n1 + add) + 1/c − 1/(n2 + add)
//   AV  v = (1 − p1)/(p1 n1) + (1 − p2)/(p2 n2) with the risks in the groups of all studies
std::optional<Effect> log_risk_ratio(const Data& data, const EffectContext& context,
                                     std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::correction, why);
  if (!t) return std::nullopt;
  const double y = equal_by_rule(*counts, context.zero_cells)
                       ? 0
                       : std::log(t->a / t->n1()) - std::log(t->c / t->n2());
  double v = t->b / t->a / t->n1() + t->d / t->c / t->n2();  // the same without cancellation
  if (t->b == 0 && t->d == 0 && context.zero_cells.events_alone) {
    const double e = t->a - counts->e_events, c = t->c - counts->c_events;
    v = e / counts->e_events / t->a + c / counts->c_events / t->c;
  }
  if (context.formula.variance == VarianceType::AV) {
    const double p1 = context.average.value[0], p2 = context.average.value[1];
    v = (1 - p1) / p1 / t->n1() + (1 - p2) / p2 / t->n2();
  }
  return checked_effect(y, v, zero_cell_reason(*counts), why);
}

constexpr std::array variances{VarianceType::AV};

}  // namespace

namespace measure {
extern const Measure risk_ratio{
    .id = "RR",
    .label = "risk ratio",
    .source = "katz1978",
    .shape = shape::counts,
    .scale = scale::log_ratio,
    .from = log_risk_ratio,
    .variances = variances,
    .averaged = average_risks,
};
}

}  // namespace steelyard
