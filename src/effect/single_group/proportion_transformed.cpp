// The share of people with an event in one group: logarithm, probit, arcsine.
#include <cmath>
#include <numbers>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

constexpr std::string_view no_correction =
    "no events, or events in all people, and no continuity correction";

//   y = ln(x/n),  v = 1/x − 1/n; where only events are corrected and everybody had one, what is added serves the
//   size in the variance, as in R's meta: y = 0, v = 1/x − 1/(n + add)
std::optional<Effect> logarithm(const Data& data, const EffectContext& context, std::string& why) {
  const auto* counts = std::get_if<OneProportion>(&data);
  if (!counts) return std::nullopt;
  const auto s = corrected(*counts, context, Need::correction, why);
  if (!s) return std::nullopt;
  const double added = s->events - counts->events, x = counts->events;
  const double v = s->rest > 0 ? s->rest / s->events / s->n() : added / x / (x + added);
  return checked_effect(std::log(s->events / s->n()), v, no_correction, why);
}

//   y = Φ⁻¹(p),  v = p (1 − p)/(n φ(y)²)
std::optional<Effect> probit(const Data& data, const EffectContext& context, std::string& why) {
  const auto* counts = std::get_if<OneProportion>(&data);
  if (!counts) return std::nullopt;
  const auto s = corrected(*counts, context, Need::correction, why);
  if (!s) return std::nullopt;
  const double p = s->events / s->n(), y = normal_quantile(p);
  const double v = 2 * std::numbers::pi * p * (s->rest / s->n()) * std::exp(y * y) / s->n();
  return checked_effect(y, v, no_correction, why);
}

//   y = asin √(x/n),  v = 1/(4 n)
std::optional<Effect> arcsine(const Data& data, const EffectContext& context, std::string& why) {
  const auto* counts = std::get_if<OneProportion>(&data);
  if (!counts) return std::nullopt;
  const auto s = corrected(*counts, context, Need::none, why);
  if (!s) return std::nullopt;
  return checked_effect(std::asin(std::sqrt(s->events / s->n())), 1 / (4 * s->n()), no_correction,
                        why);
}

}  // namespace

namespace measure {
extern const Measure log_proportion{
    .id = "PLN",
    .label = "proportion (log scale)",
    .source = "fleiss2003",
    .shape = shape::one_count,
    .scale = scale::log_share,
    .percent = true,
    .from = logarithm,
};
extern const Measure probit_proportion{
    .id = "PRZ",
    .label = "proportion (probit scale)",
    .source = "sanchezmeca2003",
    .shape = shape::one_count,
    .scale = scale::probit,
    .percent = true,
    .from = probit,
};
extern const Measure arcsine_proportion{
    .id = "PAS",
    .label = "proportion (arcsine scale)",
    .source = "freeman1950",
    .shape = shape::one_count,
    .scale = scale::arcsine,
    .percent = true,
    .from = arcsine,
};
}  // namespace measure

}  // namespace steelyard
