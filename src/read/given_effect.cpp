// Standard errors out of intervals and P values.
#include "given_effect.h"

#include <algorithm>
#include <cmath>

#include "steelyard/stats/distributions.h"

namespace steelyard {

double se_from_interval(double low, double high, double level, std::optional<double> df) {
  const double upper = 0.5 + level / 200;
  return (high - low) / (2 * (df ? t_quantile(upper, *df) : normal_quantile(upper)));
}

std::optional<double> se_from_p(double estimate, double p, std::optional<double> df) {
  // The lower tail keeps its precision however small p is.
  const double statistic = df ? -t_quantile(p / 2, *df) : -normal_quantile(p / 2);
  if (!(statistic > 0) || !std::isfinite(statistic) || estimate == 0) return std::nullopt;
  return std::abs(estimate) / statistic;
}

// A ratio whose interval was symmetric on the logarithm stands tanh(w/4)/2 of the width off the
// middle, w being the width of the logarithms: more than 5 % as soon as the upper limit is 1.5
// times the lower one. Rounding of three printed numbers moves it by one unit at most.
bool off_centre(double estimate, double low, double high, double unit) {
  constexpr double tolerated = 0.05;  // share of the width, derived above
  return std::abs(estimate - (low + high) / 2) > tolerated * (high - low) + unit;
}

// Each printed number may be off by half a unit, which is u / (2 x) on the logarithm.
bool ratio_off_centre(double ratio, double low, double high, double unit) {
  constexpr double tolerated = 0.05;  // share of the width, as for differences
  const double width = std::log(high) - std::log(low);
  const double off = std::log(ratio) - (std::log(low) + std::log(high)) / 2;
  const double rounding = unit / 2 * (1 / ratio + (1 / low + 1 / high) / 2);
  return std::abs(off) > tolerated * width + rounding;
}

double last_digit(std::string_view text) {
  if (text.find_first_of("eE") != std::string_view::npos) return 0;
  const std::size_t point = text.find_first_of(".,");
  if (point == std::string_view::npos) return 1;
  return std::pow(10.0, -static_cast<double>(text.size() - point - 1));
}

}  // namespace steelyard
