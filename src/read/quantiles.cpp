// Mean and standard deviation estimated from the median with quartiles, range or both.
#include "quantiles.h"

#include <algorithm>
#include <cmath>

#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

// Twice the expected distance of the extremes, and of the quartiles, from the mean of a standard
// normal sample (Blom 1958, as Wan 2014 uses it).
double range_in_sds(double n) {
  return 2 * normal_quantile((n - 0.375) / (n + 0.25));
}
double quartiles_in_sds(double n) {
  return 2 * normal_quantile((0.75 * n - 0.125) / (n + 0.25));
}

}  // namespace

double mean_from(const Quantiles& printed) {
  const double m = printed.median, n = printed.n;
  const double mid_quartile = (printed.q1.value_or(m) + printed.q3.value_or(m)) / 2;
  const double mid_range = (printed.minimum.value_or(m) + printed.maximum.value_or(m)) / 2;
  // Written as distances from the median, which keeps digits where all numbers are near it.
  if (printed.quartiles() && printed.range()) {
    const double w1 = 2.2 / (2.2 + std::pow(n, 0.75)), w2 = 0.7 - 0.72 / std::pow(n, 0.55);
    return m + w1 * (mid_range - m) + w2 * (mid_quartile - m);
  }
  if (printed.range()) return m + 4 / (4 + std::pow(n, 0.75)) * (mid_range - m);
  return m + (0.7 + 0.39 / n) * (mid_quartile - m);
}

double sd_from(const Quantiles& printed) {
  const double n = printed.n;
  const double range = printed.range() ? *printed.maximum - *printed.minimum : 0;
  const double iqr = printed.quartiles() ? *printed.q3 - *printed.q1 : 0;
  if (printed.quartiles() && printed.range()) {
    const double theta1 = (1 + 0.07 * std::pow(n, 0.6)) * range_in_sds(n);
    const double theta2 = (1 + 1 / (0.07 * std::pow(n, 0.6))) * quartiles_in_sds(n);
    return range / theta1 + iqr / theta2;
  }
  return printed.range() ? range / range_in_sds(n) : iqr / quartiles_in_sds(n);
}

bool skewed(const Quantiles& printed) {
  const double m = printed.median, n = printed.n;
  const auto lean = [&](double low, double high) {
    return high > low ? std::abs(low + high - 2 * m) / (high - low) : 0;
  };
  const double of_range = printed.range() ? lean(*printed.minimum, *printed.maximum) : 0;
  const double of_quartiles = printed.quartiles() ? lean(*printed.q1, *printed.q3) : 0;
  if (printed.quartiles() && printed.range()) {
    const double t = std::max(2.65 * std::log(0.6 * n) / std::sqrt(n) * of_range, of_quartiles);
    return t > 2.97 / std::sqrt(n) - 39.1 / (n * n * n);
  }
  if (printed.range()) return of_range > 1.01 / std::log(n + 9) + 2.43 / (n + 1);
  return of_quartiles > 2.66 / std::sqrt(n) - 5.92 / (n * n);
}

}  // namespace steelyard
