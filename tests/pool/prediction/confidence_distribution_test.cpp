// The prediction interval of Nagashima, Noma and Furukawa: printed output, plain sums, and its draws.
#include <cmath>
#include <limits>

#include "pool/moment_q.h"
#include "stats/matrices.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/random.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/paths.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

using Eigen::ArrayXd;
using Eigen::Index;
using Eigen::MatrixXd;

Synthesis predicted(const Effects& effects, double level = 0.95) {
  return pool(effects, {.tau2 = find_row(tau2_estimators(), "DL"),
                        .prediction = find_row(prediction_methods(), "NNF"),
                        .level = level});
}

const std::vector<double> bcg_y{-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209,
                                0.0120,  -0.4694, -1.3713, -0.3394, 0.4459,  -0.0173};
const std::vector<double> bcg_v{0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230,
                                0.0040, 0.0564, 0.0730, 0.0124, 0.5325, 0.0714};

struct Weighted {
  double mean = 0, se = 0;
};
// μ̂ and its standard error after Hartung, written out.
Weighted weighted(const ArrayXd& y, const ArrayXd& v, double tau2) {
  const ArrayXd w = (v + tau2).inverse();
  const double mean = (w * y).sum() / w.sum();
  return {mean, std::sqrt((w * (y - mean).square()).sum() / w.sum() /
                          static_cast<double>(y.size() - 1))};
}

// Shares of draws below and above the limits. Q given τ² is Σ λ(τ²) z², so that the same z serve every
// τ², and the τ² at which Q is the one observed is a draw from the confidence distribution.
Bounds shares_outside(const Effects& effects, const Bounds& limits, int draws) {
  const ArrayXd &y = effects.y, &v = effects.v;
  const Index k = effects.k();
  const ArrayXd w = v.inverse();
  const double mean = weighted(y, v, 0).mean, q = (w * (y - mean).square()).sum();
  MatrixXd A = -(w.matrix() * w.matrix().transpose()) / w.sum();
  A.diagonal() += w.matrix();
  constexpr int steps = 600;
  const double low = std::log(v.minCoeff()) - 16, width = 45.0 / steps;
  std::vector<ArrayXd> lambda;
  for (int i = 0; i <= steps; ++i) {
    const double tau2 = i == 0 ? 0 : std::exp(low + i * width);
    const ArrayXd s = (v + tau2).sqrt();
    lambda.emplace_back(
        symmetric_eigen(s.matrix().asDiagonal() * A * s.matrix().asDiagonal()).values.tail(k - 1));
  }
  Random random(20261122);
  const auto squares = [&](Index n) {
    ArrayXd z(n);
    for (double& each : z) each = random.normal();
    return ArrayXd(z.square());
  };
  int below = 0, above = 0;
  for (int draw = 0; draw < draws; ++draw) {
    const ArrayXd z2 = squares(k - 1);
    const auto at = [&](int i) { return (lambda[static_cast<std::size_t>(i)] * z2).sum(); };
    double tau2 = 0;
    if (at(0) < q) {
      int a = 0, b = steps;
      while (b - a > 1) (at((a + b) / 2) < q ? a : b) = (a + b) / 2;
      const double share = a == 0 ? 1 : (q - at(a)) / (at(b) - at(a));
      tau2 = std::exp(low + (a + share) * width);
    }
    const Weighted fit = weighted(y, v, tau2);
    const double t =
        random.normal() / std::sqrt(squares(k - 1).sum() / static_cast<double>(k - 1));
    const double x = fit.mean + t * fit.se + random.normal() * std::sqrt(tau2);
    below += x < limits.low ? 1 : 0;
    above += x > limits.high ? 1 : 0;
  }
  return {static_cast<double>(below) / draws, static_cast<double>(above) / draws};
}

}  // namespace

TEST_CASE("The NNF prediction interval is that printed for the cisapride trials, within its bootstrap error") {
  // Hartung and Knapp 2001, 13 trials, as the documentation of R's pimeta analyses them: 25,000 draws.
  const double e[] = {15, 12, 29, 42, 14, 44, 14, 29, 10, 17, 38, 19, 21};
  const double e_n[] = {16, 16, 34, 56, 22, 54, 17, 58, 14, 26, 44, 29, 38};
  const double c[] = {9, 1, 18, 31, 6, 17, 7, 23, 3, 6, 12, 22, 19};
  const double c_n[] = {16, 16, 34, 56, 22, 55, 15, 58, 15, 27, 45, 30, 38};
  std::vector<Study> studies(13);
  for (std::size_t i = 0; i < 13; ++i) {
    studies[i].name = "trial " + std::to_string(i + 1);
    studies[i].data = {TwoByTwo{e[i], e_n[i], c[i], c_n[i]}};
  }
  const Effects effects = compute_effects(studies, *find_measure("OR"), {.to = AddTo::all});
  const Synthesis s = predicted(effects);
  REQUIRE(s.prediction);
  CHECK(std::abs(std::exp(*s.estimate) - 4.141) < 0.0005);
  // A limit of 25,000 draws has a standard error of about 0.02 on the logarithmic scale.
  CHECK(std::abs(s.prediction->low - std::log(0.533)) < 0.08);
  CHECK(std::abs(s.prediction->high - std::log(33.692)) < 0.08);
}

