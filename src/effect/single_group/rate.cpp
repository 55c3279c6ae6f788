// The incidence rate of one group: logarithmic and raw.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

constexpr std::string_view no_events = "no events, and no continuity correction";

//   y = ln(x/t),  v = 1/x
std::optional<Effect> logarithmic(const Data& data, const EffectContext& context,
                                  std::string& why) {
  const auto* rate = std::get_if<OneRate>(&data);
  if (!rate) return std::nullopt;
  const auto x = corrected(*rate, context, Need::correction, why);
  if (!x) return std::nullopt;
  return checked_effect(std::log(*x / rate->time), 1 / *x, no_events, why);
}

//   y = x/t,  v = x/t²
std::optional<Effect> raw(const Data& data, const EffectContext& context, std::string& why) {
  const auto* rate = std::get_if<OneRate>(&data);
  if (!rate) return std::nullopt;
  const auto x = corrected(*rate, context, Need::correction, why);
  if (!x) return std::nullopt;
  const double y = *x / rate->time;
  return checked_effect(y, y / rate->time, no_events, why);
}

}  // namespace

namespace measure {
extern const Measure log_rate{
    .id = "IRLN",
    .label = "incidence rate (log scale)",
    .source = "rothman2008",
    .shape = shape::one_rate,
    .scale = scale::log_value,
    .from = logarithmic,
};
extern const Measure rate{
    .id = "IR",
    .label = "incidence rate",
    .source = "rothman2008",
    .shape = shape::one_rate,
    .scale = scale::one_value,
    .from = raw,
};
}  // namespace measure

}  // namespace steelyard
