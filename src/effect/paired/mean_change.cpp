// The mean change of the same people, or the mean difference of matched pairs.
#include "effect/continuity.h"
#include "effect/paired/paired_means.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = m_post − m_pre,  v = (sd_post² + sd_pre² − 2 r sd_post sd_pre)/n
std::optional<Effect> change_of_means(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = std::get_if<PairedMeans>(&data);
  if (!t) return std::nullopt;
  if (!(t->n > 0)) {
    why = "the group has no people";
    return std::nullopt;
  }
  const double v = change_variance(t->post_sd, t->pre_sd, t->r) / t->n;
  return checked_effect(t->post_mean - t->pre_mean, v, "every person changed by the same amount",
                        why);
}

}  // namespace

namespace measure {
extern const Measure mean_change{
    .id = "MC",
    .label = "mean change",
    .source = "borenstein2009",
    .shape = shape::paired_means,
    .scale = scale::difference,
    .from = change_of_means,
};
}

}  // namespace steelyard
