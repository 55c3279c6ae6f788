// Counts in a new group: a binomial mixed over a distribution of the logit.
#include <algorithm>
#include <cmath>

#include "claim/binomial_mixture.h"
#include "claim/logit_grid.h"
#include "steelyard/claim/standard_care.h"

namespace steelyard {

namespace {

// From the mode outwards, so that nothing underflows before it can no longer be seen.
void add_binomial(std::vector<double>& mass, double logit, double weight) {
  constexpr double invisible = 1e-18;
  const auto n = static_cast<double>(mass.size() - 1);
  const double p = 1 / (1 + std::exp(-logit)), q = 1 / (1 + std::exp(logit));
  const double odds = std::exp(logit);
  const auto mode = static_cast<std::size_t>(std::min(n, std::floor((n + 1) * p)));
  const auto m = static_cast<double>(mode);
  const double log_top = std::lgamma(n + 1) - std::lgamma(m + 1) - std::lgamma(n - m + 1) +
                         (m > 0 ? m * std::log(p) : 0) + (m < n ? (n - m) * std::log(q) : 0);
  const double top = weight * std::exp(log_top), cut = invisible * top;
  mass[mode] += top;
  double each = top;
  for (std::size_t y = mode; y < mass.size() - 1 && each > cut; ++y) {
    each *= (n - static_cast<double>(y)) / (static_cast<double>(y) + 1) * odds;
    mass[y + 1] += each;
  }
  each = top;
  for (std::size_t y = mode; y > 0 && each > cut; --y) {
    each *= static_cast<double>(y) / (n - static_cast<double>(y) + 1) / odds;
    mass[y - 1] += each;
  }
}

}  // namespace

double CountPrediction::below(long y) const {
  if (y < 0) return 0;
  if (y >= n) return 1;
  const double rest = summed ? (*summed)[static_cast<std::size_t>(y)] : curve->at_most(y, n);
  const double share = 1 - evenly - everybody;
  return share * rest + evenly * (static_cast<double>(y) + 1) / (static_cast<double>(n) + 1);
}

long CountPrediction::quantile(double p) const {
  constexpr double same = 1e-14;  // a share that was worked out from a level
  for (const auto& [known, count] : {std::pair{0.025, low}, {0.975, high}, {0.5, median}})
    if (std::abs(p - known) < same) return count;
  return searched(p);
}

long CountPrediction::searched(double p) const {
  if (curve) return curve->quantile(p, n, evenly, everybody);
  long under = -1, reached = n;  // P(Y ≤ under) < p ≤ P(Y ≤ reached)
  while (reached - under > 1) {
    const long middle = under + (reached - under) / 2;
    (below(middle) < p ? under : reached) = middle;
  }
  return reached;
}

void CountPrediction::summarise(double mean_share) {
  const auto people = static_cast<double>(n);
  mean = people * ((1 - evenly - everybody) * mean_share + evenly / 2 + everybody);
  median = searched(0.5);
  low = searched(0.025);
  high = searched(0.975);
  low80 = searched(0.1);
  high80 = searched(0.9);
}

double CountPrediction::upper_tail(long y) const { return 1 - below(y - 1); }

double CountPrediction::mid_percentile(long y) const { return (below(y - 1) + below(y)) / 2; }

// Few different numbers, so that groups of many sizes share a table.
int rounded_parts(double least) {
  int parts = 1;
  while (parts < least) parts = parts < 4 ? parts + 1 : parts % 3 == 0 ? parts / 3 * 4 : parts / 2 * 3;
  return parts;
}

SizeClass size_class(const LogitDistribution& logit, long n) {
  // The binomial probability of one count is about 2/√n wide in the logit: the step follows it.
  const double narrow = 1.0 / std::sqrt(static_cast<double>(n));
  SizeClass size{std::max(1, static_cast<int>(std::ceil(logit.step / narrow))), 2 * most_summed};
  while (size.most_people < n) size.most_people *= 2;
  // A wider cell than a step is none; without this the largest groups of a class would halve it.
  const double step = logit.step / size.parts;
  size.most_people = std::max(n, std::min(size.most_people, static_cast<long>(1 / (step * step))));
  return size;
}

std::vector<LogitMass> count_nodes(const LogitDistribution& logit, int parts) {
  std::vector<LogitMass> nodes;
  const double step = logit.step / parts;
  const std::size_t count = (logit.density.size() - 1) * static_cast<std::size_t>(parts) + 1;
  const SmoothDensity smooth(logit);
  const double cut = 1e-16 * std::ranges::max(logit.density);  // what cannot be seen
  for (std::size_t i = 0; i < count; ++i) {
    const double at = logit.low + step * static_cast<double>(i);
    const std::size_t whole = i / static_cast<std::size_t>(parts);
    const bool tabulated = i % static_cast<std::size_t>(parts) == 0;
    const double density = tabulated ? logit.density[whole] : smooth.at(at);
    if (density > cut) nodes.push_back({at, density});
  }
  return nodes;
}

CountPrediction counted(std::span<const LogitMass> nodes, long n) {
  std::vector<double> below(static_cast<std::size_t>(n) + 1);
  for (const LogitMass& each : nodes) add_binomial(below, each.logit, each.mass);
  double total = 0, sum = 0, mean = 0;
  for (const double each : below) total += each;
  for (std::size_t y = 0; y < below.size(); ++y) {
    mean += static_cast<double>(y) * below[y] / total;
    sum += below[y];
    below[y] = sum / total;
  }
  CountPrediction result;
  result.n = n;
  result.summed = std::make_shared<const std::vector<double>>(std::move(below));
  result.summarise(mean / static_cast<double>(n));
  return result;
}

CountPrediction counted(std::shared_ptr<const CountCurve> curve, long n) {
  CountPrediction result;
  result.n = n;
  result.curve = std::move(curve);
  result.summarise(result.curve->mean());
  return result;
}

CountPrediction predict_counts(const LogitDistribution& logit, long n) {
  const SizeClass size = size_class(logit, n);
  const std::vector<LogitMass> nodes = count_nodes(logit, size.parts);
  if (n <= most_summed) return counted(nodes, n);
  return counted(std::make_shared<const CountCurve>(nodes, size.most_people), n);
}

namespace {

// A further share of everything is distributed otherwise.
CountPrediction mixed(const CountPrediction& prediction, double evenly, double everybody) {
  CountPrediction result = prediction;
  const double rest = 1 - prediction.evenly - prediction.everybody;
  const auto people = static_cast<double>(prediction.n);
  const double share =
      (prediction.mean / people - prediction.evenly / 2 - prediction.everybody) / rest;
  result.evenly = evenly + (1 - evenly - everybody) * prediction.evenly;
  result.everybody = everybody + (1 - evenly - everybody) * prediction.everybody;
  result.summarise(share);
  return result;
}

}  // namespace

CountPrediction robust(const CountPrediction& prediction, double weight) {
  return mixed(prediction, weight, 0);
}

CountPrediction capped(const CountPrediction& prediction, double share) {
  return mixed(prediction, 0, share);
}

}  // namespace steelyard
