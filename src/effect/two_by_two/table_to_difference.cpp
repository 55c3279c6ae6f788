// Standardized mean differences from fourfold tables.
#include <cmath>
#include <numbers>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

// The variance of Φ⁻¹(x/n): p q/(n φ(z)²).
double probit_variance(double p, double q, double z, double n) {
  return 2 * std::numbers::pi * p * q * std::exp(z * z) / n;
}

//   z = Φ⁻¹(events/people) of each group,  y = z1 − z2,  v = Σ p (1 − p)/(n φ(z)²)
std::optional<Effect> probits(const Data& data, const EffectContext& context, std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::correction, why);
  if (!t) return std::nullopt;
  const double p1 = t->a / t->n1(), p2 = t->c / t->n2();
  const double z1 = normal_quantile(p1), z2 = normal_quantile(p2);
  const double v = probit_variance(p1, t->b / t->n1(), z1, t->n1()) +
                   probit_variance(p2, t->d / t->n2(), z2, t->n2());
  return checked_effect(z1 - z2, v, zero_cell_reason(*counts), why);
}

//   y = c ln(a d/(b c)),  v = c² (1/a + 1/b + 1/c + 1/d)
std::optional<Effect> odds(const Data& data, const EffectContext& context, double c,
                           std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::correction, why);
  if (!t) return std::nullopt;
  const double y = c * (std::log(t->a / t->b) - std::log(t->c / t->d));
  const double v = c * c * (1 / t->a + 1 / t->b + 1 / t->c + 1 / t->d);
  return checked_effect(y, v, zero_cell_reason(*counts), why);
}

// c = 1/1.65 for normal distributions: cox1989, section 4.1
std::optional<Effect> of_normal(const Data& data, const EffectContext& context, std::string& why) {
  return odds(data, context, 1 / 1.65, why);
}

// c = √3/π for logistic distributions
std::optional<Effect> of_logistic(const Data& data, const EffectContext& context,
                                  std::string& why) {
  return odds(data, context, std::numbers::sqrt3 / std::numbers::pi, why);
}

}  // namespace

namespace measure {
extern const Measure probit_difference{
    .id = "PBIT",
    .label = "standardized mean difference from counts (probit)",
    .source = "sanchezmeca2003",
    .shape = shape::counts,
    .scale = scale::difference,
    .from = probits,
};
extern const Measure odds_to_difference_normal{
    .id = "OR2DN",
    .label = "standardized mean difference from an odds ratio (normal)",
    .source = "cox1989",
    .shape = shape::counts,
    .scale = scale::difference,
    .from = of_normal,
};
extern const Measure odds_to_difference_logistic{
    .id = "OR2DL",
    .label = "standardized mean difference from an odds ratio (logistic)",
    .source = "chinn2000",
    .shape = shape::counts,
    .scale = scale::difference,
    .from = of_logistic,
};
}  // namespace measure

}  // namespace steelyard
