// Ratios of the variability of two groups: of standard deviations, of coefficients of variation.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/two_means/two_means.h"

namespace steelyard {

namespace {

constexpr std::string_view no_spread = "a standard deviation is 0";

bool spread(const TwoMeans& t, std::string& why) {
  why = unusable(t);
  if (why.empty() && (!(t.e_n > 1) || !(t.c_n > 1)))
    why = "a group of one person has no standard deviation";
  if (why.empty() && (t.e_sd == 0 || t.c_sd == 0)) why = no_spread;
  return why.empty();
}

//   y = ln(sd1/sd2) + 1/(2 (n1 − 1)) − 1/(2 (n2 − 1)),  v = 1/(2 (n1 − 1)) + 1/(2 (n2 − 1))
Effect log_sd_ratio(const TwoMeans& t, bool correct) {
  const double a = 1 / (2 * (t.e_n - 1)), b = 1 / (2 * (t.c_n - 1));
  return {std::log(t.e_sd / t.c_sd) + (correct ? a - b : 0), a + b};
}

std::optional<Effect> variability_ratio(const Data& data, const EffectContext& context,
                                        std::string& why) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t || !spread(*t, why)) return std::nullopt;
  const Effect sds = log_sd_ratio(*t, context.formula.correct);
  return checked_effect(sds.y, sds.v, no_spread, why);
}

//   c = sd²/(n m²) of each group
//   y = y of the SDs − ln(m1/m2) − (c1 − c2)/2, in metafor 3.8 without the last term,  v = v of the SDs + c1 + c2
std::optional<Effect> variation_ratio(const Data& data, const EffectContext& context,
                                      std::string& why) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t || !spread(*t, why)) return std::nullopt;
  if (t->e_mean == 0 || t->c_mean == 0 || (t->e_mean > 0) != (t->c_mean > 0)) {
    why = "its means are not both positive or both negative";
    return std::nullopt;
  }
  const bool correct = context.formula.correct;
  const Effect sds = log_sd_ratio(*t, correct);
  const double cv1 = t->e_sd / t->e_mean, cv2 = t->c_sd / t->c_mean;
  const double c1 = cv1 * cv1 / t->e_n, c2 = cv2 * cv2 / t->c_n;
  const double y = sds.y - std::log(t->e_mean / t->c_mean) -
                   (correct && !context.formula.older ? (c1 - c2) / 2 : 0);
  return checked_effect(y, sds.v + c1 + c2, no_spread, why);
}

}  // namespace

namespace measure {
extern const Measure log_variability_ratio{
    .id = "VR",
    .label = "ratio of standard deviations",
    .source = "nakagawa2015",
    .shape = shape::means,
    .scale = scale::log_ratio,
    .from = variability_ratio,
    .corrects = true,
};
extern const Measure log_variation_ratio{
    .id = "CVR",
    .label = "ratio of coefficients of variation",
    .source = "senior2020",
    .shape = shape::means,
    .scale = scale::log_ratio,
    .from = variation_ratio,
    .corrects = true,
    .changed = true,
};
}  // namespace measure

}  // namespace steelyard
