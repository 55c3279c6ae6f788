// Standard care: the specification's vectors, and an integration of our own making.
#include <cmath>
#include <vector>

#include "steelyard/claim/implied.h"
#include "steelyard/claim/likelihood_check.h"
#include "steelyard/claim/pooled_odds.h"
#include "steelyard/claim/standard_care.h"
#include "support/catch.h"

namespace {

using steelyard::CareArm;

const std::vector<CareArm> nephritis{{"a", 33, 72}, {"b", 41, 75}, {"c", 98, 185}};
const std::vector<double> priors{0.5, 1.0};

double expit(double logit) {
  return 1 / (1 + std::exp(-logit));
}

double share(const steelyard::LogitDistribution& logit, double p) {
  return expit(logit.quantile(p));
}

bool near(double value, double expected, double tolerance) {
  return std::abs(value - expected) <= tolerance;
}

// P(Y ≥ y) of the predictive distribution, by plain sums over μ, τ and a standard normal z.
double naive_tail(const std::vector<CareArm>& arms, double tau_sd, int n, int claimed,
                  double& mid) {
  const auto log_lik = [](const CareArm& arm, double logit) {
    return -arm.events * std::log1p(std::exp(-logit)) -
           (arm.n - arm.events) * std::log1p(std::exp(logit));
  };
  // Tail and mid-percentile of the binomial at closely spaced logits.
  const double low = -7, fine = 0.0005;
  std::vector<double> tail, middle;
  for (double logit = low; logit <= -low; logit += fine) {
    const double p = expit(logit);
    double at_least = 0, exactly = 0;
    double each = std::exp(std::lgamma(n + 1) - std::lgamma(claimed + 1) -
                           std::lgamma(n - claimed + 1) + claimed * std::log(p) +
                           (n - claimed) * std::log1p(-p));
    exactly = each;
    for (int y = claimed; y <= n; ++y) {
      at_least += each;
      each *= (n - y) / (y + 1.0) * p / (1 - p);
    }
    tail.push_back(at_least);
    middle.push_back(1 - at_least + exactly / 2);
  }
  const auto at = [&](const std::vector<double>& table, double logit) {
    const double position = (logit - low) / fine;
    if (position <= 0) return table.front();
    if (position >= static_cast<double>(table.size() - 1)) return table.back();
    const auto i = static_cast<std::size_t>(position);
    const double t = position - static_cast<double>(i);
    return (1 - t) * table[i] + t * table[i + 1];
  };
  double total = 0, sum = 0, mid_sum = 0;
  const int intervals = 80;
  const double most = 3.2, h = most / intervals;
  for (int t = 0; t <= intervals; ++t) {
    const double tau = t * h;
    const double simpson = t == 0 || t == intervals ? 1 : t % 2 == 1 ? 4 : 2;
    const double weight = simpson * std::exp(-tau * tau / (2 * tau_sd * tau_sd));
    const double dz = std::min(0.25, tau > 0 ? 0.05 / tau : 0.25);
    for (double mu = -2.4; mu <= 2.6; mu += 0.05) {
      double log_density = -mu * mu / 8;
      for (const CareArm& arm : arms) {
        double integral = 0;
        const double top = log_lik(arm, std::log(arm.events / (arm.n - arm.events)));
        if (tau == 0) {
          integral = std::exp(log_lik(arm, mu) - top);
        } else {
          for (double z = -8; z <= 8; z += dz)
            integral += std::exp(-z * z / 2 + log_lik(arm, mu + tau * z) - top);
          integral *= dz / std::sqrt(2 * M_PI);
        }
        log_density += std::log(integral);
      }
      const double mass = weight * std::exp(log_density);
      if (mass < 1e-14) continue;
      double p = 0, m = 0;
      if (tau == 0) {
        p = at(tail, mu);
        m = at(middle, mu);
      } else {
        for (double z = -8; z <= 8; z += dz) {
          const double phi = std::exp(-z * z / 2) * dz / std::sqrt(2 * M_PI);
          p += phi * at(tail, mu + tau * z);
          m += phi * at(middle, mu + tau * z);
        }
      }
      total += mass;
      sum += mass * p;
      mid_sum += mass * m;
    }
  }
  mid = mid_sum / total;
  return sum / total;
}

}  // namespace

