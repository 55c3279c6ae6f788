// Ratios of means, of SDs and of coefficients of variation of the same people twice.
#include <cmath>

#include "effect/continuity.h"
#include "effect/paired/paired_means.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

constexpr std::string_view no_variance = "its two times vary exactly together";

bool same_sign(const PairedMeans& t, std::string& why) {
  if (t.post_mean == 0 || t.pre_mean == 0 || (t.post_mean > 0) != (t.pre_mean > 0))
    why = "its means are not both positive or both negative";
  return why.empty();
}

//   c = sd²/(n m²) of each time
//   y = ln(m_post/m_pre) + (c1 − c2)/2, in metafor 3.8 without the second term,  v = (cv1² + cv2² − 2 r cv1 cv2)/n
Effect log_mean_ratio(const PairedMeans& t, const EffectFormula& formula) {
  const double cv1 = t.post_sd / t.post_mean, cv2 = t.pre_sd / t.pre_mean;
  const double bias = formula.correct && !formula.older ? (cv1 - cv2) * (cv1 + cv2) / (2 * t.n) : 0;
  return {std::log(t.post_mean / t.pre_mean) + bias,
          change_variance(std::abs(cv1), std::abs(cv2), t.r) / t.n};
}

//   y = ln(sd_post/sd_pre),  v = (1 − r²)/(n − 1)
Effect log_sd_ratio(const PairedMeans& t) {
  return {std::log(t.post_sd / t.pre_sd), (1 - t.r) * (1 + t.r) / (t.n - 1)};
}

std::optional<Effect> means(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = usable_pairs(data, why);
  if (!t || !same_sign(*t, why)) return std::nullopt;
  const Effect ratio = log_mean_ratio(*t, context.formula);
  return checked_effect(ratio.y, ratio.v, no_variance, why);
}

std::optional<Effect> sds(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = usable_pairs(data, why);
  if (!t) return std::nullopt;
  const Effect ratio = log_sd_ratio(*t);
  return checked_effect(ratio.y, ratio.v, no_variance, why);
}

//   y = y of the SDs − y of the means,  v = the sum of both
std::optional<Effect> variation(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = usable_pairs(data, why);
  if (!t || !same_sign(*t, why)) return std::nullopt;
  const Effect of_means = log_mean_ratio(*t, context.formula), of_sds = log_sd_ratio(*t);
  return checked_effect(of_sds.y - of_means.y, of_sds.v + of_means.v, no_variance, why);
}

}  // namespace

namespace measure {
extern const Measure change_ratio_of_means{
    .id = "ROMC",
    .label = "ratio of means (same people)",
    .source = "lajeunesse2011",
    .shape = shape::paired_means,
    .scale = scale::log_ratio,
    .from = means,
    .corrects = true,
    .changed = true,
};
extern const Measure change_variability_ratio{
    .id = "VRC",
    .label = "ratio of standard deviations (same people)",
    .source = "nakagawa2015",
    .shape = shape::paired_means,
    .scale = scale::log_ratio,
    .from = sds,
};
extern const Measure change_variation_ratio{
    .id = "CVRC",
    .label = "ratio of coefficients of variation (same people)",
    .source = "senior2020",
    .shape = shape::paired_means,
    .scale = scale::log_ratio,
    .from = variation,
    .corrects = true,
    .changed = true,
};
}  // namespace measure

}  // namespace steelyard
