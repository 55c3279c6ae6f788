/// When the linked trials counted, and whether a claimed time is among those times.
#pragma once
#include <optional>
#include <vector>

#include "steelyard/pool/method.h"
#include "steelyard/study/review.h"

namespace steelyard {

struct ClaimEvidence;

/// The first and the last time at which trials counted, in weeks: as their outcome says, else as their
/// rows say. Absent where neither does.
///
/// Takes:  the rows that are used, as positions in `studies`
std::optional<Bounds> trial_weeks(const Outcome& outcome, const std::vector<Study>& studies,
                                  const std::vector<std::size_t>& used);

/// How a claimed time stands to those of the trials.
enum class ClaimedTime {
  fits,          ///< or no time is claimed
  varies,        ///< it lies between the trials' times, some of which are far from it
  other,         ///< no trial counted near it
  unknown,       ///< nothing says when the trials counted
  unknown_long,  ///< nor does anything, and the claim speaks of more than a year
};

/// Source: the project's claim specification, sections 3.11 and 3.14
ClaimedTime claimed_time(std::optional<double> claimed_weeks, const std::optional<Bounds>& trials,
                         const ClaimRules& rules);

/// The same for the evidence that is linked to a claim; without any, every time fits.
ClaimedTime time_among_trials(const Claim& claim, const ClaimEvidence& evidence);

/// Whether no effect may be told at the claimed time: nobody is known to have compared then.
bool nobody_compared_then(ClaimedTime time);

/// Why, a key of the phrases.
const char* reason_of(ClaimedTime time);

}  // namespace steelyard
