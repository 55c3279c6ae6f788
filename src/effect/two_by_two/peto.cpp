// Peto's one-step log odds ratio, from a fourfold table or from O − E and its variance.
#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   E = (a + c) n1 / N,  V = (a + c)(b + d) n1 n2 / (N² (N − 1)),  y = (a − E) / V,  v = 1 / V
std::optional<Effect> peto_log_odds_ratio(const Data& data, const EffectContext& context,
                                          std::string& why) {
  if (const auto* logrank = std::get_if<ObservedMinusExpected>(&data))
    return checked_effect(logrank->o_minus_e / logrank->variance, 1 / logrank->variance,
                          "the variance of its O − E is not positive", why);
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::correction, why);
  if (!t) return std::nullopt;
  const double N = t->n1() + t->n2();
  const double E = (t->a + t->c) * (t->n1() / N);
  const double V = (t->a + t->c) * (t->b + t->d) * (t->n1() / N) * (t->n2() / N) / (N - 1);
  return checked_effect((t->a - E) / V, 1 / V, zero_cell_reason(*counts), why);
}

}  // namespace

namespace measure {
extern const Measure peto_odds_ratio{
    .id = "PETO",
    .label = "Peto odds ratio",
    .source = "yusuf1985",
    .shape = shape::counts,
    .scale = scale::log_ratio,
    .from = peto_log_odds_ratio,
};
}

}  // namespace steelyard
