/// People who were lost, events that were not seen.
#pragma once
#include <optional>

#include "steelyard/pool/synthesis.h"

namespace steelyard {

/// What a result among those followed can mean for all who started.
struct AttritionBounds {
  double observed = 0;  ///< r/f
  Bounds range;         ///< r/N to (r + N − f)/N
  /// Response among the missing at which all together would show `usual`; absent without it, or
  /// where no response between none and all would do.
  std::optional<double> tipping_point;
};

/// Takes:   0 ≤ responding ≤ followed ≤ started, followed ≥ 1
/// Source:  akl2013; the project's claim specification, section 3.11
AttritionBounds attrition_bounds(double started, double followed, double responding,
                                 std::optional<double> usual);

/// Chance that none of n people has an event that happens at this rate: (1 − r)^n.
double chance_of_none(double rate, double n);

/// Fewest people in whom an event of this rate would be seen at least once with this chance.
/// Takes: 0 < rate < 1, 0 < chance < 1
double people_to_see_one(double rate, double chance);

/// People in each group to find p1 against p0, two-sided alpha and power.
///
///   (z_{1−α/2} √(2 p̄ (1 − p̄)) + z_{1−β} √(p0(1 − p0) + p1(1 − p1)))² / (p1 − p0)²
///
/// Takes:   0 < p0, p1 < 1, p0 ≠ p1
/// Gives:   not rounded
/// Source:  fleiss2003, equation 4.14
double information_size(double p0, double p1, double alpha, double power);

/// A stated number against a published estimate with its interval.
struct FactCheck {
  double ratio = 1;  ///< claimed / estimate
  bool above = false, below = false;  ///< outside the interval
};
FactCheck check_fact(double claimed, double estimate, const Bounds& interval);

}  // namespace steelyard
