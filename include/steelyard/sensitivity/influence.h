/// How far each study lies from the others, and how much it moves the pooled answer.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/effect/effects.h"
#include "steelyard/pool/method.h"

namespace steelyard {

/// With w = 1/(v + τ²), μ the pooled estimate, (−i) what the other studies give alone. An absent
/// number cannot be computed in double precision.
struct StudyInfluence {
  std::optional<double> residual;     ///< y − μ
  std::optional<double> residual_se;  ///< √((v + τ²)(1 − h))
  std::optional<double> rstandard;    ///< residual / residual_se
  std::optional<double> rstudent;     ///< (y − μ(−i)) / √(v + τ²(−i) + se²(−i))
  std::optional<double> dffits;       ///< (μ − μ(−i)) / √(h (v + τ²(−i)))
  std::optional<double> cook;         ///< (μ − μ(−i))² / se²
  std::optional<double> cov_ratio;    ///< se²(−i) / se²
  std::optional<double> tau2_without, q_without;
  std::optional<double> hat;      ///< h = w / Σw
  std::optional<double> dfbetas;  ///< (μ − μ(−i)) √Σ 1/(v + τ²(−i))
  /// Baujat's coordinates: residual²/(v + τ²), which under the common effect is the study's part of
  /// Q, and (μ − μ(−i))²/se²(−i).
  std::optional<double> baujat_x, baujat_y;
  /// |DFFITS| > 3 √(1/(k − 1)), or P(χ²₁ ≤ Cook's distance) > 0.5, or h > 3/k, or |DFBETAS| > 1.
  bool influential = false;
};

/// Diagnostics of pooling by weights 1/(v + τ²); the model's own standard error is used, whatever
/// the interval. One for each effect.
///
/// Takes:  a method of weights_by_variance()
/// Gives:  empty, with the reason in `why`, if k < 2 or the whole has no estimate
/// Source: viechtbauer2010outliers, sections 3 and 4; baujat2002
std::vector<StudyInfluence> influence(const Effects& effects, const Method& method,
                                      std::string& why);

/// The effect of one study, drawn towards the pooled one: λ y + (1 − λ) μ with λ = τ²/(v + τ²).
struct StudyPrediction {
  double estimate = 0, se = 0, low = 0, high = 0;
  double shrinkage = 0;  ///< 1 − λ: the share of the pooled estimate in it
};

/// Best linear unbiased predictions, with the quantile and the standard error of the analysis'
/// interval. One for each effect.
///
/// Takes:  a method of weights_by_variance()
/// Gives:  empty, with the reason in `why`, if there is no pooled interval
/// Source: raudenbush1985
std::vector<StudyPrediction> best_predictions(const Effects& effects, const Method& method,
                                              std::string& why);

}  // namespace steelyard
