// What a claim and the evidence it is linked to do not share; the claim is judged as it was linked.
#pragma once
#include "steelyard/claim/appraisal.h"

namespace steelyard {

/// Flags DISEASE_MISMATCH where the claim and the review speak of two illnesses.
void note_disease(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence);

/// Flags RESPONDER_MISMATCH where one counts a complete result and the other a partial one too.
/// Source: the project's claim specification, section 3.14
void compare_rules(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence);

}  // namespace steelyard
