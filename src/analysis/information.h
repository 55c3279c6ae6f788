// Likelihoods and information criteria of a pooled analysis.
#pragma once
#include <vector>

#include "steelyard/effect/effects.h"
#include "steelyard/pool/synthesis.h"

namespace steelyard {

/// Log-likelihood, AIC, BIC and AICc of the normal model at the estimate, full and restricted (the latter with k − 1
/// for k), as R's metafor states them; empty for less than two studies, without an estimate, and for poolings that
/// are not by inverse variance. A τ² that was given is no parameter.
std::vector<Quantity> information_of(const Effects& effects, const Synthesis& synthesis);

}  // namespace steelyard
