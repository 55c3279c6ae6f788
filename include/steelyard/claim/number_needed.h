/// How many people must be treated for one more to benefit, or to be harmed.
#pragma once
#include <optional>

#include "steelyard/pool/synthesis.h"

namespace steelyard {

/// One end of the scale that runs from "one for each treated" through infinity to "one harmed for
/// each treated". Takes the place of a negative number needed to treat.
struct NumberNeeded {
  double people = 0;     ///< > 0; infinite where the difference is 0
  bool to_harm = false;  ///< otherwise: to benefit
};

/// The number needed to treat with its interval, which may run through infinity.
///
///   1/|difference|; the point is rounded up, the limits to one decimal away from overstating
///
/// Takes:   a risk difference with its interval, benefit positive, shares of people
/// Gives:   `low` and `high` in the order of the interval of the difference: worst end first
/// Source:  altman1998; bender2001
struct NumberNeededInterval {
  std::optional<NumberNeeded> point;  ///< absent at a difference of exactly 0
  NumberNeeded low, high;
  bool through_infinity = false;  ///< the interval of the difference contains 0
};
NumberNeededInterval number_needed(double difference, const Bounds& interval);

}  // namespace steelyard
