// Standard care by maximum likelihood, and its prediction by t.
#include "steelyard/claim/likelihood_check.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "claim/binomial_mixture.h"
#include "steelyard/pool/glmm.h"

namespace steelyard {

namespace {

constexpr std::size_t least_arms_compared = 3;  // with fewer nothing is predicted: specification, section 3.3
constexpr double sure = 36;            // a logit beyond which a share is 0 or 1 in double precision

}  // namespace

std::optional<LikelihoodCare> likelihood_care(std::span<const CareArm> arms) {
  if (arms.size() < least_arms_compared) return std::nullopt;
  std::vector<OneProportion> groups;
  for (const CareArm& arm : arms) {
    OneProportion& group = groups.emplace_back();
    group.events = arm.events;
    group.n = arm.n;
  }
  GlmmSettings settings;
  settings.tests = false;
  settings.tau2_interval = false;
  std::string why;
  const auto fit = fit_glmm(std::span<const OneProportion>(groups), settings, why);
  if (!fit || !fit->tau2) return std::nullopt;
  return LikelihoodCare{fit->estimate, fit->se, fit->tau2->value, static_cast<int>(arms.size())};
}

// With T = sinh v the integrand falls like df^((df + 1)/2) e^(−df |v|), or like the normal density
// before that, and equal steps of v converge geometrically.
CountPrediction predict_counts(const LikelihoodCare& care, int df, long n) {
  constexpr double invisible = 37;  // e^−37 = 9e-17
  const double scale = std::sqrt(care.tau2 + care.se * care.se);
  const double reach = std::max(3.0, (invisible + (df + 1) / 2.0 * std::log(df)) / df);
  const double step = std::min(0.05, 0.5 / std::sqrt(static_cast<double>(n)));
  const auto half = static_cast<long>(std::ceil(reach / step));
  BinomialMixture mixture(n);
  for (long i = -half; i <= half; ++i) {
    const double v = static_cast<double>(i) * step;
    const double t = std::sinh(v);
    // (1 + t²/df)^(−(df + 1)/2) cosh v; what is constant cancels when the counts are normalised.
    const double weight = std::exp(std::log(std::cosh(v)) -
                                   (df + 1) / 2.0 * std::log1p(t / df * t));
    mixture.add(std::clamp(care.logit + scale * t, -sure, sure), weight);
  }
  return mixture.prediction();
}

}  // namespace steelyard
