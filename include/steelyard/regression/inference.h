/// What follows from a meta-regression: predictions, collinearity, comparison of models.
#pragma once
#include <optional>
#include <span>

#include "steelyard/pool/synthesis.h"
#include "steelyard/regression/mixed_effects.h"

namespace steelyard {

/// The mean effect at given values of the moderators.
struct MeanAt {
  double estimate = 0, se = 0;
  Bounds interval;                   ///< confidence
  std::optional<Bounds> prediction;  ///< of a new study's own effect; absent without τ²
};

///   x'b ± q se,  se² = x' V x;  prediction: se² + τ² under the root
/// Takes:  x: a value for each column of X, redundant ones included
///         df: degrees of freedom of the prediction quantile; absent: normal
MeanAt mean_at(const MixedEffects& fit, const Eigen::VectorXd& x, double level, bool random,
               std::optional<double> prediction_df);

/// Generalised variance inflation factor of some coefficients beside the others without the
/// intercept; for one coefficient, its variance inflation factor.
///   det R₁₁ det R₂₂ / det R,  R the correlation matrix of the estimates
/// Takes:  positions among the coefficients; `intercept`: that of the intercept, if there is one
/// Source: fox1992
std::optional<double> variance_inflation(const MixedEffects& fit,
                                         std::span<const std::size_t> positions,
                                         std::optional<std::size_t> intercept);

/// τ² beyond the moderators that the generalised Q statistic supports (Q-profile).
/// Source: viechtbauer2007; jackson2014 (with moderators)
std::optional<Bounds> residual_q_profile(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                         const Eigen::MatrixXd& X, double level);

struct InformationCriteria {
  double log_likelihood = 0;
  double aic = 0, bic = 0, aicc = 0;
};

/// Akaike's, corrected for small k, and Bayes's; of the restricted likelihood with k − p
/// observations. `parameters` counts the coefficients and τ².
/// Source: hurvich1989 (AICc)
std::optional<InformationCriteria> information_criteria(const MixedEffects& fit, bool restricted,
                                                        int parameters);

struct LikelihoodRatio {
  double statistic = 0, df = 0, p = 1;
};

/// The model against the one without moderators, both by full maximum likelihood (or with τ² = 0).
/// Takes:  X with a column of ones
std::optional<LikelihoodRatio> against_no_moderators(const Eigen::ArrayXd& y,
                                                     const Eigen::ArrayXd& v,
                                                     const Eigen::MatrixXd& X, bool random);

}  // namespace steelyard
