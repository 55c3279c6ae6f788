// A relative effect on a baseline of other trials, integrated over both.
#include "steelyard/claim/implied.h"

#include <algorithm>
#include <cmath>

#include "claim/binomial_mixture.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

struct Weighted {
  double value = 0, mass = 0;
};

// Quantiles of many small masses, each spread to its neighbours.
Spread spread_of(std::vector<Weighted> values) {
  std::ranges::sort(values, {}, &Weighted::value);
  double total = 0;
  for (const Weighted& each : values) total += each.mass;
  const auto quantile = [&](double p) {
    double below = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double half = values[i].mass / 2 / total;
      if (below + half >= p) {
        if (i == 0) return values[i].value;
        const double from = below - values[i - 1].mass / 2 / total, to = below + half;
        return std::lerp(values[i - 1].value, values[i].value, (p - from) / (to - from));
      }
      below += 2 * half;
    }
    return values.back().value;
  };
  return {quantile(0.5), quantile(0.025), quantile(0.975)};
}

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

double expit(double logit) {
  return 1 / (1 + std::exp(-logit));
}

}  // namespace

Implied implied_by_odds_ratio(const LogitDistribution& care, const LogitDistribution& log_odds,
                              long n) {
  BinomialMixture mixture(n);
  std::vector<Weighted> difference, share;
  const auto effects = nodes(log_odds);
  for (const Weighted& baseline : nodes(care)) {
    const double p0 = expit(baseline.value);
    for (const Weighted& effect : effects) {
      const double mass = baseline.mass * effect.mass, logit = baseline.value + effect.value;
      if (mass < visible) continue;
      mixture.add(logit, mass);
      const double p1 = expit(logit);
      difference.push_back({p1 - p0, mass});
      share.push_back({std::min(1.0, p0 / p1), mass});
    }
  }
  return {mixture.prediction(), spread_of(std::move(difference)), spread_of(std::move(share)), 0};
}

Implied implied_by_risk_ratio(const LogitDistribution& care, const LogitDistribution& log_risk,
                              long n) {
  BinomialMixture mixture(n);
  std::vector<Weighted> difference, share;
  double capped = 0, total = 0;
  const auto effects = nodes(log_risk);
  for (const Weighted& baseline : nodes(care)) {
    const double p0 = expit(baseline.value);
    for (const Weighted& effect : effects) {
      const double mass = baseline.mass * effect.mass;
      if (mass < visible) continue;
      const double p1 = std::min(1.0, p0 * std::exp(effect.value));
      total += mass;
      if (p1 >= 1) {
        capped += mass;
        mixture.add_all(mass);
      } else {
        mixture.add(std::log(p1 / (1 - p1)), mass);
      }
      difference.push_back({p1 - p0, mass});
      share.push_back({std::min(1.0, p0 / p1), mass});
    }
  }
  return {mixture.prediction(), spread_of(std::move(difference)), spread_of(std::move(share)),
          capped / total};
}

LogitDistribution normal_table(double mean, double sd) {
  constexpr double far = 8.5, step = 0.25;  // standard deviations
  constexpr auto half = static_cast<long>(far / step);
  LogitDistribution result;
  result.low = mean - far * sd;
  result.step = step * sd;
  for (long i = -half; i <= half; ++i) {
    const double z = static_cast<double>(i) * step;
    result.density.push_back(std::exp(-z * z / 2) * 0.3989422804014327 / sd);
  }
  return result;
}

Spread naive_excess(const LogitDistribution& care, double events, double n) {
  // The Jeffreys posterior in pieces of equal mass, each by its middle.
  constexpr int pieces = 200;
  std::vector<double> claimed;
  for (int i = 0; i < pieces; ++i)
    claimed.push_back(beta_quantile((i + 0.5) / pieces, events + 0.5, n - events + 0.5));
  std::vector<Weighted> difference;
  for (const Weighted& baseline : nodes(care)) {
    const double p0 = expit(baseline.value);
    for (const double p : claimed) difference.push_back({p - p0, baseline.mass});
  }
  return spread_of(std::move(difference));
}

}  // namespace steelyard
