// Subgroups of one analysis.
#pragma once
#include <vector>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// Pools each subgroup, with its own τ² or one τ² for all, and tests the difference between the pooled estimates.
///
///   Q_between = Σ w_g (μ_g − μ)², w_g = 1 / se_g², on groups − 1 degrees of freedom
///
/// se_g is the model-based standard error of μ_g, whichever interval the analysis uses: a
/// Hartung–Knapp interval does not change the test. Tables that only pooling from counts uses
/// (Effects::without_effect) are pooled with their group, and form one of their own if need be.
///
/// A common τ² is the residual variance between studies when each group has its own mean. Under
/// random effects the test is also made from the common-effect estimates of the groups.
///
/// Groups stand in the order of their first study; rows with an empty cell form "not stated".
/// Source: borenstein2009, chapter 19
void add_subgroups(AnalysisFinding& finding, const std::vector<Study>& studies);

}  // namespace steelyard
