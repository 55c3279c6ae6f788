// The log ratio of two means with the second-order correction of bias.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/two_means/two_means.h"

namespace steelyard {

namespace {

//   c = sd² / (n m²) of each group
//   y = ln(m1 / m2) + (c1 − c2) / 2,  v = c1 + c2 + (c1² + c2²) / 2
std::optional<Effect> log_ratio_of_means(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t) return std::nullopt;
  if (why = unusable(*t); !why.empty()) return std::nullopt;
  if (t->e_mean == 0 || t->c_mean == 0 || (t->e_mean > 0) != (t->c_mean > 0)) {
    why = "its means are not both positive or both negative";
    return std::nullopt;
  }
  const double cv1 = t->e_sd / t->e_mean, cv2 = t->c_sd / t->c_mean;
  const double c1 = cv1 * cv1 / t->e_n, c2 = cv2 * cv2 / t->c_n;
  const double y = std::log(t->e_mean / t->c_mean) + (c1 - c2) / 2;
  const double v = c1 + c2 + (c1 * c1 + c2 * c2) / 2;
  return checked_effect(y, v, "both standard deviations are 0", why);
}

}  // namespace

namespace measure {
extern const Measure ratio_of_means{
    .id = "ROM",
    .label = "ratio of means",
    .source = "lajeunesse2015",
    .shape = "means in two groups",
    .scale = scale::log_ratio,
    .from = log_ratio_of_means,
};
}

}  // namespace steelyard
