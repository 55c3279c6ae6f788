// Standard care by maximum likelihood, and its prediction by t.
#include "steelyard/claim/likelihood_check.h"

#include <algorithm>
#include <cmath>
#include <numbers>
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

SizeClass size_class(const LikelihoodCare&, long n) {
  constexpr double parts_per_root = 0.1;  // a step of at most 0.5/√n
  const double root = std::sqrt(static_cast<double>(n));
  const int parts = rounded_parts(parts_per_root * root);
  const double most = parts / parts_per_root;
  return {parts, std::max(n, static_cast<long>(most * most))};
}

// With T = s sinh v the integrand falls like df^((df + 1)/2) e^(−df |v|), or like the normal density
// before that, and equal steps of v converge geometrically.
std::vector<LogitMass> count_nodes(const LikelihoodCare& care, int df, int parts) {
  constexpr double invisible = 37;  // e^−37 = 9e-17
  constexpr double widest = 0.05;
  const double scale = std::sqrt(care.tau2 + care.se * care.se);
  const double root_df = std::sqrt(static_cast<double>(df));
  const double reach = std::max(3.0, (invisible + (df + 1) / 2.0 * std::log(df)) / df);
  const double step = widest / parts;
  // Nodes need to lie no closer than the binomial is wide: s = stretch, as far as steps of T allow that
  // leave an error of e^−37 by the poles of the density at ±i√df, and are fine enough for the normal.
  constexpr double finest_needed = 0.5, widest_logit = 0.75;
  const double in_t = std::min(2 * std::numbers::pi * root_df / invisible, finest_needed);
  const double stretch = std::clamp(in_t / step, 1.0, std::max(1.0, widest_logit / scale));
  const auto half = static_cast<long>(std::ceil(reach / step));
  std::vector<LogitMass> nodes;
  for (long i = -half; i <= half; ++i) {
    const double v = static_cast<double>(i) * step;
    const double t = stretch * std::sinh(v);
    // (1 + t²/df)^(−(df + 1)/2) cosh v; what is constant cancels when the counts are normalised.
    const double weight = std::exp(std::log(std::cosh(v)) -
                                   (df + 1) / 2.0 * std::log1p(t / df * t));
    nodes.push_back({std::clamp(care.logit + scale * t, -sure, sure), weight});
  }
  return nodes;
}

CountPrediction predict_counts(const LikelihoodCare& care, int df, long n) {
  const SizeClass size = size_class(care, n);
  const std::vector<LogitMass> nodes = count_nodes(care, df, size.parts);
  if (n <= most_summed) return counted(nodes, n);
  return counted(std::make_shared<const CountCurve>(nodes, size.most_people), n);
}

}  // namespace steelyard