TEST_CASE("The predictive distribution agrees with plain summation to 1e-6") {
  const auto model = steelyard::standard_care(nephritis, priors).front();
  const auto counts = steelyard::predict_counts(model.new_group, 200);
  double mid = 0;
  const double tail = naive_tail(nephritis, 0.5, 200, 150, mid);
  CHECK(near(counts.upper_tail(150), tail, 1e-6));
  CHECK(near(counts.mid_percentile(150), mid, 1e-6));
}

TEST_CASE("Three control arms of lupus nephritis give the specified response and prediction") {
  const auto models = steelyard::standard_care(nephritis, priors);
  REQUIRE(models.size() == 2);
  // N11, N12: the specification's tolerance is 0.0005 on proportions
  CHECK(near(share(models[0].pooled, 0.5), .5158, 5e-4));
  CHECK(near(share(models[0].pooled, 0.025), .4100, 5e-4));
  CHECK(near(share(models[0].pooled, 0.975), .6146, 5e-4));
  CHECK(near(share(models[0].new_group, 0.5), .5162, 5e-4));
  CHECK(near(share(models[0].new_group, 0.025), .3291, 5e-4));
  CHECK(near(share(models[0].new_group, 0.975), .6926, 5e-4));
  CHECK(near(models[0].mean_tau, .2243, 5e-4));
  CHECK(near(share(models[1].pooled, 0.025), .3762, 5e-4));
  CHECK(near(share(models[1].new_group, 0.975), .7548, 5e-4));
  CHECK(near(models[1].mean_tau, .3108, 5e-4));
  // N13, N14
  const auto first = steelyard::predict_counts(models[0].new_group, 200);
  CHECK(first.median == 103);
  CHECK(first.low == 64);
  CHECK(first.high == 140);
  CHECK(near(first.mean, 102.95, 0.05));
  CHECK(near(first.upper_tail(150) / .012571, 1, 0.01));
  CHECK(near(first.mid_percentile(150), .987888, 5e-5));
  const auto second = steelyard::predict_counts(models[1].new_group, 200);
  CHECK(second.median == 103);
  CHECK(second.low == 51);
  CHECK(second.high == 152);
  CHECK(near(second.upper_tail(150) / .028695, 1, 0.01));
  CHECK(near(second.mid_percentile(150), .972038, 5e-5));
  // N15
  const std::vector<std::pair<long, double>> mids{
      {110, .6886}, {130, .9448}, {140, .9744}, {160, .9945}, {180, .9992}};
  for (const auto& [y, mid] : mids) CHECK(near(first.mid_percentile(y), mid, 5e-4));
  // N18
  const auto mixed = steelyard::robust(first, 0.2);
  CHECK(mixed.median == 103);
  CHECK(mixed.low == 24);
  CHECK(mixed.high == 176);
  CHECK(near(mixed.upper_tail(150), .0608, 5e-4));
}

