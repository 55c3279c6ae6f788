// The chance that a person has a higher value after than before.
#include <cmath>
#include <numbers>

#include "effect/continuity.h"
#include "effect/paired/paired_means.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

//   d = (m_post − m_pre)/sd of the changes,  y = Φ(d),  v = φ(d)² (1/n + d²/(2 (n − 1)))
std::optional<Effect> normal(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = usable_pairs(data, why);
  if (!t) return std::nullopt;
  const double d = (t->post_mean - t->pre_mean) /
                   std::sqrt(change_variance(t->post_sd, t->pre_sd, t->r));
  const double density = std::exp(-d * d / 2) / std::sqrt(2 * std::numbers::pi);
  return checked_effect(normal_cdf(d), density * density * (1 / t->n + d * d / (2 * (t->n - 1))),
                        "every person changed in the same direction", why);
}

}  // namespace

namespace measure {
extern const Measure change_superiority{
    .id = "CLESCN",
    .label = "chance of a higher value after (normal distributions)",
    .source = "mcgraw1992",
    .shape = shape::paired_means,
    .scale = scale::one_value,
    .percent = true,
    .from = normal,
};
extern const Measure change_area_under_curve{
    .id = "AUCCN",
    .label = "area under the curve, after against before (normal distributions)",
    .source = "mcgraw1992",
    .shape = shape::paired_means,
    .scale = scale::one_value,
    .from = normal,
};
}  // namespace measure

}  // namespace steelyard
