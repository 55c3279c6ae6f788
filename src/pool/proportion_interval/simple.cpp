// The simple interval of one proportion, which is too narrow near 0 and 1 and has no width at them.
#include <algorithm>
#include <cmath>

#include "steelyard/pool/proportion_interval.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

//   p ± (z √(p (1 − p)/n) + c/(2n)),  c = 1 with a correction for continuity
Bounds around_share(double events, double n, double level, double correction) {
  const double z = normal_quantile(1 - (1 - level) / 2), p = events / n;
  const double half = z * std::sqrt(p * (1 - p) / n) + correction / (2 * n);
  return {std::max(p - half, 0.0), std::min(p + half, 1.0)};
}

Bounds simple_interval(double events, double n, double level) {
  return around_share(events, n, level, 0);
}

Bounds corrected_interval(double events, double n, double level) {
  return around_share(events, n, level, 1);
}

}  // namespace

namespace proportion_interval {
extern const ProportionInterval simple{
    .id = "SA",
    .label = "simple normal approximation",
    .source = "newcombe1998proportion",
    .interval = simple_interval,
};
extern const ProportionInterval simple_corrected{
    .id = "SACC",
    .label = "simple normal approximation, corrected for continuity",
    .source = "newcombe1998proportion",
    .interval = corrected_interval,
};
}  // namespace proportion_interval

}  // namespace steelyard
