// The standardized mean difference of groups whose variances differ.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/small_sample.h"
#include "effect/two_means/two_means.h"

namespace steelyard {

namespace {

//   s² = (sd1² + sd2²)/2,  y = J(n1 + n2 − 2) (m1 − m2)/s
//   v = y² (sd1⁴/(n1 − 1) + sd2⁴/(n2 − 1))/(8 s⁴) + (sd1²/(n1 − 1) + sd2²/(n2 − 1))/s²; in metafor 3.8 times J²
std::optional<Effect> unequal(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t) return std::nullopt;
  if (why = unusable(*t); !why.empty()) return std::nullopt;
  if (!(t->e_n > 1) || !(t->c_n > 1)) {
    why = "its groups have too few people for a standardized difference";
    return std::nullopt;
  }
  const double s = std::hypot(t->e_sd, t->c_sd) / std::sqrt(2.0);
  const double J = context.formula.correct ? small_sample_factor(t->e_n + t->c_n - 2) : 1;
  const double y = J * (t->e_mean - t->c_mean) / s;
  const double a = t->e_sd / s * (t->e_sd / s), b = t->c_sd / s * (t->c_sd / s);
  const double v = y * y / 8 * (a * a / (t->e_n - 1) + b * b / (t->c_n - 1)) + a / (t->e_n - 1) +
                   b / (t->c_n - 1);
  return checked_effect(y, context.formula.older ? J * J * v : v, "both standard deviations are 0", why);
}

}  // namespace

namespace measure {
extern const Measure standardized_difference_unequal{
    .id = "SMDH",
    .label = "standardized mean difference (unequal variances)",
    .source = "bonett2009",
    .shape = shape::means,
    .scale = scale::difference,
    .from = unequal,
    .corrects = true,
    .changed = true,
};
}

}  // namespace steelyard
