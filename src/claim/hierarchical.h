// A normal model of one parameter per study, by quadrature: control arms and trials share it.
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "steelyard/claim/standard_care.h"

namespace steelyard {

/// What one study says of its own parameter.
struct StudyLikelihood {
  std::function<double(double)> log;  ///< without its constant; one maximum, or flat to one side
  double centre = 0, sd = 1;          ///< roughly where and how narrow it is
};

/// Posterior of a hierarchical model for one prior of the heterogeneity.
struct HierarchicalPosterior {
  LogitDistribution pooled, new_study;
  double mean_tau = 0;
};

/// θ_i ~ Normal(μ, τ²), μ ~ Normal(0, mu_sd²), τ ~ half-normal(tau_sd), for each tau_sd.
/// Takes: at least one study; each tau_sd from 0.05 to 2
/// Without `with_new_study` that distribution is left empty.
std::vector<HierarchicalPosterior> hierarchical(std::span<const StudyLikelihood> studies,
                                                std::span<const double> tau_sds, double mu_sd,
                                                bool with_new_study = true);

}  // namespace steelyard
