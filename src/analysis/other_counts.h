// The same trials with other counts of people: those that a rounded percentage leaves open, and
// those that lost people may have had.
#pragma once
#include <optional>
#include <vector>

#include "steelyard/study/review.h"

namespace steelyard {

/// Rows whose counts were worked out from a percentage, with the most events in one group and the
/// fewest in the other that print alike. The percentage is that of the columns e_percent and
/// c_percent, else a whole one.
///
/// Takes:  `e_most`: the most events in group e and the fewest in group c, or the other way round
/// Gives:  absent where no row leaves a count open
/// Source: the project's claim specification, section 8, error 29
std::optional<std::vector<Study>> recounted(const std::vector<Study>& studies, bool e_most);

/// Rows with the people who were randomised but not counted (columns e_randomised, c_randomised):
/// in one group their odds of a bad result are so many times those of the people followed, in the
/// other group they do as those followed.
///
///   q* = w q / (1 − q + w q),  q the share with a bad result, w the odds
///
/// Gives:  absent where nobody is missing
/// Source: kahale2020
std::optional<std::vector<Study>> with_missing(const std::vector<Study>& studies, Better better,
                                               bool e_worse, double odds);

}  // namespace steelyard
