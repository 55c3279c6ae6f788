// The distribution of the generalised Q statistic beyond moderators.
#pragma once
#include <optional>

#include "regression/projection.h"

namespace steelyard {

/// t = τ²/v₀ at which P(Q ≤ what was observed) = p, for Q = y'Py with the weights of the last
/// factoring, which do not depend on τ²; 0 if none is as low. Absent if beyond what numbers hold.
std::optional<double> t_where_q_has_probability(const Projection& factored, double p);

/// That probability if τ²/v₀ is t. Absolute error below 1e-11.
double probability_of_q(const Projection& factored, double t);

}  // namespace steelyard
