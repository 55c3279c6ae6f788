// The log ratio of two means; the estimate carries the second-order correction of bias.
#include <array>
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/two_means/two_means.h"

namespace steelyard {

namespace {

double squared(double x) {
  return x * x;
}

//   LS    v = cv1²/n1 + cv2²/n2: hedges1999, equation 1
//   HO    v = s² (1/(n1 m1²) + 1/(n2 m2²)) with the pooled s: hedges1999, page 1151
//   AV    v = c1²/n1 + c2²/n2 with the averages of cv1 and of cv2, weighted by size: nakagawa2023
//   AVHO  v = c² (1/n1 + 1/n2) with the average of all cv
double variance(const TwoMeans& t, double own, const EffectContext& context) {
  const Averaged& all = context.average;
  switch (context.formula.variance) {
    case VarianceType::HO: {
      const double s = pooled_sd(t);
      return squared(s / t.e_mean) / t.e_n + squared(s / t.c_mean) / t.c_n;
    }
    case VarianceType::AV:
      return squared(all.value[0]) / t.e_n + squared(all.value[1]) / t.c_n;
    case VarianceType::AVHO: {
      const double cv = (all.weight[0] * all.value[0] + all.weight[1] * all.value[1]) /
                        (all.weight[0] + all.weight[1]);
      return squared(cv) * (1 / t.e_n + 1 / t.c_n);
    }
    default:
      return own;
  }
}

//   cv = sd/m,  c = cv²/n of each group
//   y = ln(m1 / m2) + (c1 − c2) / 2; in metafor 3.8 without the second term
std::optional<Effect> log_ratio_of_means(const Data& data, const EffectContext& context,
                                         std::string& why) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t) return std::nullopt;
  if (why = unusable(*t); !why.empty()) return std::nullopt;
  if (t->e_mean == 0 || t->c_mean == 0 || (t->e_mean > 0) != (t->c_mean > 0)) {
    why = "its means are not both positive or both negative";
    return std::nullopt;
  }
  const double c1 = squared(t->e_sd / t->e_mean) / t->e_n;
  const double c2 = squared(t->c_sd / t->c_mean) / t->c_n;
  const bool correct = context.formula.correct && !context.formula.older;
  const double y = std::log(t->e_mean / t->c_mean) + (correct ? (c1 - c2) / 2 : 0);
  return checked_effect(y, variance(*t, c1 + c2, context), "both standard deviations are 0", why);
}

std::optional<Averaged> average_cv(const Data& data, const EffectContext&) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t || !unusable(*t).empty() || t->e_mean == 0 || t->c_mean == 0) return std::nullopt;
  return Averaged{
      {t->e_sd / t->e_mean, t->c_sd / t->c_mean},
      {t->e_n,              t->c_n             }
  };
}

constexpr std::array variances{VarianceType::HO, VarianceType::AV, VarianceType::AVHO};

}  // namespace

namespace measure {
extern const Measure ratio_of_means{
    .id = "ROM",
    .label = "ratio of means",
    .source = "lajeunesse2015",
    .shape = shape::means,
    .scale = scale::log_ratio,
    .from = log_ratio_of_means,
    .variances = variances,
    .corrects = true,
    .changed = true,
    .averaged = average_cv,
};
}

}  // namespace steelyard
