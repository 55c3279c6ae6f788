// What an analysis must be before a claim may be set against it.
#pragma once
#include "steelyard/analysis/findings.h"

namespace steelyard {

/// Adds an error for every analysis with a claim against it that would mislead: people counted
/// twice, joints or visits counted as people, different outcomes in one pool.
/// Source: the project's claim specification, section 8, errors 4, 6, 27 and 28
void refuse_unfair_evidence(Findings& findings);

}  // namespace steelyard
