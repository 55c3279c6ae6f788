// R² of a regression, raw and transformed, for predictors that vary by chance or are fixed.
#include <array>
#include <cmath>
#include <numbers>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

constexpr std::string_view no_variance = "its R² is 0 or 1, which gives no variance";

const ExplainedVariance* usable(const Data& data, std::string& why) {
  const auto* t = std::get_if<ExplainedVariance>(&data);
  if (!t) return nullptr;
  if (!(t->r2 >= 0 && t->r2 <= 1)) why = "its R² is not between 0 and 1";
  if (!(t->n - t->predictors - 1 > 0))
    why = "it has too few people for a regression with so many predictors";
  return why.empty() ? t : nullptr;
}

//   LS   v = 4 R² (1 − R²)²/n: kendall1979, equation 27.88
//   LS2  v = 4 R² (1 − R²)² (n − m − 1)²/((n² − 1)(n + 3)): equation 27.87
//   AV, AV2  the same with the average of all R², weighted by n
std::optional<Effect> raw(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  const VarianceType type = context.formula.variance;
  const bool average = type == VarianceType::AV || type == VarianceType::AV2;
  const double r2 = average ? context.average.value[0] : t->r2, rest = 1 - r2;
  const double n = t->n, df = n - t->predictors - 1;
  const bool other = type == VarianceType::LS2 || type == VarianceType::AV2;
  const double share = other ? df / (n - 1) * (df / (n + 1)) / (n + 3) : 1 / n;
  return checked_effect(t->r2, 4 * r2 * rest * rest * share, no_variance, why);
}

//   y = atanh √R²,  v = 1/n: olkin1995
std::optional<Effect> z(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  return checked_effect(std::atanh(std::sqrt(t->r2)), 1 / t->n, no_variance, why);
}

// R² = U/(U + V) of chi-squared variables, U with the noncentrality n R²/(1 − R²), in large samples:
//   v = 2 R² (1 − R²)² (2 − R²)/n
std::optional<Effect> raw_fixed(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  const double rest = 1 - t->r2;
  return checked_effect(t->r2, 2 * t->r2 * rest * rest * (1 + rest) / t->n, no_variance, why);
}

// What makes that variance 1/n everywhere:  y = arcosh(1/(1 − R²))/√2
std::optional<Effect> stable_fixed(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  return checked_effect(std::acosh(1 / (1 - t->r2)) / std::numbers::sqrt2, 1 / t->n, no_variance,
                        why);
}

std::optional<Averaged> average_r2(const Data& data, const EffectContext&) {
  std::string unused;
  const auto* t = usable(data, unused);
  if (!t) return std::nullopt;
  return Averaged{{t->r2, 0}, {t->n, 0}};
}

constexpr std::array variances{VarianceType::LS2, VarianceType::AV, VarianceType::AV2};

}  // namespace

namespace measure {
extern const Measure r_squared{
    .id = "R2",
    .label = "R²",
    .source = "kendall1979",
    .shape = shape::explained,
    .scale = scale::one_value,
    .from = raw,
    .variances = variances,
    .averaged = average_r2,
};
extern const Measure r_squared_z{
    .id = "ZR2",
    .label = "R² (Fisher's z of R)",
    .source = "olkin1995",
    .shape = shape::explained,
    .scale = scale::z_of_r2,
    .from = z,
};
extern const Measure r_squared_fixed{
    .id = "R2F",
    .label = "R² (fixed predictors)",
    .source = "kendall1979",
    .shape = shape::explained,
    .scale = scale::one_value,
    .from = raw_fixed,
};
extern const Measure r_squared_fixed_z{
    .id = "ZR2F",
    .label = "R² (fixed predictors, arcosh scale)",
    .source = "kendall1979",
    .shape = shape::explained,
    .scale = scale::arcosh_r2,
    .from = stable_fixed,
};
}  // namespace measure

}  // namespace steelyard
