// A relative effect on a baseline of other trials, integrated over both.
#include "steelyard/claim/implied.h"

#include <algorithm>
#include <cmath>

#include "claim/binomial_mixture.h"
#include "claim/logit_grid.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/logistic.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

struct Weighted {
  double value = 0, mass = 0;
};

constexpr double visible = 1e-14;  // of the highest density

// Points of a distribution that carry mass.
std::vector<Weighted> nodes(const LogitDistribution& distribution) {
  const double cut = visible * std::ranges::max(distribution.density);
  std::vector<Weighted> result;
  for (std::size_t i = 0; i < distribution.density.size(); ++i)
    if (distribution.density[i] > cut)
      result.push_back({distribution.low + distribution.step * static_cast<double>(i),
                        distribution.density[i] * distribution.step});
  return result;
}

// The density of a sum of the two, wherever it can be seen.
template <class Density>
LogitDistribution tabulated(const LogitDistribution& care, const LogitDistribution& effect,
                            const Density& density) {
  const auto high = [](const LogitDistribution& d) {
    return d.low + d.step * static_cast<double>(d.density.size() - 1);
  };
  LogitGrid grid;
  grid.low = std::max(-40.0, care.low + effect.low);
  grid.step = std::max(care.step, std::min(0.05, effect.step));
  const double to = std::min(40.0, high(care) + high(effect));
  grid.count = static_cast<std::size_t>(std::max(8.0, std::ceil((to - grid.low) / grid.step)));
  std::vector<double> values;
  for (std::size_t i = 0; i < grid.count; ++i)
    values.push_back(density(grid.low + grid.step * static_cast<double>(i)));
  return distribution(grid, std::move(values));
}

double logit_of(double p) {
  if (p <= 0) return -HUGE_VAL;
  return p >= 1 ? HUGE_VAL : std::log(p / (1 - p));
}

// The Jeffreys posterior of a claimed share in pieces of equal mass, each by its middle.
std::vector<double> claimed_shares(double events, double n) {
  constexpr int pieces = 100;
  std::vector<double> result;
  for (int i = 0; i < pieces; ++i)
    result.push_back(beta_quantile((i + 0.5) / pieces, events + 0.5, n - events + 0.5));
  return result;
}

// Median and limits of a quantity whose distribution function is known; whatever lies beyond an end
// counts as that end.
template <class Below>
Spread inverted(double low, double high, double tail, const Below& below) {
  struct Point {
    double x, below;
  };
  const auto quantile = [&](double p, Point from, Point to) {
    if (!(from.below < p)) return from.x;
    if (!(to.below > p)) return to.x;
    return root_between([&](double x) { return below(x) - p; }, from.x, from.below - p, to.x, to.below - p);
  };
  const Point first{low, below(low)}, last{high, below(high)};
  const double median = quantile(0.5, first, last);
  const Point middle{median, below(median)};
  return {median, quantile(tail, first, middle), quantile(1 - tail, middle, last)};
}

// Difference and share from the distribution functions that the effect gives them at each baseline.
// `needed`: the effect that takes a baseline to a risk strictly between 0 and 1.
template <class Needed>
void set_spreads(ImpliedResponse& result, const LogitDistribution& care,
                 const LogitDistribution& effect, double tail, const Needed& needed) {
  const std::vector<Weighted> baselines = nodes(care);
  const Cumulative below(effect);
  result.difference = inverted(-1, 1, tail, [&](double difference) {
    double sum = 0;
    for (const Weighted& baseline : baselines) {
      const double p1 = expit(baseline.value) + difference;
      if (p1 > 0) sum += baseline.mass * (p1 < 1 ? below.at(needed(baseline.value, p1)) : 1);
    }
    return sum;
  });
  result.share = inverted(0, 1, tail, [&](double share) {
    double sum = 0;
    for (const Weighted& baseline : baselines) {
      const double p1 = expit(baseline.value) / share;
      if (p1 < 1) sum += baseline.mass * (1 - below.at(needed(baseline.value, p1)));
    }
    return sum;
  });
}

}  // namespace

ImpliedResponse implied_by_odds_ratio(const LogitDistribution& care,
                                      const LogitDistribution& log_odds, double tail) {
  const auto effects = nodes(log_odds);
  const SmoothDensity usual(care);
  const auto density = [&](double logit) {
    double sum = 0;
    for (const Weighted& effect : effects)
      sum += effect.mass * usual.at(logit - effect.value);
    return sum;
  };
  ImpliedResponse result;
  result.treated = tabulated(care, log_odds, density);
  set_spreads(result, care, log_odds, tail,
              [](double logit, double p1) { return logit_of(p1) - logit; });
  return result;
}

ImpliedResponse implied_by_risk_ratio(const LogitDistribution& care,
                                      const LogitDistribution& log_risk, double tail) {
  const auto effects = nodes(log_risk);
  const SmoothDensity usual(care);
  // p0 = p1/RR, so dθ0/dθ1 = (1 − p1)/(1 − p0).
  const auto density = [&](double logit) {
    const double p1 = expit(logit), log_p1 = -std::log1p(std::exp(-logit));
    double sum = 0;
    for (const Weighted& effect : effects) {
      const double log_p0 = log_p1 - effect.value;
      if (log_p0 >= 0) continue;
      const double q0 = -std::expm1(log_p0);
      sum += effect.mass * usual.at(log_p0 - std::log(q0)) * (1 - p1) / q0;
    }
    return sum;
  };
  ImpliedResponse result;
  result.treated = tabulated(care, log_risk, density);
  const auto log_p0 = [](double logit) { return -std::log1p(std::exp(-logit)); };
  set_spreads(result, care, log_risk, tail,
              [&](double logit, double p1) { return std::log(p1) - log_p0(logit); });
  const Cumulative below(log_risk);
  for (const Weighted& baseline : nodes(care))
    result.capped += baseline.mass * (1 - below.at(-log_p0(baseline.value)));
  return result;
}

CountPrediction predict_counts(const ImpliedResponse& implied, long n) {
  if (implied.capped == 0) return predict_counts(implied.treated, n);
  return capped(predict_counts(implied.treated, n), implied.capped);
}

LogitDistribution normal_table(double mean, double sd) {
  constexpr double far = 8.5, step = 0.25;  // standard deviations
  constexpr auto half = static_cast<long>(far / step);
  LogitDistribution result;
  result.low = mean - far * sd;
  result.step = step * sd;
  for (long i = -half; i <= half; ++i) {
    const double z = static_cast<double>(i) * step;
    result.density.push_back(std::exp(-z * z / 2) * inverse_root_two_pi / sd);
  }
  return result;
}

NaiveSpreads naive_spreads(const LogitDistribution& care, double events, double n, double tail) {
  const Cumulative usual(care);
  const std::vector<double> claimed = claimed_shares(events, n);
  const auto mean = [&](const auto& of) {
    double sum = 0;
    for (const double p : claimed) sum += of(p);
    return sum / static_cast<double>(claimed.size());
  };
  return {inverted(-1, 1, tail, [&](double x) {
            return mean([&](double p) { return 1 - usual.at(logit_of(p - x)); });
          }),
          inverted(0, 1, tail, [&](double share) {
            return mean([&](double p) { return usual.at(logit_of(share * p)); });
          })};
}

}  // namespace steelyard
