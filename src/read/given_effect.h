// The variance of an effect that a paper reports with a standard error, an interval or a P value.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace steelyard {

// (upper − lower) / (2 z), with z for a two-sided interval of `level` percent; Cochrane Handbook
// 6.5, section 6.3.1. With degrees of freedom the quantile is that of t: section 6.5.2.3.
double se_from_interval(double low, double high, double level,
                        std::optional<double> df = std::nullopt);

// |estimate| / z, with z for a two-sided P value; Cochrane Handbook 6.5, section 6.3.1. Absent if
// p is 1 or the estimate 0, which say nothing about the standard error.
std::optional<double> se_from_p(double estimate, double p,
                                std::optional<double> df = std::nullopt);

// Whether the estimate stands so far from the middle of its interval that rounding cannot explain
// it. `unit` is one unit of the last printed digit.
bool off_centre(double estimate, double low, double high, double unit);

// The same for a ratio, whose interval is symmetric on the logarithm; all three are above 0.
bool ratio_off_centre(double ratio, double low, double high, double unit);

// One unit of the last printed digit: "0.55" → 0.01, "12" → 1.
double last_digit(std::string_view text);

}  // namespace steelyard
