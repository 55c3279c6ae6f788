// The mean difference in standard deviations of the control group: Glass's delta.
#include <array>
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/small_sample.h"
#include "effect/two_means/two_means.h"

namespace steelyard {

namespace {

constexpr std::string_view no_spread_of_controls =
    "the standard deviation of the control group is 0";

struct Delta {
  double d = 0, J = 1;
};

//   d = (m1 − m2)/sd2,  J = J(n2 − 1)
std::optional<Delta> delta(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t) return std::nullopt;
  if (why = unusable(*t); !why.empty()) return std::nullopt;
  if (!(t->c_n > 2)) {
    why = "its control group has too few people for a standardized difference";
    return std::nullopt;
  }
  return Delta{(t->e_mean - t->c_mean) / t->c_sd,
               context.formula.correct ? small_sample_factor(t->c_n - 1) : 1};
}

//   y = J d, and v as of the standardized mean difference with n2 for n1 + n2 and m = n2 − 1
//   WT  v = 1/n1 + 1/n2 + y²/(2 (n2 − 1)): white2005
std::optional<Effect> equal(const Data& data, const EffectContext& context, std::string& why) {
  const auto found = delta(data, context, why);
  if (!found) return std::nullopt;
  const auto& t = std::get<TwoMeans>(data);
  const double y = found->J * found->d, m = t.c_n - 1, inverse = 1 / t.e_n + 1 / t.c_n;
  double v = inverse + y * y / (2 * t.c_n);
  switch (context.formula.variance) {
    case VarianceType::LS2:
      v = found->J * found->J * (inverse + found->d * found->d / (2 * t.c_n));
      break;
    case VarianceType::UB: {
      const double J = small_sample_factor(m);
      v = inverse + (1 - (m - 2) / (m * J * J)) * y * y;
      break;
    }
    case VarianceType::AV:
      v = inverse + context.average.value[0] * context.average.value[0] / (2 * t.c_n);
      break;
    case VarianceType::WT:
      v = inverse + y * y / (2 * m);
      break;
    case VarianceType::H0:
      v = inverse;
      break;
    default:
      break;
  }
  return checked_effect(y, v, no_spread_of_controls, why);
}

//   y = J d,  v = sd1²/(sd2² (n1 − 1)) + 1/(n2 − 1) + y²/(2 (n2 − 1)); in metafor 3.8 with n1 and n2 for n1 − 1, n2 − 1
std::optional<Effect> unequal(const Data& data, const EffectContext& context, std::string& why) {
  const auto found = delta(data, context, why);
  if (!found) return std::nullopt;
  const auto& t = std::get<TwoMeans>(data);
  if (!(t.e_n > 1)) {
    why = "a group of one person has no standard deviation";
    return std::nullopt;
  }
  const double y = found->J * found->d, ratio = t.e_sd / t.c_sd;
  const double less = context.formula.older ? 0 : 1;
  const double v = ratio * ratio / (t.e_n - less) + (1 + y * y / 2) / (t.c_n - less);
  return checked_effect(y, v, no_spread_of_controls, why);
}

std::optional<Averaged> average_delta(const Data& data, const EffectContext& context) {
  std::string unused;
  const auto found = delta(data, context, unused);
  if (!found || !std::isfinite(found->d)) return std::nullopt;
  const auto& t = std::get<TwoMeans>(data);
  return Averaged{
      {found->J * found->d, 0},
      {t.e_n + t.c_n,       0}
  };
}

constexpr std::array variances{VarianceType::LS2, VarianceType::UB, VarianceType::AV,
                               VarianceType::H0, VarianceType::WT};

}  // namespace

namespace measure {
extern const Measure glass_delta{
    .id = "SMD1",
    .label = "mean difference in SDs of the control group",
    .source = "hedges1981",
    .shape = shape::means,
    .scale = scale::difference,
    .from = equal,
    .variances = variances,
    .corrects = true,
    .averaged = average_delta,
};
extern const Measure glass_delta_unequal{
    .id = "SMD1H",
    .label = "mean difference in SDs of the control group (unequal variances)",
    .source = "bonett2008",
    .shape = shape::means,
    .scale = scale::difference,
    .from = unequal,
    .corrects = true,
    .changed = true,
};
}  // namespace measure

}  // namespace steelyard
