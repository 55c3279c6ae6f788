/// Can the printed numbers of a claim all be right?
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace steelyard {

enum class Arithmetic {
  ok,             ///< the percentage is what rounding gives for some whole number of people
  rounding_only,  ///< only truncation or rounding up gives it: a remark, not a verdict
  inconsistent,   ///< no whole number of people gives it
  approximate,    ///< "about": the range is ± 2.5 percentage points
  percent_only,   ///< no group size
  n_only,         ///< a group size without a result
  events_only,    ///< a numerator without a denominator
  counts,         ///< events and group size, no percentage to check
  nothing         ///< no numbers at all
};

struct ArithmeticCheck {
  Arithmetic code = Arithmetic::nothing;
  std::optional<long> events_low, events_high;  ///< whole numbers that fit what was printed
  std::optional<long> events_likely;            ///< the one closest to the printed percentage
  std::optional<long> implied_n;                ///< denominator switch: the n that would fit
  bool denominator_switch = false;
  std::optional<long> smallest_n;  ///< percentage alone: the fewest people
  std::optional<double> power;     ///< chance that the check finds an impossible percentage
};

/// The proportion form of the GRIM check.
///
///   a percentage with d decimals is possible if round(100 x / n, d) prints it for some whole x
///   power = max(0, 1 − n / (100 · 10^d))
///
/// Takes:   percent as printed without sign ("75", "33.5"), empty if none
/// Source:  brown2017
ArithmeticCheck check_arithmetic(std::string_view percent, std::optional<long> n,
                                 std::optional<long> events, bool approximate);

}  // namespace steelyard
