// When the linked trials counted. Source: the project's claim specification, sections 3.11 and 3.14.
#include "steelyard/claim/trial_times.h"

#include <algorithm>
#include <initializer_list>

#include "steelyard/base/text.h"
#include "steelyard/claim/appraisal.h"
#include "steelyard/claim/expectation.h"

namespace steelyard {

std::optional<Bounds> trial_weeks(const Outcome& outcome, const std::vector<Study>& studies,
                                  const std::vector<std::size_t>& used) {
  if (outcome.time_weeks) return Bounds{*outcome.time_weeks, *outcome.time_weeks};
  std::optional<Bounds> range;
  for (const std::size_t study : used)
    for (const char* column : {"timepoint_weeks", "time_weeks"}) {
      const auto weeks = parse_number(studies[study].cell(column));
      if (!weeks || *weeks <= 0) continue;
      range = range ? Bounds{std::min(range->low, *weeks), std::max(range->high, *weeks)}
                    : Bounds{*weeks, *weeks};
      break;
    }
  return range;
}

ClaimedTime claimed_time(std::optional<double> claimed_weeks, const std::optional<Bounds>& trials,
                         const ClaimRules& rules) {
  if (!claimed_weeks) return ClaimedTime::fits;
  constexpr double year = 52;  // trials seldom last longer: what is promised beyond it needs its own
  if (!trials) return *claimed_weeks > year ? ClaimedTime::unknown_long : ClaimedTime::unknown;
  const bool far_first = time_mismatch(claimed_weeks, trials->low, rules);
  const bool far_last = time_mismatch(claimed_weeks, trials->high, rules);
  if (!far_first && !far_last) return ClaimedTime::fits;
  if ((*claimed_weeks < trials->low && far_first) || (*claimed_weeks > trials->high && far_last))
    return ClaimedTime::other;
  return ClaimedTime::varies;
}

ClaimedTime time_among_trials(const Claim& claim, const ClaimEvidence& evidence) {
  if (evidence.linked == nullptr) return ClaimedTime::fits;
  return claimed_time(claim.time_point_weeks, evidence.linked->weeks, evidence.rules);
}

bool nobody_compared_then(ClaimedTime time) {
  return time == ClaimedTime::other || time == ClaimedTime::unknown_long;
}

const char* reason_of(ClaimedTime time) {
  return time == ClaimedTime::unknown_long ? "time_unknown" : "other_time";
}

}  // namespace steelyard
