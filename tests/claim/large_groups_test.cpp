// Predicted counts of large groups, where the distribution function is integrated where it is asked.
#include <cmath>
#include <vector>

#include "steelyard/claim/implied.h"
#include "steelyard/claim/likelihood_check.h"
#include "steelyard/claim/standard_care.h"
#include "support/catch.h"

namespace {

using steelyard::CareArm;
using steelyard::LogitDistribution;

// P(Y ≤ y) by adding every count of every logit, as the specification writes it.
std::vector<double> added_up(const std::vector<std::pair<double, double>>& masses, long n) {
  std::vector<double> below(static_cast<std::size_t>(n) + 1);
  std::vector<double> log_ways;
  const auto people = static_cast<double>(n);
  for (long y = 0; y <= n; ++y) {
    const auto events = static_cast<double>(y);
    log_ways.push_back(std::lgamma(people + 1) - std::lgamma(events + 1) - std::lgamma(people - events + 1));
  }
  double total = 0;
  for (const auto& [logit, mass] : masses) {
    total += mass;
    const double log_p = -std::log1p(std::exp(-logit)), log_q = -std::log1p(std::exp(logit));
    for (long y = 0; y <= n; ++y) {
      const auto events = static_cast<double>(y);
      const double log_each =
          log_ways[static_cast<std::size_t>(y)] + events * log_p + (people - events) * log_q;
      if (log_each > -60) below[static_cast<std::size_t>(y)] += mass * std::exp(log_each);
    }
  }
  double sum = 0;
  for (double& each : below) each = (sum += each / total);
  return below;
}

// The trapezoidal rule at a step that the binomial of n people is wider than.
std::vector<std::pair<double, double>> masses_of(const LogitDistribution& logit, long n) {
  const int parts = static_cast<int>(std::ceil(logit.step * std::sqrt(static_cast<double>(n))));
  const double step = logit.step / parts;
  std::vector<std::pair<double, double>> masses;
  for (std::size_t i = 0; i + 1 < logit.density.size() * static_cast<std::size_t>(parts); ++i) {
    const double at = logit.low + step * static_cast<double>(i);
    const std::size_t whole = i / static_cast<std::size_t>(parts);
    if (whole + 1 >= logit.density.size()) break;
    masses.emplace_back(at, i % static_cast<std::size_t>(parts) == 0 ? logit.density[whole] : logit.density_at(at));
  }
  return masses;
}

long quantile(const std::vector<double>& below, double p) {
  long y = 0;
  while (below[static_cast<std::size_t>(y)] < p) ++y;
  return y;
}

void agree(const steelyard::CountPrediction& counts, const std::vector<double>& expected) {
  const long n = counts.n;
  for (long y = 0; y <= n; y += std::max(1L, n / 97)) {
    INFO(y << " of " << n);
    CHECK(std::abs(counts.below(y) - expected[static_cast<std::size_t>(y)]) < 1e-10);
  }
  CHECK(counts.median == quantile(expected, 0.5));
  CHECK(counts.low == quantile(expected, 0.025));
  CHECK(counts.high == quantile(expected, 0.975));
  CHECK(counts.low80 == quantile(expected, 0.1));
  CHECK(counts.high80 == quantile(expected, 0.9));
  double mean = 0;
  for (std::size_t y = 1; y < expected.size(); ++y)
    mean += static_cast<double>(y) * (expected[y] - expected[y - 1]);
  CHECK(std::abs(counts.mean / mean - 1) < 1e-9);
}

const std::vector<std::vector<CareArm>> cases{
    {{"a", 33, 72}, {"b", 41, 75}, {"c", 98, 185}},   // the middle
    {{"a", 0, 50}, {"b", 3, 1200}, {"c", 0, 12}},     // next to nobody
    {{"a", 40, 40}, {"b", 75, 75}, {"c", 30, 31}},    // next to everybody
    {{"a", 9000, 18000}, {"b", 5000, 10000}, {"c", 6100, 12000}},  // so precise that the grid is fine
};

}  // namespace

TEST_CASE("Counts of large groups are those of plain addition") {
  for (const auto& arms : cases)
    for (const auto& model : steelyard::standard_care(arms, std::vector<double>{0.5}))
      for (const long n : {257L, 1000L, 2971L}) {
        INFO(arms.front().events << " of " << arms.front().n);
        agree(steelyard::predict_counts(model.new_group, n), added_up(masses_of(model.new_group, n), n));
      }
}

TEST_CASE("Counts of large groups by maximum likelihood are those of plain addition") {
  constexpr long n = 1500;
  const steelyard::LikelihoodCare fits[] = {{0.07, 0.11, 0, 3}, {-2, 0.4, 0.3, 5}};
  for (const auto& fit : fits)
    for (const int df : {1, 2, 4}) {
      std::vector<std::pair<double, double>> masses;
      const double scale = std::sqrt(fit.tau2 + fit.se * fit.se);
      for (double v = -40.0; v < 40; v += 0.01) {
        const double t = std::sinh(v);
        const double weight = std::exp(std::log(std::cosh(v)) - (df + 1) / 2.0 * std::log1p(t / df * t));
        if (weight > 1e-17) masses.emplace_back(std::clamp(fit.logit + scale * t, -36.0, 36.0), weight);
      }
      INFO("df " << df << ", scale " << scale);
      agree(steelyard::predict_counts(fit, df, n), added_up(masses, n));
    }
}

TEST_CASE("Small and large groups are predicted alike where one way gives over to the other") {
  const auto model = steelyard::standard_care(cases.front(), std::vector<double>{0.5}).front();
  const auto small = steelyard::predict_counts(model.new_group, 256);
  const auto large = steelyard::predict_counts(model.new_group, 257);
  CHECK(std::abs(small.mean / 256 - large.mean / 257) < 1e-9);
  CHECK(std::abs(small.below(100) - large.below(100)) < 0.005);
  CHECK(large.below(-1) == 0);
  CHECK(large.below(257) == 1);
  CHECK(large.upper_tail(0) == 1);
  CHECK(large.upper_tail(258) == 0);
}

TEST_CASE("Weight on every share, and on everybody, is added to a large group's prediction") {
  const auto model = steelyard::standard_care(cases.front(), std::vector<double>{0.5}).front();
  constexpr long n = 600;
  const auto counts = steelyard::predict_counts(model.new_group, n);
  const auto robust = steelyard::robust(counts, 0.2);
  steelyard::ImpliedResponse implied;
  implied.treated = model.new_group;
  implied.capped = 0.04;
  const auto capped = steelyard::predict_counts(implied, n);
  std::vector<double> even, beyond;
  for (long y = 0; y <= n; ++y) {
    even.push_back(0.8 * counts.below(y) + 0.2 * static_cast<double>(y + 1) / (n + 1));
    beyond.push_back(0.96 * counts.below(y) + (y == n ? 0.04 : 0));
  }
  agree(robust, even);
  agree(capped, beyond);
  CHECK(capped.high == n);
}
