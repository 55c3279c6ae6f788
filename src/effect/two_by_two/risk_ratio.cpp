// The log risk ratio of a fourfold table, with its large-sample variance.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"

namespace steelyard {

namespace {

//   y = ln((a / n1) / (c / n2)),  v = 1/a − 1/n1 + 1/c − 1/n2
std::optional<Effect> log_risk_ratio(const Data& data, const EffectContext& context,
                                     std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::correction, why);
  if (!t) return std::nullopt;
  const double y = std::log(t->a / t->n1()) - std::log(t->c / t->n2());
  const double v = t->b / t->a / t->n1() + t->d / t->c / t->n2();  // the same without cancellation
  return checked_effect(y, v, zero_cell_reason(*counts), why);
}

}  // namespace

namespace measure {
extern const Measure risk_ratio{
    .id = "RR",
    .label = "risk ratio",
    .source = "katz1978",
    .shape = "counts in two groups",
    .scale = scale::log_ratio,
    .from = log_risk_ratio,
};
}

}  // namespace steelyard
