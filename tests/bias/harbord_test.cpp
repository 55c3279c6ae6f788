// Harbord's test of risk ratios: from the likelihood itself, and why R's meta differs.
#include <algorithm>

#include "steelyard/base/table.h"
#include "steelyard/bias/asymmetry.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

// Binomial log-likelihood of two groups with risks p and p eᶿ.
double log_likelihood(const TwoByTwo& t, double log_p, double theta) {
  const double e = std::exp(log_p + theta), c = std::exp(log_p);
  return t.e_events * (log_p + theta) + (t.e_n - t.e_events) * std::log1p(-e) +
         t.c_events * log_p + (t.c_n - t.c_events) * std::log1p(-c);
}

struct Score {
  double Z = 0, V = 0;
};

// Score and Fisher's information of θ at 0 by differences, with the control risk profiled out. The
// log-likelihood is linear in the counts, so its expectation is that of the expected counts.
Score by_differences(const TwoByTwo& t) {
  const double p = (t.e_events + t.c_events) / (t.e_n + t.c_n), phi = std::log(p), h = 1e-4;
  const TwoByTwo expected{p * t.e_n, t.e_n, p * t.c_n, t.c_n};
  const auto l = [&](double dphi, double theta) {
    return log_likelihood(expected, phi + dphi, theta);
  };
  const double Z = (log_likelihood(t, phi, h) - log_likelihood(t, phi, -h)) / 2 / h;
  const double tt = (2 * l(0, 0) - l(0, h) - l(0, -h)) / h / h;
  const double pp = (2 * l(0, 0) - l(h, 0) - l(-h, 0)) / h / h;
  const double tp = (l(h, -h) + l(-h, h) - l(h, h) - l(-h, -h)) / 4 / h / h;
  return {Z, tt - tp * tp / pp};
}

struct Line {
  double slope = 0, slope_se = 0, intercept = 0, intercept_se = 0;
};

// Z/√V on √V by ordinary least squares: its intercept is the bias.
Line regressed(const std::vector<Score>& scores) {
  const auto k = static_cast<double>(scores.size());
  double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  for (const Score& s : scores) {
    x += std::sqrt(s.V) / k;
    y += s.Z / std::sqrt(s.V) / k;
  }
  for (const Score& s : scores) {
    const double dx = std::sqrt(s.V) - x, dy = s.Z / std::sqrt(s.V) - y;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const double slope = xy / xx, s2 = (yy - slope * xy) / (k - 2);
  return {y - slope * x, std::sqrt(s2 * (1 / k + x * x / xx)), slope, std::sqrt(s2 / xx)};
}

std::vector<TwoByTwo> tables_of(const nlohmann::json& record) {
  const auto a = numbers(record["ai"]), b = numbers(record["bi"]), c = numbers(record["ci"]),
             d = numbers(record["di"]);
  std::vector<TwoByTwo> tables;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!std::isnan(a[i] + b[i] + c[i] + d[i]) && a[i] + c[i] > 0)
      tables.push_back({a[i], a[i] + b[i], c[i], c[i] + d[i]});
  return tables;
}

Effects risk_ratios(const std::vector<TwoByTwo>& tables) {
  const std::vector<double> any(tables.size(), 1);
  Effects effects = effects_of(any, any);
  effects.measure = find_measure("RR");
  for (std::size_t i = 0; i < tables.size(); ++i) effects.data[i] = tables[i];
  return effects;
}

}  // namespace

TEST_CASE("Harbord's score of a risk ratio is the slope of the likelihood, V its information") {
  std::vector<TwoByTwo> tables{
      {12, 118, 9,   127},
      {4,  119, 11,  123},
      {3,  22,  10,  11 },
      {62, 304, 148, 228},
      {1,  90,  6,   45 }
  };
  std::vector<Score> scores;
  for (const TwoByTwo& t : tables) scores.push_back(by_differences(t));
  const Line naive = regressed(scores);
  std::string why;
  const auto ours = harbord_test(risk_ratios(tables), 0.95, why);
  REQUIRE(ours);
  constexpr double differences = 1e-4;  // of second differences with steps of 1e-4
  CHECK(apart(ours->bias, naive.slope) < differences);
  CHECK(apart(ours->bias_se, naive.slope_se) < differences);
  CHECK(apart(ours->intercept, naive.intercept) < differences);
  CHECK(apart(ours->intercept_se, naive.intercept_se) < differences);
}

// R's meta has the same score, but mN/4(N − m) for its variance n₁n₂m/N(N − m): these are one only
// where both groups are of one size. Odds ratios agree (small_study_reference_test.cpp). The test
// above says that ours is the variance of the paper.
TEST_CASE("Harbord's test of risk ratios differs from meta's by the variance that meta takes") {
  int records = 0;
  for (const auto& record : reference("bias_meta")) {
    if (record["measure"] != "RR" || !record["tests"].contains("Harbord")) continue;
    const auto tables = tables_of(record);
    std::vector<Score> meta, paper;
    for (const auto& [a, n1, c, n2] : tables) {
      const double N = n1 + n2, m = a + c, Z = (a * n2 - c * n1) / (N - m);
      meta.push_back({Z, m * N / (4 * (N - m))});
      paper.push_back({Z, n1 * n2 * m / (N * (N - m))});
    }
    const auto& t = record["tests"]["Harbord"];
    INFO(record["view"]);
    const Line theirs = regressed(meta), right = regressed(paper);
    CHECK(apart(theirs.slope, number(t[3]), number(t[4])) < iterated);
    CHECK(apart(theirs.slope_se, number(t[4])) < iterated);
    CHECK(apart(theirs.intercept, number(t[5]), number(t[6])) < iterated);
    CHECK(apart(theirs.intercept_se, number(t[6])) < iterated);
    std::string why;
    const auto ours = harbord_test(risk_ratios(tables), 0.95, why);
    REQUIRE(ours);
    CHECK(apart(ours->bias, right.slope, right.slope_se) < iterated);
    CHECK(apart(ours->bias_se, right.slope_se) < iterated);
    CHECK(apart(ours->intercept, right.intercept, right.intercept_se) < iterated);
    ++records;
  }
  CHECK(records == 33);
}

}  // namespace steelyard::support
