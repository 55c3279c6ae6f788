// Partial and semi-partial correlations from the t test of a regression coefficient.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

constexpr std::string_view no_variance = "its test gives a correlation of −1 or 1";

const RegressionTest* usable(const Data& data, std::string& why) {
  const auto* test = std::get_if<RegressionTest>(&data);
  if (!test) return nullptr;
  if (!(test->n - test->predictors - 1 > 0))
    why = "it has too few people for a regression with so many predictors";
  return why.empty() ? test : nullptr;
}

//   df = n − m − 1 with m predictors,  y = t/√(t² + df),  v = (1 − y²)²/df
std::optional<Effect> partial(const Data& data, const EffectContext&, std::string& why) {
  const auto* test = usable(data, why);
  if (!test) return std::nullopt;
  const double df = test->n - test->predictors - 1;
  const double size = std::hypot(test->t, std::sqrt(df));
  const double rest = df / size / size;  // 1 − y²
  return checked_effect(test->t / size, rest * rest / df, no_variance, why);
}

//   y = atanh of the partial correlation = asinh(t/√df),  v = 1/(n − (m − 1) − 3), in metafor 3.8 1/df
std::optional<Effect> partial_z(const Data& data, const EffectContext& context, std::string& why) {
  const auto* test = usable(data, why);
  if (!test) return std::nullopt;
  const double df = test->n - test->predictors - 1;
  return checked_effect(std::asinh(test->t / std::sqrt(df)), 1 / (context.formula.older ? df : df - 1),
                        "it has too few people for a regression with so many predictors", why);
}

//   y = t √((1 − R²)/df),  R0² = R² − y²,  v = (R⁴ − 2 R² + R0² + 1 − R0⁴)/n
//     = ((1 − R²)² + R0² (1 − R0²))/n
std::optional<Effect> semipartial(const Data& data, const EffectContext&, std::string& why) {
  const auto* test = usable(data, why);
  if (!test) return std::nullopt;
  if (!test->r2) {
    why = "R² of its regression is missing";
    return std::nullopt;
  }
  const double df = test->n - test->predictors - 1, rest = 1 - *test->r2;
  const double y = test->t * std::sqrt(rest / df), without = *test->r2 - y * y;
  return checked_effect(y, (rest * rest + without * (1 - without)) / test->n, no_variance, why);
}

std::optional<Effect> semipartial_z(const Data& data, const EffectContext& context,
                                    std::string& why) {
  const auto r = semipartial(data, context, why);
  return r ? z_of_correlation(*r, why) : std::nullopt;
}

}  // namespace

namespace measure {
extern const Measure partial_correlation{
    .id = "PCOR",
    .label = "partial correlation",
    .source = "aloe2013",
    .shape = shape::regression,
    .scale = scale::difference,
    .from = partial,
};
extern const Measure partial_correlation_z{
    .id = "ZPCOR",
    .label = "partial correlation (Fisher's z)",
    .source = "aloe2013",
    .shape = shape::regression,
    .scale = scale::fisher_z,
    .from = partial_z,
    .changed = true,
};
extern const Measure semipartial_correlation{
    .id = "SPCOR",
    .label = "semi-partial correlation",
    .source = "aloe2012",
    .shape = shape::regression,
    .scale = scale::difference,
    .from = semipartial,
};
extern const Measure semipartial_correlation_z{
    .id = "ZSPCOR",
    .label = "semi-partial correlation (Fisher's z)",
    .source = "aloe2012",
    .shape = shape::regression,
    .scale = scale::fisher_z,
    .from = semipartial_z,
};
}  // namespace measure

}  // namespace steelyard
