// Wilson's score interval with a correction for continuity.
#include <algorithm>
#include <cmath>

#include "steelyard/pool/proportion_interval.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

//   low  = (2np + z² − 1 − z √(z² − 2 − 1/n + 4p (n(1 − p) + 1))) / (2 (n + z²)), and 0 if p = 0
//   high = (2np + z² + 1 + z √(z² + 2 − 1/n + 4p (n(1 − p) − 1))) / (2 (n + z²)), and 1 if p = 1
// R's meta leaves those two cases out, so that its limit excludes the proportion that was seen.
Bounds corrected(double events, double n, double level) {
  const double z = normal_quantile(1 - (1 - level) / 2), z2 = z * z, p = events / n;
  const auto root = [](double x) { return std::sqrt(std::max(x, 0.0)); };
  const double below = root(z2 - 2 - 1 / n + 4 * p * (n - events + 1));
  const double above = root(z2 + 2 - 1 / n + 4 * p * (n - events - 1));
  const double low = (2 * events + z2 - 1 - z * below) / (2 * (n + z2));
  const double high = (2 * events + z2 + 1 + z * above) / (2 * (n + z2));
  return {events <= 0 ? 0 : std::max(low, 0.0), events >= n ? 1 : std::min(high, 1.0)};
}

}  // namespace

namespace proportion_interval {
extern const ProportionInterval wilson_corrected{
    .id = "WSCC",
    .label = "Wilson's score interval, corrected for continuity",
    .source = "newcombe1998proportion",
    .interval = corrected,
};
}

}  // namespace steelyard
