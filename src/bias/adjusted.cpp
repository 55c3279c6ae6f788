// PET-PEESE and limit meta-analysis.
#include "steelyard/bias/adjusted.h"

#include <algorithm>
#include <cmath>

#include "steelyard/stats/distributions.h"
#include "steelyard/stats/least_squares.h"

namespace steelyard {

namespace {

// 5% on the side of the estimate. Source: stanley2014
constexpr double pet_alpha = 0.10;

// 1 − R² of the line through the radial plot of the limit effects. Source: ruecker2011, page 134
std::optional<double> unexplained(const Effects& effects, double beta, double tau2) {
  if (tau2 == 0) return 0.0;
  const Eigen::ArrayXd limit = beta + (tau2 / (effects.v + tau2)).sqrt() * (effects.y - beta);
  const Eigen::ArrayXd x = effects.v.sqrt().inverse(), z = limit * x;
  const auto line = weighted_line(x, z, Eigen::ArrayXd::Ones(x.size()));
  const double all = (z - z.mean()).square().sum();
  if (!line || !(all > 0) || !std::isfinite(all)) return std::nullopt;
  return std::clamp(line->residual / all, 0.0, 1.0);
}

}  // namespace

std::optional<PetPeese> pet_peese(const Effects& effects, double level, std::string& why) {
  const auto pet = weighted_asymmetry(effects, StudySize::se, level, why);
  if (!pet) return std::nullopt;
  const auto peese = weighted_asymmetry(effects, StudySize::variance, level, why);
  if (!peese) return std::nullopt;
  PetPeese result{*pet, *peese};
  result.pet_p = t_p(pet->intercept / pet->intercept_se, *pet->df);
  result.chose_peese = result.pet_p < pet_alpha;
  return result;
}

std::optional<LimitMetaAnalysis> limit_meta_analysis(const Effects& effects, double tau2,
                                                     double level, std::string& why) {
  if (effects.k() < 3) {
    why = "a line through the studies needs at least three";
    return std::nullopt;
  }
  const Eigen::ArrayXd s = (effects.v + tau2).sqrt();
  const auto line = weighted_line(s, effects.y, s.square().inverse());
  const auto plain = weighted_line(effects.v.sqrt(), effects.y, effects.v.inverse());
  if (!line || !plain) {
    why = "all studies are of one size, so there is nothing to extrapolate from";
    return std::nullopt;
  }
  LimitMetaAnalysis result;
  result.k = static_cast<int>(effects.k());
  result.alpha = line->slope;
  result.alpha_se = line->slope_se;
  result.beta = line->intercept;
  result.beta_se = line->intercept_se;
  result.tau2 = tau2;
  const double tau = std::sqrt(tau2);
  result.estimate = line->intercept + tau * line->slope;
  // The line at τ instead of 0 is the same regression with s measured from τ.
  const auto at_tau = weighted_line(s - tau, effects.y, s.square().inverse());
  result.se = at_tau ? at_tau->intercept_se : line->intercept_se;
  const double half = -normal_quantile((1 - level) / 2) * result.se;
  result.low = result.estimate - half;
  result.high = result.estimate + half;
  result.p = normal_p(result.estimate / result.se);
  result.q_residual = plain->residual;
  // The slope takes slope²/se² out of Q.
  const double z = plain->slope / plain->slope_se;
  result.q_small = z * z;
  result.q = result.q_residual + result.q_small;
  result.q_small_p = chi_squared_upper(result.q_small, 1);
  result.q_residual_p = chi_squared_upper(result.q_residual, plain->df);
  result.g_squared = unexplained(effects, result.beta, tau2);
  if (!std::isfinite(result.q) || !std::isfinite(result.estimate) || !std::isfinite(half)) {
    why = "the effects are too far apart for their variances";
    return std::nullopt;
  }
  return result;
}

}  // namespace steelyard
