/// What a relative claim means in people, which depends on how many have the result anyway.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "steelyard/claim/controlled.h"
#include "steelyard/claim/expectation.h"
#include "steelyard/study/claim.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// A ratio of shares at one share without the treatment; shares of people, 0 to 1.
struct RelativeAtBaseline {
  double without = 0, with = 0;
  bool beyond_all = false;  ///< the ratio would need more than everybody: `with` is 1 then
};

/// The share with the treatment at each of several shares without it.
///
///   with = min(1, without · ratio)
///
/// Takes:   ratio > 0; shares of people, 0 to 1
/// Source:  the project's claim specification, section 3.12
std::vector<RelativeAtBaseline> at_baselines(double ratio, std::span<const double> without);

/// Where the shares without the treatment come from.
enum class BaselineFrom { standard_care, trials, examples };

/// A claimed ratio, put in people.
struct RelativeClaim {
  double ratio = 1;
  bool same_events = true;  ///< it multiplies the events that the linked outcome counts
  BaselineFrom from = BaselineFrom::examples;
  std::optional<std::size_t> scenario;  ///< index into Review::scenarios, of standard care
  std::vector<RelativeAtBaseline> at;   ///< lower limit, median and upper limit of standard care,
                                        ///< or the baseline of the trials, or examples
  bool over = false;  ///< it asks for more than the trials' interval holds, by some route
};

/// A ratio of good results says nothing about an outcome that counts bad ones.
bool counts_same_events(const Claim& claim, const Outcome* outcome);

/// The ratio of a claim at the baselines that are known: standard care before the linked trials,
/// and examples of 5%, 20% and 50% where there is neither. Absent without a ratio.
std::optional<RelativeClaim> relative_claim(const Claim& claim, const Outcome* outcome,
                                            const std::vector<BesideScenario>& scenarios,
                                            const std::optional<ControlledEvidence>& controlled);

/// Whether a claimed ratio asks for more than the upper end of the benefit that one route shows, or
/// of the harm where harm is claimed.
///
///   1000 p0 |ratio − 1| > U,  p0 the baseline of the comparison, U its limit per 1,000
///
/// Takes:   a ratio of the events that the linked outcome counts
/// Source:  the project's claim specification, section 4.4 (OVER)
bool ratio_is_over(double ratio, const ControlledEvidence& evidence, const Variant& variant,
                   bool harm_claimed);

}  // namespace steelyard
