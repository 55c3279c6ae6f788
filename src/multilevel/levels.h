// Effects in clusters as a model of one mean.
#pragma once
#include "steelyard/multilevel/multilevel.h"

namespace steelyard {

/// y, v and a column of ones.
MultilevelData one_mean(const Effects& effects);

/// Every effect a group of its own.
Grouping each_effect(const Effects& effects);

/// Groups of the outermost level.
std::size_t cluster_count(const Effects& effects);

struct ModelOfEffects {
  MultilevelData data;
  std::vector<FitNote> notes;  ///< levels that the effects cannot tell apart
};

/// One mean with random effects at each cluster level and of each effect. A level of one group, and
/// one that groups as the next outer level does, cannot be estimated and is left out with a note.
/// Sampling errors of effects in one innermost cluster correlate by ρ.
ModelOfEffects model_of(const Effects& effects, double rho);

/// The sampling covariance within studies: as it is known, or from one correlation ρ in the innermost
/// clusters.
std::vector<SamplingBlock> sampling_blocks(const Effects& effects, double rho);

/// Whether sampling errors can have this covariance: it is positive definite.
bool possible(const SamplingBlock& block);

MultilevelSettings model_settings(const Method& method);

}  // namespace steelyard
