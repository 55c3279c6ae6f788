// How much of a benefit is also seen without the treatment.
#include "steelyard/claim/also_without.h"

#include <algorithm>
#include <cmath>

#include "steelyard/stats/distributions.h"

namespace steelyard {

double share_without(double p1, double p0) {
  return std::min(1.0, p0 / p1);
}

Bounds because_of_treatment(double p1, double p0) {
  return {std::max(0.0, 1 - p0 / p1), std::min(1.0, (1 - p0) / p1)};
}

std::optional<ShareOfMeans> share_of_means(double treated, double treated_se, double control,
                                           double control_se, double df, double level) {
  if (treated == 0 || treated * control < 0) return std::nullopt;
  ShareOfMeans result;
  result.share = control / treated;
  const double t = t_quantile(1 - (1 - level) / 2, df);
  const double g = std::pow(t * treated_se / treated, 2);
  if (g >= 1) return result;
  const double vc = control_se * control_se, ve = treated_se * treated_se;
  const double root = std::sqrt(vc * (1 - g) + result.share * result.share * ve);
  const double half = t / std::abs(treated) * root;
  result.interval = Bounds{(result.share - half) / (1 - g), (result.share + half) / (1 - g)};
  return result;
}

}  // namespace steelyard
