// The standardized mean difference: Hedges' g with the exact correction for small samples.
#include <array>
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/small_sample.h"
#include "effect/two_means/cohens_d.h"

namespace steelyard {

namespace {

// Review Manager takes 1 − 3/(4N − 9) for J. Source: deeks2010
double factor(const CohensD& group, const EffectContext& context) {
  if (!context.formula.correct) return 1;
  if (context.formula.variance == VarianceType::RM) return 1 - 3 / (4 * (group.n1 + group.n2) - 9);
  return small_sample_factor(group.m());
}

//   LS   v = 1/n1 + 1/n2 + g²/(2 (n1 + n2)): hedges1982, equation 8
//   LS2  v = J² (1/n1 + 1/n2 + d²/(2 (n1 + n2))): borenstein2009, equations 4.20 and 4.24
//   UB   v = 1/n1 + 1/n2 + (1 − (m − 2)/(m J²)) g²: hedges1983, equation 9
//   AV   as LS with the average of all g, weighted by n1 + n2
//   WT   as UB with J(m) d for g, corrected or not: white2005
//   H0   v = 1/n1 + 1/n2
//   RM   v = 1/n1 + 1/n2 + g²/(2 (n1 + n2 − 3.94)): deeks2010
double variance(const CohensD& group, double g, const EffectContext& context) {
  const double inverse = 1 / group.n1 + 1 / group.n2, N = group.n1 + group.n2;
  const double m = group.m();
  switch (context.formula.variance) {
    case VarianceType::LS2: {
      const double J = factor(group, context);
      return J * J * (inverse + group.d * group.d / (2 * N));
    }
    case VarianceType::UB: {
      const double J = small_sample_factor(m);
      return inverse + (1 - (m - 2) / (m * J * J)) * g * g;
    }
    case VarianceType::WT: {
      const double J = small_sample_factor(m), corrected = J * group.d;
      return inverse + (1 - (m - 2) / (m * J * J)) * corrected * corrected;
    }
    case VarianceType::AV: {
      const double average = context.average.value[0];
      return inverse + average * average / (2 * N);
    }
    case VarianceType::H0:
      return inverse;
    case VarianceType::RM:
      return inverse + g * g / (2 * (N - 3.94));
    default:
      return inverse + g * g / (2 * N);
  }
}

//   m = n1 + n2 − 2,  y = J(m) d
std::optional<Effect> standardized(const Data& data, const EffectContext& context,
                                   std::string& why) {
  const auto group = cohens_d(data, why);
  if (!group) return std::nullopt;
  const double g = factor(*group, context) * group->d;
  return checked_effect(g, variance(*group, g, context), no_spread, why);
}

std::optional<Averaged> average_g(const Data& data, const EffectContext& context) {
  std::string unused;
  const auto group = cohens_d(data, unused);
  if (!group || !std::isfinite(group->d)) return std::nullopt;
  const double g = factor(*group, context) * group->d;
  return Averaged{
      {g,                     0},
      {group->n1 + group->n2, 0}
  };
}

constexpr std::array variances{VarianceType::LS2, VarianceType::UB, VarianceType::AV,
                               VarianceType::H0, VarianceType::RM, VarianceType::WT};

}  // namespace

namespace measure {
extern const Measure standardized_mean_difference{
    .id = "SMD",
    .label = "standardized mean difference",
    .source = "hedges1981",
    .shape = shape::means,
    .scale = scale::difference,
    .from = standardized,
    .variances = variances,
    .corrects = true,
    .averaged = average_g,
};
}

}  // namespace steelyard
