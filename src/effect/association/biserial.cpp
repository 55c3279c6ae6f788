// The correlation of a quantity with a group: point-biserial, biserial, and Fisher's z of both.
#include <array>
#include <cmath>
#include <numbers>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/two_means/cohens_d.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

//   h = m/n1 + m/n2,  r = d/√(d² + h)
double point_biserial_r(const CohensD& group) {
  const double h = group.m() / group.n1 + group.m() / group.n2;
  return group.d / std::hypot(group.d, std::sqrt(h));
}

//   ST  v = h²/(h + d²)³ (1/n1 + 1/n2 + d²/(2 n)): jacobs2017
//   CS  v = (1 − r²)² (1 − 3 r²/2 + r²/(4 p q))/n, p = n1/n: tate1954
std::optional<Effect> point_biserial(const Data& data, const EffectContext& context,
                                     std::string& why) {
  const auto group = cohens_d(data, why);
  if (!group) return std::nullopt;
  const double n = group->n1 + group->n2, p = group->n1 / n, q = group->n2 / n;
  const double r = point_biserial_r(*group), rest = (1 - r) * (1 + r), r2 = r * r;
  double v = 0;
  if (context.formula.variance == VarianceType::CS) {
    v = rest * rest * (1 - 1.5 * r2 + r2 / (4 * p * q)) / n;
  } else {
    const double h = group->m() / group->n1 + group->m() / group->n2, d2 = group->d * group->d;
    v = rest * rest / (h + d2) * (1 / group->n1 + 1 / group->n2 + d2 / (2 * n));
  }
  return checked_effect(r, v, no_spread, why);
}

//   z = Φ⁻¹(p),  f = φ(z),  y = √(p q)/f r
//   v = (y⁴ + y² (p q z²/f² − (2 p − 1) z/f − 5/2) + p q/f²)/(n − 1): soper1914, equation xiii
std::optional<Effect> biserial(const Data& data, const EffectContext&, std::string& why) {
  const auto group = cohens_d(data, why);
  if (!group) return std::nullopt;
  const double n = group->n1 + group->n2, p = group->n1 / n, q = group->n2 / n;
  const double z = normal_quantile(p);
  const double f = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
  const double y = std::sqrt(p * q) / f * point_biserial_r(*group), y2 = y * y;
  // A sample may give one beyond 1; the formula's variance then falls towards 0 and below.
  if (!(std::abs(y) < 1)) why = "its correlation is not between −1 and 1";
  if (!why.empty()) return std::nullopt;
  const double v =
      (y2 * y2 + y2 * (p * q * z * z / (f * f) - (p - q) * z / f - 2.5) + p * q / (f * f)) /
      (n - 1);
  return checked_effect(y, v, no_spread, why);
}

std::optional<Effect> point_biserial_z(const Data& data, const EffectContext& context,
                                       std::string& why) {
  const auto r = point_biserial(data, context, why);
  return r ? z_of_correlation(*r, why) : std::nullopt;
}

std::optional<Effect> biserial_z(const Data& data, const EffectContext& context, std::string& why) {
  const auto r = biserial(data, context, why);
  return r ? z_of_correlation(*r, why) : std::nullopt;
}

constexpr std::array variances{VarianceType::ST, VarianceType::CS};

}  // namespace

namespace measure {
extern const Measure point_biserial_correlation{
    .id = "RPB",
    .label = "point-biserial correlation",
    .source = "tate1954",
    .shape = shape::means,
    .scale = scale::difference,
    .from = point_biserial,
    .variances = variances,
};
extern const Measure point_biserial_fisher{
    .id = "ZPB",
    .label = "point-biserial correlation (Fisher's z)",
    .source = "jacobs2017",
    .shape = shape::means,
    .scale = scale::fisher_z,
    .from = point_biserial_z,
    .variances = variances,
};
extern const Measure biserial_correlation{
    .id = "RBIS",
    .label = "biserial correlation",
    .source = "soper1914",
    .shape = shape::means,
    .scale = scale::difference,
    .from = biserial,
};
extern const Measure biserial_fisher{
    .id = "ZBIS",
    .label = "biserial correlation (Fisher's z)",
    .source = "jacobs2017",
    .shape = shape::means,
    .scale = scale::fisher_z,
    .from = biserial_z,
};
}  // namespace measure

}  // namespace steelyard
