/// Standard care once more by maximum likelihood: a cross-check of the model that decides.
#pragma once
#include <optional>
#include <span>

#include "steelyard/claim/standard_care.h"

namespace steelyard {

/// The random-intercept logistic model of the arms.
struct LikelihoodCare {
  double logit = 0, se = 0;  ///< of the mean logit
  double tau2 = 0;           ///< often exactly 0 with few arms, which is why it decides nothing
  int k = 0;                 ///< arms
};

/// Gives:  absent with fewer than three arms, and where the likelihood has no finite maximum
/// Source: hamza2008
std::optional<LikelihoodCare> likelihood_care(std::span<const CareArm> arms);

/// Counts in a new group of n people, the binomial mixed over
///
///   θ* = μ̂ + √(τ̂² + se²) T,   T ~ t with df degrees of freedom
///
/// Takes:  1 ≤ n ≤ 100,000; df ≥ 1: k − 1, or k − 2 as higgins2009 has it
/// Gives:  probabilities with a relative error of about 1e-9
/// Source: higgins2009, section 3.4
CountPrediction predict_counts(const LikelihoodCare& care, int df, long n);

}  // namespace steelyard
