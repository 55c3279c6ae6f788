// What the interval methods share.
#pragma once
#include <cmath>

#include "steelyard/pool/method.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

/// estimate ± quantile · se. Absent if se is not positive or the t distribution has no df.
inline std::optional<Interval> symmetric_interval(const PooledFit& fit, double se,
                                                  std::optional<double> df) {
  if (!(se > 0) || !std::isfinite(se) || (df && !(*df > 0))) return std::nullopt;
  const double tail = (1 - fit.level) / 2;
  // The lower tail, because 1 − tail would lose digits of very high levels.
  const double quantile = df ? -t_quantile(tail, *df) : -normal_quantile(tail);
  Interval interval;
  interval.se = se;
  interval.low = fit.estimate - quantile * se;
  interval.high = fit.estimate + quantile * se;
  interval.statistic = fit.estimate / se;
  interval.p = df ? t_p(interval.statistic, *df) : normal_p(interval.statistic);
  interval.df = df;
  if (!std::isfinite(interval.low) || !std::isfinite(interval.high)) return std::nullopt;
  return interval;
}

}  // namespace steelyard