TEST_CASE("A fourth arm, one small arm, and three active arms give the specified predictions") {
  std::vector<CareArm> four = nephritis;
  four.push_back({"d", 5, 6});
  const auto wide = steelyard::predict_counts(
      steelyard::standard_care(four, priors)[0].new_group, 200);  // N16
  CHECK(wide.median == 105);
  CHECK(wide.low == 68);
  CHECK(wide.high == 147);
  CHECK(near(wide.upper_tail(150) / .020884, 1, 0.01));
  CHECK(near(wide.mid_percentile(150), .979825, 5e-5));
  const std::vector<CareArm> alone{{"d", 5, 6}};
  const auto one = steelyard::standard_care(alone, priors)[0];  // N17
  CHECK(near(share(one.new_group, 0.5), .7944, 5e-4));
  CHECK(near(share(one.new_group, 0.025), .3125, 5e-4));
  CHECK(near(share(one.new_group, 0.975), .9766, 5e-4));
  const auto counts = steelyard::predict_counts(one.new_group, 200);
  CHECK(counts.median == 159);
  CHECK(counts.low == 62);
  CHECK(counts.high == 196);
  CHECK(near(counts.mid_percentile(150), .4061, 5e-4));
  const std::vector<CareArm> active{{"a", 9, 12}, {"b", 24, 40}, {"c", 5, 6}};
  const auto treated = steelyard::standard_care(active, priors)[0];  // N19
  CHECK(near(share(treated.new_group, 0.5), .6687, 5e-4));
  CHECK(near(share(treated.new_group, 0.025), .3964, 5e-4));
  CHECK(near(share(treated.new_group, 0.975), .8869, 5e-4));
  const auto people = steelyard::predict_counts(treated.new_group, 200);
  CHECK(people.median == 134);
  CHECK(people.low == 78);
  CHECK(people.high == 178);
  CHECK(near(people.mid_percentile(150), .7720, 5e-4));
}

TEST_CASE("A relative effect implies the specified counts among people of other trials") {
  const auto care = steelyard::standard_care(nephritis, priors)[0].new_group;
  const double z = 1.959963984540054;
  // N20: risk ratio 0.9 (0.5544 to 1.4611)
  const auto by_ratio = steelyard::implied_by_risk_ratio(
      care, steelyard::normal_table(std::log(0.9), std::log(1.4611 / 0.5544) / 2 / z));
  const auto ratio = steelyard::predict_counts(by_ratio, 200);
  CHECK(std::abs(ratio.median - 92) <= 1);
  CHECK(std::abs(ratio.low - 47) <= 1);
  CHECK(std::abs(ratio.high - 163) <= 1);
  CHECK(near(ratio.mid_percentile(150), .9535, .002));
  CHECK(near(by_ratio.capped, .0038, .0005));
  // Section 3.5: the odds ratio 0.6 (0.0486 to 7.408), and under the weak prior
  const auto odds = steelyard::predict_counts(
      steelyard::implied_by_odds_ratio(
          care, steelyard::normal_table(std::log(0.6), std::log(7.408 / 0.0486) / 2 / z)),
      200);
  CHECK(std::abs(odds.median - 78) <= 1);
  CHECK(std::abs(odds.low - 8) <= 1);
  CHECK(std::abs(odds.high - 180) <= 1);
  const steelyard::LogitDistribution weak = steelyard::single_trial_odds({9, 12, 5, 6});
  CHECK(near(std::exp(weak.quantile(0.5)), .588, .001));  // N21
  CHECK(near(std::exp(weak.quantile(0.025)), .0390, .0003));
  CHECK(near(std::exp(weak.quantile(0.975)), 5.69, .02));
  const auto counts =
      steelyard::predict_counts(steelyard::implied_by_odds_ratio(care, weak), 200);
  CHECK(std::abs(counts.median - 77) <= 1);
  CHECK(std::abs(counts.low - 7) <= 1);
  CHECK(std::abs(counts.high - 175) <= 1);
  // The fixture of two trials: 127 of 200 (77 to 179)
  const auto two = steelyard::predict_counts(
      steelyard::implied_by_risk_ratio(
          care, steelyard::normal_table(std::log(1.2301), std::log(1.4873 / 1.0174) / 2 / z)),
      200);
  CHECK(std::abs(two.median - 127) <= 1);
  CHECK(std::abs(two.low - 77) <= 1);
  CHECK(std::abs(two.high - 179) <= 1);
}

