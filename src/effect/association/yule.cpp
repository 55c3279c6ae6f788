// Yule's coefficients of association of a fourfold table: Q and Y.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

// With the odds ratio ω of variance s² = 1/a + 1/b + 1/c + 1/d on the log scale and ω^k, k = 1 or ½:
//   y = (ω^k − 1)/(ω^k + 1) = tanh(k ln ω/2),  v = (k/2)² (1 − y²)² s²
std::optional<Effect> coefficient(const Data& data, const EffectContext& context, double k,
                                  std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::correction, why);
  if (!t) return std::nullopt;
  const double half = k * (std::log(t->a / t->b) - std::log(t->c / t->d)) / 2;
  const double slope = k / 2 / (std::cosh(half) * std::cosh(half));  // 1 − tanh² = 1/cosh²
  const double s2 = 1 / t->a + 1 / t->b + 1 / t->c + 1 / t->d;
  return checked_effect(std::tanh(half), slope * slope * s2, zero_cell_reason(*counts), why);
}

std::optional<Effect> q(const Data& data, const EffectContext& context, std::string& why) {
  return coefficient(data, context, 1, why);
}

std::optional<Effect> colligation(const Data& data, const EffectContext& context,
                                  std::string& why) {
  return coefficient(data, context, 0.5, why);
}

}  // namespace

namespace measure {
extern const Measure yule_q{
    .id = "YUQ",
    .label = "Yule's Q",
    .source = "yule1912",
    .shape = shape::counts,
    .scale = scale::difference,
    .from = q,
};
extern const Measure yule_y{
    .id = "YUY",
    .label = "Yule's Y",
    .source = "yule1912",
    .shape = shape::counts,
    .scale = scale::difference,
    .from = colligation,
};
}  // namespace measure

}  // namespace steelyard
