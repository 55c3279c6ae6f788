// The mean change of the same people, or the mean difference of matched pairs.
#include "effect/continuity.h"
#include "effect/scale.h"

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
  const double apart = t->post_sd - t->pre_sd;
  const double v = (apart * apart + 2 * (1 - t->r) * t->post_sd * t->pre_sd) / t->n;
  return checked_effect(t->post_mean - t->pre_mean, v, "every person changed by the same amount",
                        why);
}

}  // namespace

namespace measure {
extern const Measure mean_change{
    .id = "MC",
    .label = "mean change",
    .source = "borenstein2009",
    .shape = "means of the same people twice",
    .scale = scale::difference,
    .from = change_of_means,
};
}

}  // namespace steelyard
