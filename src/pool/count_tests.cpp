// Cochran–Mantel–Haenszel, Breslow–Day and Tarone tests of counts.
#include <algorithm>
#include <cmath>

#include "pool/mantel_haenszel.h"
#include "steelyard/pool/heterogeneity_tests.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace measure {
extern const Measure odds_ratio;
}

namespace {

// Events of the experimental group expected at an odds ratio θ, given all margins: the root of
//   e (n₂ − m + e) = θ (m − e)(n₁ − e)  between max(0, m − n₂) and min(m, n₁)
double expected_events(double theta, double n1, double n2, double m) {
  const double A = 1 - theta, B = n2 - m + theta * (n1 + m), C = -theta * n1 * m;
  const double root = std::sqrt(std::max(B * B - 4 * A * C, 0.0));
  // Of the two forms of the root, the one that does not subtract.
  return -2 * C / (B + root);
}

bool tells(const TwoByTwo& t) {
  const double events = t.e_events + t.c_events;
  return t.e_n > 0 && t.c_n > 0 && events > 0 && events < t.e_n + t.c_n;
}

}  // namespace

std::optional<ChiSquaredTest> cochran_mantel_haenszel(std::span<const Data> tables,
                                                      bool continuity, std::string& why) {
  double sum = 0, V = 0;
  for (const Data& data : tables) {
    if (const auto* t = std::get_if<TwoByTwo>(&data)) {
      if (!tells(*t)) continue;
      const double N = t->e_n + t->c_n, m = t->e_events + t->c_events;
      sum += t->e_events * (t->c_n / N) - t->c_events * (t->e_n / N);
      if (N > 1) V += (t->e_n / N) * (t->c_n / N) * m * ((N - m) / (N - 1));
    } else if (const auto* r = std::get_if<PersonTime>(&data)) {
      const double T = r->e_time + r->c_time;
      sum += r->e_events * (r->c_time / T) - r->c_events * (r->e_time / T);
      V += (r->e_events + r->c_events) * (r->e_time / T) * (r->c_time / T);
    } else {
      why = "the test needs the counts of every study";
      return std::nullopt;
    }
  }
  if (!(V > 0)) {
    why = "no study has both people with and people without an event";
    return std::nullopt;
  }
  const double distance = std::abs(sum);
  const double corrected = distance - (continuity ? std::min(0.5, distance) : 0);
  ChiSquaredTest test{corrected / V * corrected, 1, 1};
  test.p = chi_squared_upper(test.statistic, 1);
  return test;
}

std::optional<CommonOddsRatioTests> common_odds_ratio_tests(std::span<const Data> tables,
                                                            std::string& why) {
  for (const Data& data : tables)
    if (!std::holds_alternative<TwoByTwo>(data)) {
      why = "the test needs the counts of every study";
      return std::nullopt;
    }
  const auto common = mantel_haenszel_fit(measure::odds_ratio, tables, why);
  if (!common) return std::nullopt;
  double sum = 0, V = 0, statistic = 0;
  int count = 0;
  for (const Data& data : tables) {
    const auto& t = std::get<TwoByTwo>(data);
    if (!tells(t)) continue;
    const double m = t.e_events + t.c_events;
    const double e = expected_events(std::exp(common->estimate), t.e_n, t.c_n, m);
    const double variance = 1 / (1 / e + 1 / (t.e_n - e) + 1 / (m - e) + 1 / (t.c_n - m + e));
    statistic += (t.e_events - e) * (t.e_events - e) / variance;
    sum += t.e_events - e;
    V += variance;
    ++count;
  }
  const double less = statistic - sum / V * sum;
  if (count < 2 || !std::isfinite(less)) {
    why = "fewer than two studies have both people with and people without an event";
    return std::nullopt;
  }
  const double df = count - 1;
  return CommonOddsRatioTests{
      {statistic, df, chi_squared_upper(statistic, df)},
      {std::max(less, 0.0), df, chi_squared_upper(std::max(less, 0.0), df)}};
}

}  // namespace steelyard
