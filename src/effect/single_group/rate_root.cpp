// The incidence rate of one group: square root, and the double root of Freeman and Tukey.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

constexpr std::string_view impossible = "its person-time gives no variance";

//   y = √(x/t),  v = 1/(4 t)
std::optional<Effect> root(const Data& data, const EffectContext& context, std::string& why) {
  const auto* rate = std::get_if<OneRate>(&data);
  if (!rate) return std::nullopt;
  const auto x = corrected(*rate, context, Need::none, why);
  if (!x) return std::nullopt;
  return checked_effect(std::sqrt(*x / rate->time), 1 / (4 * rate->time), impossible, why);
}

//   y = (√(x/t) + √((x + 1)/t))/2,  v = 1/(4 t)
std::optional<Effect> double_root(const Data& data, const EffectContext& context,
                                  std::string& why) {
  const auto* rate = std::get_if<OneRate>(&data);
  if (!rate) return std::nullopt;
  const auto x = corrected(*rate, context, Need::none, why);
  if (!x) return std::nullopt;
  return checked_effect(scale::freeman_tukey_rate(*x, rate->time), 1 / (4 * rate->time),
                        impossible, why);
}

}  // namespace

namespace measure {
extern const Measure root_rate{
    .id = "IRS",
    .label = "incidence rate (square root scale)",
    .source = "freeman1950",
    .shape = shape::one_rate,
    .scale = scale::square_root,
    .from = root,
};
extern const Measure double_root_rate{
    .id = "IRFT",
    .label = "incidence rate (double square root scale)",
    .source = "freeman1950",
    .shape = shape::one_rate,
    .scale = scale::double_root,
    .from = double_root,
};
}  // namespace measure

}  // namespace steelyard
