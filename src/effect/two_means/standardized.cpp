// The standardized mean difference: Hedges' g with the exact correction for small samples.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/two_means/two_means.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

// J(m) = Γ(m/2) / (√(m/2) Γ((m − 1)/2)): hedges1981, equation 6e
double small_sample_factor(double m) {
  return 1 / (std::sqrt(m / 2) * gamma_ratio((m - 1) / 2, 0.5));
}

//   m = n1 + n2 − 2,  y = J(m) (m1 − m2) / sd_pooled,  v = 1/n1 + 1/n2 + y² / (2 (n1 + n2))
std::optional<Effect> hedges_g(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = std::get_if<TwoMeans>(&data);
  if (!t) return std::nullopt;
  if (why = unusable(*t); !why.empty()) return std::nullopt;
  const double m = t->e_n + t->c_n - 2;
  if (!(m > 1)) {
    why = "its groups have too few people for a standardized difference";
    return std::nullopt;
  }
  const double pooled_sd =
      std::sqrt(((t->e_n - 1) * t->e_sd * t->e_sd + (t->c_n - 1) * t->c_sd * t->c_sd) / m);
  const double y = small_sample_factor(m) * (t->e_mean - t->c_mean) / pooled_sd;
  const double v = 1 / t->e_n + 1 / t->c_n + y * y / (2 * (t->e_n + t->c_n));
  return checked_effect(y, v, "both standard deviations are 0", why);
}

}  // namespace

namespace measure {
extern const Measure standardized_mean_difference{
    .id = "SMD",
    .label = "standardized mean difference",
    .source = "hedges1981",
    .shape = "means in two groups",
    .scale = scale::difference,
    .from = hedges_g,
};
}

}  // namespace steelyard
