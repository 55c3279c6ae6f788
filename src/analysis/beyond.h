// How likely the true effect in a new setting is beyond a threshold.
#pragma once
#include "steelyard/analysis/findings.h"

namespace steelyard {

/// Adds to the numbers of the fit the probability that the true effect of a new study lies above, and
/// below, Plan::beyond; by the distribution that the prediction interval is made of.
///
///   P(θ > c) = 1 − F((c − μ)/√(se² + τ²)),  F normal, or t with the interval's degrees of freedom
///
/// Source: higgins2009, section 4
void add_beyond(AnalysisFinding& finding);

}  // namespace steelyard
