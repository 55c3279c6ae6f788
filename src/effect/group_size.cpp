// The size of the one group behind an effect, and the harmonic mean of the sizes.
#include "steelyard/effect/effects.h"

namespace steelyard {

std::optional<double> group_size(const Data& data) {
  if (const auto* share = std::get_if<OneProportion>(&data)) return share->n;
  if (const auto* rate = std::get_if<OneRate>(&data)) return rate->time;
  if (const auto* mean = std::get_if<OneMean>(&data)) return mean->n;
  if (const auto* pairs = std::get_if<PairedMeans>(&data)) return pairs->n;
  if (const auto* correlation = std::get_if<Correlation>(&data)) return correlation->n;
  if (const auto* alpha = std::get_if<Reliability>(&data)) return alpha->n;
  if (const auto* test = std::get_if<RegressionTest>(&data)) return test->n;
  if (const auto* explained = std::get_if<ExplainedVariance>(&data)) return explained->n;
  return std::nullopt;
}

std::optional<double> harmonic_mean_size(const Effects& effects) {
  double sum = 0;
  int known = 0;
  for (const Data& data : effects.data) {
    const auto n = group_size(data);
    if (!n) continue;
    sum += 1 / *n;
    ++known;
  }
  if (known == 0) return std::nullopt;
  return known / sum;
}

}  // namespace steelyard
