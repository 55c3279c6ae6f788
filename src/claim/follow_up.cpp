// People who were lost, events that were not seen, numbers of people that would be needed.
#include "steelyard/claim/follow_up.h"

#include <cmath>

#include "steelyard/stats/distributions.h"

namespace steelyard {

AttritionBounds attrition_bounds(double started, double followed, double responding,
                                 std::optional<double> usual) {
  AttritionBounds result;
  const double missing = started - followed;
  result.observed = responding / followed;
  result.range = {responding / started, (responding + missing) / started};
  if (usual && missing > 0) {
    const double needed = (*usual * started - responding) / missing;
    if (needed >= 0 && needed <= 1) result.tipping_point = needed;
  }
  return result;
}

double chance_of_none(double rate, double n) {
  return std::exp(n * std::log1p(-rate));
}

double people_to_see_one(double rate, double chance) {
  return std::ceil(std::log1p(-chance) / std::log1p(-rate));
}

double information_size(double p0, double p1, double alpha, double power) {
  const double mean = (p0 + p1) / 2;
  const double root = normal_quantile(1 - alpha / 2) * std::sqrt(2 * mean * (1 - mean)) +
                      normal_quantile(power) * std::sqrt(p0 * (1 - p0) + p1 * (1 - p1));
  return root * root / ((p1 - p0) * (p1 - p0));
}

FactCheck check_fact(double claimed, double estimate, const Bounds& interval) {
  return {claimed / estimate, claimed > interval.high, claimed < interval.low};
}

}  // namespace steelyard
