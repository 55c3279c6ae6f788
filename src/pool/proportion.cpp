// Intervals for one proportion.
#include "steelyard/pool/proportion.h"

#include <algorithm>
#include <cmath>

#include "steelyard/stats/distributions.h"

namespace steelyard {

Bounds clopper_pearson(double y, double n, double level) {
  const double alpha = 1 - level;
  return {y <= 0 ? 0 : beta_quantile(alpha / 2, y, n - y + 1),
          y >= n ? 1 : beta_quantile(1 - alpha / 2, y + 1, n - y)};
}

Bounds wilson(double y, double n, double level) {
  const double z = normal_quantile(1 - (1 - level) / 2), p = y / n, z2 = z * z;
  const double centre = p + z2 / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  const double scale = 1 + z2 / n;
  return {y <= 0 ? 0 : std::max(0.0, (centre - half) / scale),
          y >= n ? 1 : std::min(1.0, (centre + half) / scale)};
}

Bounds jeffreys(double y, double n, double level) {
  const double alpha = 1 - level;
  return {y <= 0 ? 0 : beta_quantile(alpha / 2, y + 0.5, n - y + 0.5),
          y >= n ? 1 : beta_quantile(1 - alpha / 2, y + 0.5, n - y + 0.5)};
}

double zero_events_upper_one_sided(double n, double level) {
  return -std::expm1(std::log(1 - level) / n);
}

double zero_events_upper_two_sided(double n, double level) {
  return -std::expm1(std::log((1 - level) / 2) / n);
}

}  // namespace steelyard
