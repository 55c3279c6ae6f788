// From a model's ingredients to its maximum likelihood fit.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "pool/glmm/heterogeneity_tests.h"
#include "pool/glmm/likelihood.h"
#include "steelyard/pool/glmm.h"

namespace steelyard {

/// What distinguishes one model from another. Shared parameters: the effect is the first, and under
/// random effects τ the last.
struct GlmmIngredients {
  Loads common, random;
  int shared_common = 1, shared_random = 2;
  std::vector<StudyCounts> studies;
  GlmmPoint start;       ///< of the common-effect model
  double unit = 1;       ///< about the smallest variance of a study's own effect
  double reach = 1;      ///< the range of the studies' own effects
  int observations = 0;
  int uninformative = 0;
  bool tau2_is_tau_alone = true;  ///< no other parameter is part of τ²
  Saturated (*saturated)(const GlmmProblem& problem, const GlmmPoint& common) = nullptr;
};

struct GlmmResult {
  GlmmFit fit;
  GlmmVector shared;      ///< at the maximum
  GlmmMatrix covariance;  ///< of the shared parameters; zero for those held at 0
};

std::optional<GlmmResult> glmm_maximum(const GlmmIngredients& model, const GlmmSettings& settings,
                                       std::string& why);

}  // namespace steelyard
