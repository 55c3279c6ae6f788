// How much the effects differ beyond chance.
#pragma once
#include "pool/centred.h"
#include "steelyard/pool/synthesis.h"

namespace steelyard {

/// Q, p, I² and H² of inverse-variance pooling. `tau2` is absent under the common effect; then I²
/// and H² are those of Q. `q` is Cochran's Q unless the pooling has its own. Takes: k ≥ 2.
Heterogeneity heterogeneity(const Effects& effects, const Centred& centred,
                            const std::optional<Tau2>& tau2, double q, const Method& method);

/// The same from a Q that was computed elsewhere, under the common effect. Takes: k ≥ 2.
Heterogeneity heterogeneity_of_q(double q, int k);

/// The same with τ² and its interval, from a model that has its own. Takes: q_k ≥ 2.
Heterogeneity heterogeneity_of_model(const ModelFit& fit, const Method& method);

}  // namespace steelyard
