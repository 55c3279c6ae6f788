// The decision table put to every route of the controlled comparison, and the claimed number beside it.
#pragma once
#include <string_view>
#include <vector>

#include "steelyard/claim/appraisal.h"

namespace steelyard {

/// What a claim is judged by; one that asserts no direction is judged as a benefit.
ClaimedDirection direction_of(const Claim& claim);

/// Whether a ratio of the claim cannot be one of the benefit or harm that it asserts: 1 is neither.
bool ratio_of_nothing(const Claim& claim);

/// Sets verdict, fragility and the signal of harm by the table.
///
/// `other_sizes`: the comparison of a percentage without its group, for other groups that it may be
/// of; the weaker verdict stands.
/// Source: the project's claim specification, section 4.4
void decide_by_table(Appraisal& appraisal, const Claim& claim,
                     const std::vector<ControlledEvidence>& other_sizes);

/// Where a claimed count stands among what other treated groups are expected to show.
enum class AmongTrials { unknown, within, below, above, mixed };
///
/// `bound`: "at_most" or "at_least" for a number that is a limit, which is right if theirs lies on its
/// side. `other_sizes`: as above; where the sizes disagree, so does the answer.
AmongTrials among_trials(const ControlledEvidence& evidence, std::string_view bound,
                         const std::vector<ControlledEvidence>& other_sizes);

}  // namespace steelyard
