// Whether all studies' effects are one, tested against a model with an effect for each study.
#pragma once
#include <vector>

#include "pool/glmm/likelihood.h"
#include "steelyard/pool/glmm.h"

namespace steelyard {

/// The model with an effect of its own for each study.
struct Saturated {
  bool converged = true;
  double log_likelihood = 0;
  /// Wald statistic of the effects being one; 0 if fewer than two studies have a finite effect.
  double wald = 0;
};

/// Of one count a study.
Saturated saturated_counts(const GlmmProblem& problem, const GlmmPoint& common);
/// Of two counts a study, whatever the level.
Saturated saturated_groups(const GlmmProblem& problem, const GlmmPoint& common);
/// Of two counts a study with normal levels in the second group.
Saturated saturated_levels(const GlmmProblem& problem, const GlmmPoint& common);

/// Referred to χ² with k − 1 degrees of freedom.
GlmmTest heterogeneity_test(double statistic, int k);

}  // namespace steelyard
