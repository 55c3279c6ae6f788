// Cronbach's alpha: raw, and transformed as by Hakstian and Whalen and by Bonett.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

constexpr std::string_view no_variance = "its alpha is 1, which gives no variance";

const Reliability* usable(const Data& data, std::string& why) {
  const auto* t = std::get_if<Reliability>(&data);
  if (!t) return nullptr;
  if (!(t->alpha <= 1)) why = "its alpha is above 1";
  if (!(t->items > 1)) why = "one item has no alpha";
  if (!(t->n > 2)) why = "its group has too few people for a reliability";
  return why.empty() ? t : nullptr;
}

//   y = α,  v = 2 m (1 − α)²/((m − 1)(n − 2)) with m items: bonett2010
std::optional<Effect> raw(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  const double rest = 1 - t->alpha;
  return checked_effect(t->alpha, 2 * t->items * rest * rest / ((t->items - 1) * (t->n - 2)),
                        no_variance, why);
}

//   y = 1 − (1 − α)^⅓,  v = 18 m (n − 1)(1 − α)^⅔/((m − 1)(9 n − 11)²)
std::optional<Effect> cube_root(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  const double root = std::cbrt(1 - t->alpha), n = 9 * t->n - 11;
  return checked_effect(
      1 - root, 18 * t->items * (t->n - 1) * root * root / ((t->items - 1) * n * n), no_variance,
      why);
}

//   y = −ln(1 − α),  v = 2 m/((m − 1)(n − 2))
std::optional<Effect> logarithm(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  return checked_effect(-std::log1p(-t->alpha), 2 * t->items / ((t->items - 1) * (t->n - 2)),
                        no_variance, why);
}

}  // namespace

namespace measure {
extern const Measure alpha{
    .id = "ARAW",
    .label = "Cronbach's alpha",
    .source = "bonett2010",
    .shape = shape::reliability,
    .scale = scale::one_value,
    .from = raw,
};
extern const Measure alpha_cube_root{
    .id = "AHW",
    .label = "Cronbach's alpha (cube root scale)",
    .source = "hakstian1976",
    .shape = shape::reliability,
    .scale = scale::cube_root_alpha,
    .from = cube_root,
};
extern const Measure alpha_logarithm{
    .id = "ABT",
    .label = "Cronbach's alpha (log scale)",
    .source = "bonett2002",
    .shape = shape::reliability,
    .scale = scale::log_alpha,
    .from = logarithm,
};
}  // namespace measure

}  // namespace steelyard
