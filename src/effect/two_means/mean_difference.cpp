// The mean difference of two groups with unequal variances.
#include <array>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/two_means/two_means.h"

namespace steelyard {

namespace {

//   y = m1 − m2
//   LS  v = sd1²/n1 + sd2²/n2
//   HO  v = s² (1/n1 + 1/n2) with the pooled s
std::optional<Effect> difference_of_means(const Data& data, const EffectContext& context,
                                          std::string& why) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t) return std::nullopt;
  if (why = unusable(*t); !why.empty()) return std::nullopt;
  double v = t->e_sd * t->e_sd / t->e_n + t->c_sd * t->c_sd / t->c_n;
  if (context.formula.variance == VarianceType::HO) {
    const double s = pooled_sd(*t);
    v = s * s * (1 / t->e_n + 1 / t->c_n);
  }
  return checked_effect(t->e_mean - t->c_mean, v, "both standard deviations are 0", why);
}

constexpr std::array variances{VarianceType::HO};

}  // namespace

namespace measure {
extern const Measure mean_difference{
    .id = "MD",
    .label = "mean difference",
    .source = "borenstein2009",
    .shape = shape::means,
    .scale = scale::difference,
    .from = difference_of_means,
    .variances = variances,
};
}

}  // namespace steelyard
