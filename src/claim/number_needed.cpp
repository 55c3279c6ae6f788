// The number needed to treat, to benefit or to harm.
#include "steelyard/claim/number_needed.h"

#include <cmath>
#include <limits>

namespace steelyard {

namespace {

// Up to the next tenth: more people for one benefit never overstates. Numbers that are whole tenths
// but for rounding stay.
double up_to_tenth(double people) {
  constexpr double slack = 1e-9;
  return std::ceil(people * 10 - slack) / 10;
}

NumberNeeded needed(double difference) {
  if (difference == 0) return {std::numeric_limits<double>::infinity(), false};
  return {up_to_tenth(1 / std::abs(difference)), difference < 0};
}

}  // namespace

NumberNeededInterval number_needed(double difference, const Bounds& interval) {
  NumberNeededInterval result;
  constexpr double slack = 1e-9;
  if (difference != 0)
    result.point = NumberNeeded{std::ceil(1 / std::abs(difference) - slack), difference < 0};
  result.low = needed(interval.low);
  result.high = needed(interval.high);
  result.through_infinity = interval.low <= 0 && interval.high >= 0;
  return result;
}

}  // namespace steelyard
