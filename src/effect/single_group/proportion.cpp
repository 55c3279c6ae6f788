// The share of people with an event in one group: raw, logit, double arcsine.
#include <array>
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

constexpr std::string_view no_correction =
    "no events, or events in all people, and no continuity correction";

//   y = p = x/n
//   LS  v = p (1 − p)/n
//   UB  v = p (1 − p)/(n − 1)
//   AV  as LS with the share in all studies
std::optional<Effect> raw(const Data& data, const EffectContext& context, std::string& why) {
  const auto* counts = std::get_if<OneProportion>(&data);
  if (!counts) return std::nullopt;
  const auto s = corrected(*counts, context, Need::correction, why);
  if (!s) return std::nullopt;
  const double p = s->events / s->n();
  double spread = p * (s->rest / s->n()), n = s->n();
  if (context.formula.variance == VarianceType::UB) n -= 1;
  if (context.formula.variance == VarianceType::AV)
    spread = context.average.value[0] * (1 - context.average.value[0]);
  const double y = context.zero_cells.variance_alone ? counts->events / counts->n : p;
  return checked_effect(y, spread / n, no_correction, why);
}

std::optional<Averaged> average_share(const Data& data, const EffectContext& context) {
  const auto* counts = std::get_if<OneProportion>(&data);
  std::string unused;
  if (!counts) return std::nullopt;
  const auto s = corrected(*counts, context, Need::correction, unused);
  if (!s) return std::nullopt;
  return Averaged{
      {s->events / s->n(), 0},
      {s->n(),             0}
  };
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

constexpr std::array variances{VarianceType::UB, VarianceType::AV};

}  // namespace

namespace measure {
extern const Measure proportion{
    .id = "PR",
    .label = "proportion",
    .source = "fleiss2003",
    .shape = shape::one_count,
    .scale = scale::one_share,
    .percent = true,
    .from = raw,
    .variances = variances,
    .averaged = average_share,
};
extern const Measure logit_proportion{
    .id = "PLO",
    .label = "proportion (logit scale)",
    .source = "fleiss2003",
    .shape = shape::one_count,
    .scale = scale::logit,
    .percent = true,
    .from = logit,
};
extern const Measure double_arcsine_proportion{
    .id = "PFT",
    .label = "proportion (double arcsine scale)",
    .source = "freeman1950",
    .shape = shape::one_count,
    .scale = scale::double_arcsine,
    .percent = true,
    .from = double_arcsine,
};
}  // namespace measure

}  // namespace steelyard
