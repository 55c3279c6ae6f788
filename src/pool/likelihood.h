// The τ² at which the likelihood of the random-effects model is highest.
#pragma once
#include "pool/centred.h"
#include "steelyard/pool/method.h"

namespace steelyard {

enum class Likelihood { full, restricted };

/// t = τ²/v₀ at the global maximum of the profile likelihood, to the last bits; absent only if the
/// effects are too far apart for double precision.
std::optional<double> highest_likelihood(const Centred& effects, Likelihood kind);

/// The profile log-likelihood, without its constant. Takes: t = τ²/v₀.
double profile_log_likelihood(const Centred& effects, Likelihood kind, double t);

/// The smallest and the largest t whose profile log-likelihood is at most `drop` below the maximum.
std::optional<Bounds> likelihood_bounds(const Centred& effects, Likelihood kind, double drop);

}  // namespace steelyard