TEST_CASE("The NNF limits cut off what its draws leave outside") {
  constexpr int draws = 20000;
  for (const auto& [some_y, some_v] :
       {std::pair(bcg_y, bcg_v),
        std::pair(std::vector{0.1, 0.9, -0.4}, std::vector{0.04, 0.09, 0.02}),
        std::pair(std::vector{0.1, 0.2, 0.15, 0.12, 0.22}, std::vector{0.04, 0.09, 0.02, 0.05, 0.06}),
        std::pair(std::vector{1.0, 3.0, 2.0, 5.0}, std::vector{1e-4, 1.0, 1.0, 4.0})}) {
    const Effects effects = effects_of(some_y, some_v);
    const Synthesis s = predicted(effects);
    REQUIRE(s.prediction);
    const Bounds outside = shares_outside(effects, *s.prediction, draws);
    // Four standard errors of a share of 2.5%.
    const double wide = 4 * std::sqrt(0.025 * 0.975 / draws);
    CHECK(std::abs(outside.low - 0.025) < wide);
    CHECK(std::abs(outside.high - 0.025) < wide);
  }
}

TEST_CASE("With equal variances the NNF limits solve their equation, written out") {
  // Q (v + τ²)/v is χ² with k − 1 degrees of freedom, and weights are equal whatever τ² is.
  const std::vector<double> y{0.1, 0.9, -0.4, 0.6, 0.3};
  const double v = 0.03, df = 4;
  const Effects effects = effects_of(y, std::vector<double>(5, v));
  // ∫₀¹ f(p) dp by the trapezoidal rule in the logit of p, at quantiles of χ².
  struct Node {
    double p = 0, weight = 0, chi_squared = 0;
  };
  std::vector<Node> nodes;
  for (double logit = -30; logit <= 30; logit += 0.125) {
    const double p = 1 / (1 + std::exp(-logit));
    nodes.push_back({p, p / (1 + std::exp(logit)) * 0.125, chi_squared_quantile(p, df)});
  }
  for (const double level : {0.8, 0.95, 0.99}) {
    const Synthesis s = predicted(effects, level);
    REQUIRE(s.prediction);
    const Weighted fit = weighted(effects.y, effects.v, 0);
    const double q = (effects.y - fit.mean).square().sum() / v, atom = chi_squared_upper(q, df);
    const auto below = [&](double x, double tau2) {
      double sum = 0;
      for (const Node& node : nodes)
        sum += node.weight * normal_cdf((x - fit.mean) / std::sqrt(fit.se * fit.se * df /
                                                                       node.chi_squared +
                                                                   tau2));
      return sum;
    };
    const auto probability = [&](double x) {
      double sum = atom * below(x, 0);
      for (const Node& node : nodes)
        sum += (1 - atom) * node.weight *
               below(x, v * (q / chi_squared_quantile((1 - atom) * node.p, df) - 1));
      return sum;
    };
    CHECK(std::abs(probability(s.prediction->low) - (1 - level) / 2) < 1e-7);
    CHECK(std::abs(probability(s.prediction->high) - (1 + level) / 2) < 1e-7);
  }
}

TEST_CASE("The slope of the distribution of Q is the limit of its differences") {
  const ArrayXd y = Eigen::Map<const ArrayXd>(bcg_y.data(), 13);
  const ArrayXd v = Eigen::Map<const ArrayXd>(bcg_v.data(), 13);
  const MomentQ statistic(y, v, v.inverse());
  for (const double t : {1e-3, 1.0, 30.0, 500.0}) {
    const double h = 1e-4 * t;
    const double slope = (statistic.probability(t + h) - statistic.probability(t - h)) / (2 * h);
    CHECK(std::abs(statistic.probability_and_slope(t).slope - slope) <
          1e-6 * std::abs(slope) + 1e-9 / t);
    CHECK(statistic.probability_and_slope(t).value == statistic.probability(t));
  }
}