TEST_CASE("Arms where nobody or everybody responds, and very large arms, give finite answers") {
  const std::vector<std::vector<CareArm>> cases{
      {{"a", 0, 10}},
      {{"a", 10, 10}, {"b", 7, 7}},
      {{"a", 1, 50}, {"b", 3, 1200}, {"c", 0, 12}, {"d", 2, 20000}},
      {{"a", 300000, 1000000}, {"b", 3, 10}},
      {{"a", 1, 1}},
  };
  for (const auto& arms : cases)
    for (const auto& model : steelyard::standard_care(arms, priors)) {
      INFO(arms.front().events << " of " << arms.front().n);
      double sum = 0;
      for (const double value : model.new_group.density) {
        CHECK(std::isfinite(value));
        sum += value * model.new_group.step;
      }
      CHECK(near(sum, 1, 1e-9));
      const auto counts = steelyard::predict_counts(model.new_group, 50);
      CHECK(counts.low <= counts.median);
      CHECK(counts.median <= counts.high);
      CHECK(near(counts.below(counts.n), 1, 1e-12));
    }
  CHECK(steelyard::standard_care({}, priors).empty());
}

TEST_CASE("Mirroring the outcome mirrors the prediction, and the order of arms does not matter") {
  std::vector<CareArm> mirrored, turned(nephritis.rbegin(), nephritis.rend());
  for (const CareArm& arm : nephritis) mirrored.push_back({arm.name, arm.n - arm.events, arm.n});
  const auto there = steelyard::predict_counts(
      steelyard::standard_care(nephritis, priors)[0].new_group, 200);
  const auto back = steelyard::predict_counts(
      steelyard::standard_care(mirrored, priors)[0].new_group, 200);
  const auto same = steelyard::predict_counts(
      steelyard::standard_care(turned, priors)[0].new_group, 200);
  for (const long y : {20L, 64L, 103L, 150L}) {
    CHECK(near(there.mid_percentile(y), 1 - back.mid_percentile(200 - y), 1e-8));
    CHECK(near(there.mid_percentile(y), same.mid_percentile(y), 1e-9));
  }
}

TEST_CASE("Maximum likelihood cross-checks standard care, with a prediction by t") {
  const auto care = steelyard::likelihood_care(nephritis);
  REQUIRE(care);
  CHECK(near(care->logit, .07232, .000005));  // N09, as R's metafor::rma.glmm
  CHECK(near(care->se, .10984, .000005));
  CHECK(care->tau2 == 0);
  CHECK(!steelyard::likelihood_care(std::vector<CareArm>(nephritis.begin(), nephritis.end() - 1)));
  CHECK(!steelyard::likelihood_care(std::vector<CareArm>{{"a", 0, 9}, {"b", 0, 8}, {"c", 0, 7}}));

  // Once more by plain sums over probabilities of T, whose quantiles with 1 and 2 degrees of
  // freedom are closed: tan(π(u − 1/2)) and (2u − 1)/√(2u(1 − u)).
  const steelyard::LikelihoodCare wide{0.3, 0.2, 0.15, 3};
  const double scale = std::sqrt(0.15 + 0.04);
  for (const int df : {1, 2}) {
    const long n = 40, claimed = 30;
    double tail = 0;
    const int parts = 200000;
    for (int i = 0; i < parts; ++i) {
      const double u = (i + 0.5) / parts;
      const double t = df == 1 ? std::tan(M_PI * (u - 0.5))
                               : (2 * u - 1) / std::sqrt(2 * u * (1 - u));
      const double logit = wide.logit + scale * t;
      const double p = expit(logit), q = expit(-logit);
      for (long y = claimed; y <= n; ++y) {
        const auto each = static_cast<double>(y), all = static_cast<double>(n);
        tail += std::exp(std::lgamma(all + 1) - std::lgamma(each + 1) -
                         std::lgamma(all - each + 1)) *
                std::pow(p, each) * std::pow(q, all - each) / parts;
      }
    }
    CHECK(near(steelyard::predict_counts(wide, df, n).upper_tail(claimed), tail, 1e-6));
  }
  // With ever more degrees of freedom T is normal.
  const auto normal = steelyard::predict_counts(steelyard::normal_table(0.3, scale), 200);
  const auto nearly = steelyard::predict_counts(wide, 1000000, 200);
  CHECK(near(nearly.upper_tail(130), normal.upper_tail(130), 1e-5));
}
