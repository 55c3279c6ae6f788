// Claims about harm: what "none of n" leaves open, and the verdict.
#pragma once
#include "steelyard/claim/appraisal.h"

namespace steelyard {

/// The outcome that a claim is judged by, where the reviewers chose no difference that matters. For deaths
/// and severe harm the smaller one holds, whatever the claim says of them; of any other outcome a claim of
/// safety must exclude the smaller harm too.
/// Source: the project's claim specification, section 0 (delta_s)
Outcome judged_outcome(const Claim& claim, const Outcome& outcome, const ClaimRules& rules);

/// Rows S1 to S5. The linked outcome is a harm, so fewer events are the benefit. Rows S2 and S3 are for
/// claims that assert safety; a mere number of people with the harm is compared with the trials'
/// treated groups, and a claim of harm is judged by the table, mirrored.
/// Source: the project's claim specification, section 4.5
void decide_safety(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence,
                   const std::vector<ControlledEvidence>& other_sizes);

}  // namespace steelyard
