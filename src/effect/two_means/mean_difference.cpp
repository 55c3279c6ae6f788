// The mean difference of two groups with unequal variances.
#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/two_means/two_means.h"

namespace steelyard {

namespace {

//   y = m1 − m2,  v = sd1²/n1 + sd2²/n2
std::optional<Effect> difference_of_means(const Data& data, const EffectContext&,
                                          std::string& why) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t) return std::nullopt;
  if (why = unusable(*t); !why.empty()) return std::nullopt;
  const double v = t->e_sd * t->e_sd / t->e_n + t->c_sd * t->c_sd / t->c_n;
  return checked_effect(t->e_mean - t->c_mean, v, "both standard deviations are 0", why);
}

}  // namespace

namespace measure {
extern const Measure mean_difference{
    .id = "MD",
    .label = "mean difference",
    .source = "borenstein2009",
    .shape = "means in two groups",
    .scale = scale::difference,
    .from = difference_of_means,
};
}

}  // namespace steelyard
