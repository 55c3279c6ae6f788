// The chance that a person of one group has a higher value than a person of the other.
#include <array>
#include <cmath>
#include <numbers>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/two_means/two_means.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

//   LS   v = θ (1 − θ) (1 + n* ((1 − θ)/(2 − θ) + θ/(1 + θ)))/(n1 n2), n* = (n1 + n2)/2 − 1:
//        newcombe2006, method 4
//   LS2  v = (θ (1 − θ) + (n1 − 1)(θ/(2 − θ) − θ²) + (n2 − 1)(2 θ²/(1 + θ) − θ²))/(n1 n2):
//        hanley1982, equation 2
//   H0   v = (n1 + n2 + 1)/(12 n1 n2)
std::optional<Effect> printed(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = std::get_if<Superiority>(&data);
  if (!t) return std::nullopt;
  if (!(t->e_n > 0) || !(t->c_n > 0)) {
    why = "a group has no people";
    return std::nullopt;
  }
  if (!(t->auc >= 0 && t->auc <= 1)) {
    why = "its area under the curve is not between 0 and 1";
    return std::nullopt;
  }
  const double q = t->auc, product = t->e_n * t->c_n;
  const double up = (1 - q) / (2 - q), down = q / (1 + q);
  double v = 0;
  switch (context.formula.variance) {
    case VarianceType::LS2:
      v = q * (1 - q) * (1 + (t->e_n - 1) * up + (t->c_n - 1) * down) / product;
      break;
    case VarianceType::H0:
      v = (t->e_n + t->c_n + 1) / 12 / product;
      break;
    default:
      v = q * (1 - q) * (1 + ((t->e_n + t->c_n) / 2 - 1) * (up + down)) / product;
  }
  return checked_effect(q, v, "every person of one group is above everyone of the other", why);
}

//   S = sd1² + sd2²,  d = (m1 − m2)/√S,  y = Φ(d)
//   LS  v = φ(d)² ((sd1²/n1 + sd2²/n2)/S + d² (sd1⁴/(n1 − 1) + sd2⁴/(n2 − 1))/(2 S²)): goddard1990
//   HO  the same with the pooled s for both, known from n1 + n2 − 2 degrees of freedom:
//       d = (m1 − m2)/(s √2),  v = φ(d)² ((1/n1 + 1/n2)/2 + d²/(2 (n1 + n2 − 2)))
std::optional<Effect> normal(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t) return std::nullopt;
  if (why = unusable(*t); !why.empty()) return std::nullopt;
  if (!(t->e_n > 1) || !(t->c_n > 1)) {
    why = "a group of one person has no standard deviation";
    return std::nullopt;
  }
  double d = 0, v = 0;
  if (context.formula.variance == VarianceType::HO) {
    d = (t->e_mean - t->c_mean) / (pooled_sd(*t) * std::numbers::sqrt2);
    v = (1 / t->e_n + 1 / t->c_n) / 2 + d * d / (2 * (t->e_n + t->c_n - 2));
  } else {
    const double s = std::hypot(t->e_sd, t->c_sd);
    const double a = t->e_sd / s * (t->e_sd / s), b = t->c_sd / s * (t->c_sd / s);
    d = (t->e_mean - t->c_mean) / s;
    v = a / t->e_n + b / t->c_n + d * d / 2 * (a * a / (t->e_n - 1) + b * b / (t->c_n - 1));
  }
  const double density = std::exp(-d * d / 2) / std::sqrt(2 * std::numbers::pi);
  return checked_effect(normal_cdf(d), density * density * v,
                        "its groups do not overlap, or have no spread", why);
}

constexpr std::array printed_variances{VarianceType::LS2, VarianceType::H0};
constexpr std::array normal_variances{VarianceType::HO};

}  // namespace

namespace measure {
extern const Measure superiority{
    .id = "CLES",
    .label = "chance of a higher value (common language effect size)",
    .source = "newcombe2006",
    .shape = shape::superiority,
    .scale = scale::one_value,
    .percent = true,
    .from = printed,
    .variances = printed_variances,
};
extern const Measure area_under_curve{
    .id = "AUC",
    .label = "area under the curve",
    .source = "newcombe2006",
    .shape = shape::superiority,
    .scale = scale::one_value,
    .from = printed,
    .variances = printed_variances,
};
extern const Measure normal_superiority{
    .id = "CLESN",
    .label = "chance of a higher value (normal distributions)",
    .source = "goddard1990",
    .shape = shape::means,
    .scale = scale::one_value,
    .percent = true,
    .from = normal,
    .variances = normal_variances,
};
extern const Measure normal_area_under_curve{
    .id = "AUCN",
    .label = "area under the curve (normal distributions)",
    .source = "goddard1990",
    .shape = shape::means,
    .scale = scale::one_value,
    .from = normal,
    .variances = normal_variances,
};
}  // namespace measure

}  // namespace steelyard
