// The share of people with an event in one group: raw, logit, double arcsine.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"

namespace steelyard {

namespace {

constexpr std::string_view no_correction =
    "no events, or events in all people, and no continuity correction";

//   y = x/n,  v = x (n − x) / n³
std::optional<Effect> raw(const Data& data, const EffectContext& context, std::string& why) {
  const auto* counts = std::get_if<OneProportion>(&data);
  if (!counts) return std::nullopt;
  const auto s = corrected(*counts, context, Need::correction, why);
  if (!s) return std::nullopt;
  const double p = s->events / s->n();
  return checked_effect(p, p * (s->rest / s->n()) / s->n(), no_correction, why);
}

//   y = ln(x / (n − x)),  v = 1/x + 1/(n − x)
std::optional<Effect> logit(const Data& data, const EffectContext& context, std::string& why) {
  const auto* counts = std::get_if<OneProportion>(&data);
  if (!counts) return std::nullopt;
  const auto s = corrected(*counts, context, Need::correction, why);
  if (!s) return std::nullopt;
  return checked_effect(std::log(s->events / s->rest), 1 / s->events + 1 / s->rest, no_correction,
                        why);
}

//   y = (asin √(x/(n + 1)) + asin √((x + 1)/(n + 1))) / 2,  v = 1/(4 n + 2)
std::optional<Effect> double_arcsine(const Data& data, const EffectContext& context,
                                     std::string& why) {
  const auto* counts = std::get_if<OneProportion>(&data);
  if (!counts) return std::nullopt;
  const auto s = corrected(*counts, context, Need::none, why);
  if (!s) return std::nullopt;
  const double n = s->n();
  return checked_effect(scale::freeman_tukey(s->events, n), 1 / (4 * n + 2), no_correction, why);
}

constexpr std::string_view shape = "counts in one group";

}  // namespace

namespace measure {
extern const Measure proportion{
    .id = "PR",
    .label = "proportion",
    .source = "fleiss2003",
    .shape = shape,
    .scale = scale::one_value,
    .percent = true,
    .from = raw,
};
extern const Measure logit_proportion{
    .id = "PLO",
    .label = "proportion (logit scale)",
    .source = "fleiss2003",
    .shape = shape,
    .scale = scale::logit,
    .percent = true,
    .from = logit,
};
extern const Measure double_arcsine_proportion{
    .id = "PFT",
    .label = "proportion (double arcsine scale)",
    .source = "freeman1950",
    .shape = shape,
    .scale = scale::double_arcsine,
    .percent = true,
    .from = double_arcsine,
};
}  // namespace measure

}  // namespace steelyard