TEST_CASE("The NNF interval follows order, unit and sign of the effects, and widens with its level") {
  const Synthesis plain = predicted(effects_of(bcg_y, bcg_v));
  REQUIRE(plain.prediction);
  const Bounds limits = *plain.prediction;
  const double width = limits.high - limits.low;
  std::vector<double> back_y(bcg_y.rbegin(), bcg_y.rend()), back_v(bcg_v.rbegin(), bcg_v.rend());
  CHECK(apart(predicted(effects_of(back_y, back_v)).prediction->low, limits.low, width) < 1e-9);
  auto other = bcg_y;
  for (double& each : other) each = -each;
  CHECK(apart(predicted(effects_of(other, bcg_v)).prediction->high, -limits.low, width) < 1e-9);
  for (const double unit : {1e-6, 1e6}) {
    auto some_y = bcg_y, some_v = bcg_v;
    for (double& each : some_y) each *= unit;
    for (double& each : some_v) each *= unit * unit;
    const auto scaled = predicted(effects_of(some_y, some_v)).prediction;
    REQUIRE(scaled);
    CHECK(apart(scaled->low / unit, limits.low, width) < 1e-9);
    CHECK(apart(scaled->high / unit, limits.high, width) < 1e-9);
  }
  double last = 0;
  for (const double level : {0.5, 0.8, 0.95, 0.999}) {
    const auto wider = predicted(effects_of(bcg_y, bcg_v), level).prediction;
    REQUIRE(wider);
    CHECK(wider->high - wider->low > last);
    last = wider->high - wider->low;
  }
  // Far from 0, where effects are large against their differences.
  auto far = bcg_y;
  for (double& each : far) each += 1e6;
  CHECK(apart(predicted(effects_of(far, bcg_v)).prediction->low - 1e6, limits.low, width) < 1e-8);
}

TEST_CASE("The distribution of Q of a thousand studies falls with τ²") {
  Random random(7);
  std::vector<double> some_y, some_v;
  const int k = run::slowed() ? 120 : 1000;
  for (int i = 0; i < k; ++i) {
    some_y.push_back(0.4 * random.normal());
    some_v.push_back(0.01 + 0.29 * random.uniform());
  }
  const Effects effects = effects_of(some_y, some_v);
  const MomentQ statistic(effects.y, effects.v, effects.v.inverse());
  double last = 1 + 1e-9;
  for (double t = 1; t < 40; t *= 1.03) {
    CAPTURE(t);
    const double p = statistic.probability(t);
    CHECK(p <= last + 1e-9);
    CHECK(p >= 0);
    last = p;
  }
  const Synthesis s = predicted(effects);
  CHECK((s.prediction || !s.notes.empty()));
}

TEST_CASE("Without an NNF interval there is a note that says why") {
  for (const auto& [some_y, some_v] :
       {std::pair(std::vector{0.3}, std::vector{0.1}), std::pair(std::vector{0.3, 0.4}, std::vector{0.1, 0.2}),
        std::pair(std::vector{0.3, 0.3, 0.3}, std::vector{0.1, 0.2, 0.3})}) {
    const Synthesis s = predicted(effects_of(some_y, some_v));
    CHECK_FALSE(s.prediction);
    CHECK_FALSE(s.notes.empty());
  }
}

TEST_CASE("With hundreds of studies the interval is there, and close to that of a known τ²") {
  // A bent path of inversion once turned faster than its steps: probabilities wrong by 2e-4.
  constexpr Index k = 250;
  ArrayXd y(k), v(k);
  for (Index i = 0; i < k; ++i) {
    const double share = (static_cast<double>(i) + 0.5) / k;
    v[i] = 0.01 + 0.29 * std::fmod(share * 89, 1.0);
    y[i] = 0.2 + std::sqrt(v[i] + 0.04) * normal_quantile(std::fmod(share * 143, 1.0));
  }
  const ArrayXd a = v.inverse();
  const MomentQ q(y, v, a);
  double last = 1;
  for (double t = 0.2; t < 12; t *= run::slowed() ? 1.3 : 1.02) {
    // A slope is that of the values.
    const auto at = q.probability_and_slope(t);
    const double h = 1e-4 * t, slope = (q.probability(t + h) - q.probability(t - h)) / (2 * h);
    CHECK(std::abs(at.slope - slope) < 1e-5);
    CHECK(at.value < last);
    last = at.value;
  }
  Effects effects;
  effects.y = y;
  effects.v = v;
  const Synthesis s = predicted(effects);
  REQUIRE(s.prediction);
  const double tau2 = s.heterogeneity->tau2.value();
  const Weighted mean = weighted(y, v, tau2);
  const double half = normal_quantile(0.975) * std::sqrt(tau2 + mean.se * mean.se);
  CHECK(std::abs(s.prediction->low - (mean.mean - half)) < 0.05 * half);
  CHECK(std::abs(s.prediction->high - (mean.mean + half)) < 0.05 * half);
}

}  // namespace steelyard::support
