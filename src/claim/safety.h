// Claims about harm: what "none of n" leaves open, and the verdict.
#pragma once
#include "steelyard/claim/appraisal.h"

namespace steelyard {

/// The outcome that a claim is judged by: of a claim about severe harm the tolerable difference is
/// smaller, where the reviewers chose none.
/// Source: the project's claim specification, section 0 (delta_s)
Outcome judged_outcome(const Claim& claim, const Outcome& outcome);

/// Rows S1 to S5. The linked outcome is a harm, so fewer events are the benefit.
/// Source: the project's claim specification, section 4.5
void decide_safety(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence);

}  // namespace steelyard
