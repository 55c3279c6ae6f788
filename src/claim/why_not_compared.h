// Claims that the linked trials cannot answer, whatever they found.
#pragma once
#include <string>

#include "steelyard/claim/appraisal.h"

namespace steelyard {

/// Why no comparison of the linked trials answers the claim: "replacement" (they gave the treatment on top
/// of other care, and the claim puts it in place of that), "other_comparator", "other_time",
/// "time_unknown"; empty if nothing speaks against it.
/// Source: the project's claim specification, sections 1.1 (B16), 3.11, 3.13 and 8 (27)
std::string why_not_compared(const Claim& claim, const ClaimEvidence& evidence);

/// The claim puts the treatment in place of other care, the linked trials added it to that.
bool replaces_what_trials_kept(const Claim& claim, const ClaimEvidence& evidence);

/// A claim of an effect that says in which direction none: neither trials nor usual care can back or
/// contradict it.
bool asserts_no_effect(const Claim& claim);

}  // namespace steelyard
