// Counts in a new group: a binomial mixed over a distribution of the logit.
#include <algorithm>
#include <cmath>

#include "claim/binomial_mixture.h"
#include "claim/logit_grid.h"
#include "steelyard/claim/standard_care.h"

namespace steelyard {

// From the mode outwards, so that nothing underflows before it can no longer be seen.
void BinomialMixture::add(double logit, double weight) {
  constexpr double invisible = 1e-18;
  const auto n = static_cast<double>(mass_.size() - 1);
  const double p = 1 / (1 + std::exp(-logit)), q = 1 / (1 + std::exp(logit));
  const double odds = std::exp(logit);
  const auto mode = static_cast<std::size_t>(std::min(n, std::floor((n + 1) * p)));
  const auto m = static_cast<double>(mode);
  const double log_top = std::lgamma(n + 1) - std::lgamma(m + 1) - std::lgamma(n - m + 1) +
                         (m > 0 ? m * std::log(p) : 0) + (m < n ? (n - m) * std::log(q) : 0);
  const double top = weight * std::exp(log_top), cut = invisible * top;
  mass_[mode] += top;
  double each = top;
  for (std::size_t y = mode; y < mass_.size() - 1 && each > cut; ++y) {
    each *= (n - static_cast<double>(y)) / (static_cast<double>(y) + 1) * odds;
    mass_[y + 1] += each;
  }
  each = top;
  for (std::size_t y = mode; y > 0 && each > cut; --y) {
    each *= static_cast<double>(y) / (n - static_cast<double>(y) + 1) / odds;
    mass_[y - 1] += each;
  }
}

CountPrediction BinomialMixture::prediction() const {
  CountPrediction result;
  result.n = static_cast<long>(mass_.size()) - 1;
  double total = 0, sum = 0;
  for (const double each : mass_) total += each;
  result.below.reserve(mass_.size());
  for (std::size_t y = 0; y < mass_.size(); ++y) {
    sum += mass_[y];
    result.below.push_back(sum / total);
    result.mean += static_cast<double>(y) * mass_[y] / total;
  }
  result.median = result.quantile(0.5);
  result.low = result.quantile(0.025);
  result.high = result.quantile(0.975);
  result.low80 = result.quantile(0.1);
  result.high80 = result.quantile(0.9);
  return result;
}

long CountPrediction::quantile(double p) const {
  const auto found = std::ranges::lower_bound(below, p);
  return std::min(static_cast<long>(found - below.begin()), n);
}

double CountPrediction::upper_tail(long y) const {
  if (y <= 0) return 1;
  if (y > n) return 0;
  return 1 - below[static_cast<std::size_t>(y - 1)];
}

double CountPrediction::mid_percentile(long y) const {
  if (y < 0) return 0;
  if (y > n) return 1;
  const double up_to = below[static_cast<std::size_t>(y)];
  const double less = y > 0 ? below[static_cast<std::size_t>(y - 1)] : 0;
  return (less + up_to) / 2;
}

CountPrediction predict_counts(const LogitDistribution& logit, long n) {
  BinomialMixture mixture(n);
  // The binomial probability of one count is about 2/√n wide in the logit: the step follows it.
  const double narrow = 1.0 / std::sqrt(static_cast<double>(n));
  const int parts = std::max(1, static_cast<int>(std::ceil(logit.step / narrow)));
  const double step = logit.step / parts;
  const std::size_t count = (logit.density.size() - 1) * static_cast<std::size_t>(parts) + 1;
  const SmoothDensity smooth(logit);
  const double cut = 1e-16 * std::ranges::max(logit.density);  // what cannot be seen
  for (std::size_t i = 0; i < count; ++i) {
    const double at = logit.low + step * static_cast<double>(i);
    const std::size_t whole = i / static_cast<std::size_t>(parts);
    const bool tabulated = i % static_cast<std::size_t>(parts) == 0;
    const double density = tabulated ? logit.density[whole] : smooth.at(at);
    if (density > cut) mixture.add(at, density);
  }
  return mixture.prediction();
}

CountPrediction robust(const CountPrediction& prediction, double weight) {
  BinomialMixture mixture(prediction.n);
  const double even = weight / (static_cast<double>(prediction.n) + 1);
  for (std::size_t y = 0; y < prediction.below.size(); ++y) {
    const double each = prediction.below[y] - (y > 0 ? prediction.below[y - 1] : 0);
    mixture.add_mass(y, (1 - weight) * each + even);
  }
  return mixture.prediction();
}

}  // namespace steelyard
