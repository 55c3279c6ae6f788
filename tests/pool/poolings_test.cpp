// Poolings, intervals and estimators against formulas written out, and their properties.
#include <numbers>

#include "pool/moment_q.h"
#include "stats/matrices.h"
#include "steelyard/pool/heterogeneity_tests.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/quadrature.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

// Made up: small and large studies that differ.
const std::vector<double>& y() {
  static const std::vector<double> values{-0.4, -1.9, -0.2, -2.6, -0.9, 0.1, -1.1, -0.7};
  return values;
}
const std::vector<double>& v() {
  static const std::vector<double> values{0.11, 0.9, 0.05, 1.3, 0.21, 0.4, 0.77, 0.02};
  return values;
}
const Eigen::ArrayXd& array_y() {
  static const Eigen::ArrayXd a = effects_of(y(), v()).y;
  return a;
}
const Eigen::ArrayXd& array_v() {
  static const Eigen::ArrayXd a = effects_of(y(), v()).v;
  return a;
}

Synthesis pooled(std::string_view pooling, std::string_view interval = "wald", Method method = {}) {
  method.pooling = find_row(pooling_methods(), pooling);
  method.interval = find_row(interval_methods(), interval);
  return pool(effects_of(y(), v()), method);
}

// P(Q ≤ q) from eigenvalues, by Imhof's integral. Source: Imhof, Biometrika 1961;48:419–426.
double imhof(const Eigen::ArrayXd& effect, const Eigen::ArrayXd& variance, const Eigen::ArrayXd& a,
             double tau2) {
  const double mean = (a * effect).sum() / a.sum();
  const double q = (a * (effect - mean).square()).sum();
  const Eigen::VectorXd w = a.matrix();
  const Eigen::MatrixXd P = Eigen::MatrixXd(w.asDiagonal()) - w * w.transpose() / a.sum();
  const Eigen::VectorXd s = (variance + tau2).sqrt().matrix();
  const SymmetricEigen eigen = symmetric_eigen(s.asDiagonal() * P * s.asDiagonal());
  const Eigen::ArrayXd lambda = eigen.values.array().tail(a.size() - 1) / q;
  const auto f = [&](double u) {
    const double angle = ((lambda * u).atan().sum() - u) / 2;
    const double rho = (1 + (lambda * u).square()).pow(0.25).prod();
    return std::sin(angle) / (u * rho);
  };
  double sum = 0;
  for (int i = 0; i < 400; ++i) sum += integral(f, i == 0 ? 1e-12 : 4.0 * i, 4.0 * (i + 1));
  return 0.5 - sum / std::numbers::pi;
}

}  // namespace

TEST_CASE("The distribution of the generalised Q statistic is that of its eigenvalues") {
  for (const Eigen::ArrayXd& a :
       {Eigen::ArrayXd(array_v().inverse()), Eigen::ArrayXd(array_v().sqrt().inverse()),
        Eigen::ArrayXd(Eigen::ArrayXd::Ones(8))}) {
    const MomentQ statistic(array_y(), array_v(), a);
    for (const double tau2 : {0.0, 0.1, 1.0, 10.0})
      CHECK(std::abs(statistic.probability(tau2 / statistic.unit()) -
                     imhof(array_y(), array_v(), a, tau2)) < 1e-8);
  }
}

TEST_CASE("With equal variances the generalised Q statistic is chi-squared") {
  for (const int k : {2, 3, 40, 400}) {
    const Eigen::ArrayXd equal = Eigen::ArrayXd::Constant(k, 3.0);
    const Eigen::ArrayXd effects = Eigen::ArrayXd::LinSpaced(k, -2, 3);
    const MomentQ statistic(effects, equal, equal.inverse());
    const double squares = (effects - effects.mean()).square().sum();
    for (const double t : {0.0, 0.2, 5.0})
      CHECK(std::abs(statistic.probability(t) -
                     (1 - chi_squared_upper(squares / (3 * (1 + t)), k - 1))) < 1e-12);
    const auto median = find_row(tau2_estimators(), "GENQM")->estimate(effects, equal);
    const auto paule_mandel = find_row(tau2_estimators(), "PMM")->estimate(effects, equal);
    CHECK(apart(median.value, paule_mandel.value, 1e-3) < 1e-9);
  }
}

TEST_CASE("Two-step estimators take the weights of their first step") {
  for (const auto& [first, second] : {std::pair("DL", "DL2"), std::pair("HE", "HE2")}) {
    const double start = find_row(tau2_estimators(), first)->estimate(array_y(), array_v()).value;
    const Eigen::ArrayXd a = 1 / (array_v() + start);
    const double mean = (a * array_y()).sum() / a.sum();
    const double Q = (a * (array_y() - mean).square()).sum();
    const double trace = a.sum() - a.square().sum() / a.sum();
    const double pv = (a * array_v()).sum() - (a.square() * array_v()).sum() / a.sum();
    const double ours = find_row(tau2_estimators(), second)->estimate(array_y(), array_v()).value;
    CHECK(apart(ours, (Q - pv) / trace) < closed_form);
  }
}

TEST_CASE("Generalised Q with weights 1/v is DerSimonian–Laird, with equal weights Hedges") {
  const Tau2Estimator* row = find_row(tau2_estimators(), "GENQ");
  for (const auto& [id, a] :
       {std::pair("DL", Eigen::ArrayXd(array_v().inverse())), std::pair("HE", Eigen::ArrayXd(Eigen::ArrayXd::Ones(8)))}) {
    const Tau2 ours = row->estimate_with(array_y(), array_v(), a);
    const Tau2 same = find_row(tau2_estimators(), id)->estimate(array_y(), array_v());
    CHECK(apart(ours.value, same.value) < closed_form);
    CHECK(apart(*ours.se, *same.se) < closed_form);
  }
}

TEST_CASE("Limits of the generalised Q and likelihood intervals solve their equations") {
  Method method;
  for (const char* id : {"J", "BJ", "GENQ"}) {
    method.tau2_interval = find_row(tau2_intervals(), id);
    const auto h = *pool(effects_of(y(), v()), method).heterogeneity;
    REQUIRE(h.tau2_ci);
    const Eigen::ArrayXd a = std::string(id) == "BJ" ? Eigen::ArrayXd(array_v().inverse())
                                                     : Eigen::ArrayXd(array_v().sqrt().inverse());
    CHECK(std::abs(imhof(array_y(), array_v(), a, h.tau2_ci->high) - 0.025) < 1e-8);
    if (h.tau2_ci->low > 0)
      CHECK(std::abs(imhof(array_y(), array_v(), a, h.tau2_ci->low) - 0.975) < 1e-8);
  }
  const auto height = [](double tau2, bool restricted) {
    const Eigen::ArrayXd w = 1 / (array_v() + tau2);
    const double mean = (w * array_y()).sum() / w.sum();
    return -0.5 * (-w.log().sum() + (restricted ? std::log(w.sum()) : 0) +
                   (w * (array_y() - mean).square()).sum());
  };
  for (const bool restricted : {false, true}) {
    method.tau2 = find_row(tau2_estimators(), restricted ? "REML" : "ML");
    method.tau2_interval = find_row(tau2_intervals(), restricted ? "PL-REML" : "PL-ML");
    const auto h = *pool(effects_of(y(), v()), method).heterogeneity;
    REQUIRE(h.tau2_ci);
    const double top = height(*h.tau2, restricted), drop = chi_squared_quantile(0.95, 1) / 2;
    CHECK(apart(top - height(h.tau2_ci->high, restricted), drop) < 1e-9);
    if (h.tau2_ci->low > 0) CHECK(apart(top - height(h.tau2_ci->low, restricted), drop) < 1e-9);
    const auto test = likelihood_ratio_test(array_y(), array_v(), restricted);
    REQUIRE(test);
    CHECK(apart(test->statistic, 2 * (top - height(0, restricted)), 1e-3) < 1e-9);
    CHECK(apart(test->p, chi_squared_upper(test->statistic, 1) / 2) < 1e-9);
  }
}

TEST_CASE("Inverse variance heterogeneity has the common estimate and an error with tau squared") {
  Method method;
  method.fixed_tau2 = 0.3;
  const Synthesis s = pooled("ivhet", "wald", method);
  const Eigen::ArrayXd w = 1 / array_v();
  CHECK(apart(*s.estimate, (w * array_y()).sum() / w.sum()) < closed_form);
  CHECK(apart(*s.se, std::sqrt((w.square() * (array_v() + 0.3)).sum()) / w.sum()) < closed_form);
  CHECK(pooled("ivhet").method.tau2->id == "DL");
  CHECK(apart(*pooled("unweighted").estimate, array_y().mean()) < closed_form);
}

TEST_CASE("Multiplicative error inflates the common effect by the square root of Q/df") {
  const Synthesis common = pooled("inverse", "wald", {.model = Model::common});
  const Synthesis s = pooled("multiplicative", "t", {.model = Model::common});
  const double phi = common.heterogeneity->q / 7;
  CHECK(apart(*s.estimate, *common.estimate) < closed_form);
  CHECK(apart(*s.se, *common.se * std::sqrt(phi)) < closed_form);
  REQUIRE(s.interval);
  CHECK(s.interval->df == 7);
  // A weighted regression has the interval of Hartung and Knapp at τ² = 0.
  const Synthesis same = pooled("inverse", "hartung-knapp", {.model = Model::common});
  CHECK(apart(s.interval->low, same.interval->low) < closed_form);
  CHECK(pooled("multiplicative", "wald", {.model = Model::random}).estimate == std::nullopt);
}

TEST_CASE("Henmi and Copas agree with metafor within its search, and their P with their limits") {
  // metafor 5.0-1: hc(rma(…)) of the odds ratios of bassler2004; its uniroot stops within 1.3e-4.
  for (const auto& record : reference("pooling")) {
    if (record["view"] != "bassler2004" || record["measure"] != "OR") continue;
    const Effects effects = effects_of(numbers(record["yi"]), numbers(record["vi"]));
    Method method;
    method.pooling = find_row(pooling_methods(), "ivhet");
    method.interval = find_row(interval_methods(), "henmi-copas");
    const Synthesis s = pool(effects, method);
    REQUIRE(s.interval);
    CHECK(apart(*s.estimate, -0.901373694039228) < closed_form);
    CHECK(apart(s.interval->se, 0.346520419532013) < closed_form);
    CHECK(apart(s.interval->low, -1.70816112512307) < 1.3e-4);
    CHECK(apart(s.interval->high, -0.0945862629553846) < 1e-3);
    method.level = 1 - s.interval->p;
    CHECK(std::abs(pool(effects, method).interval->high) < 1e-8);
  }
}

TEST_CASE("Random effects around Mantel–Haenszel centre Q there") {
  std::vector<Study> studies(3);
  const double tables[3][4] = {{4, 40, 9, 41}, {12, 60, 15, 61}, {8, 50, 0, 52}};
  for (std::size_t i = 0; i < 3; ++i)
    studies[i].data = {TwoByTwo{tables[i][0], tables[i][1], tables[i][2], tables[i][3]}};
  const Effects effects = compute_effects(studies, *find_measure("RR"));
  Method method;
  method.pooling = find_row(pooling_methods(), "mantel-haenszel-random");
  const Synthesis s = pool(effects, method);
  double R = 0, S = 0;
  for (const auto& [a, n1, c, n2] : tables) {
    const double add = c == 0 ? 0.5 : 0;  // the cells that the study's own ratio uses
    const double N = n1 + n2 + 4 * add;
    R += (a + add) * (n2 + 2 * add) / N;
    S += (c + add) * (n1 + 2 * add) / N;
  }
  const Eigen::ArrayXd w = 1 / effects.v;
  const double Q = (w * (effects.y - std::log(R / S)).square()).sum();
  CHECK(apart(s.heterogeneity->q, Q) < closed_form);
  CHECK(apart(*s.heterogeneity->tau2, (Q - 2) / (w.sum() - w.square().sum() / w.sum())) < closed_form);
}

TEST_CASE("What does not suit is withheld with its reason") {
  Method method;
  method.tau2 = find_row(tau2_estimators(), "DL");
  const Synthesis s = pooled("inverse", "kenward-roger", method);
  CHECK(s.estimate);
  CHECK_FALSE(s.interval);
  CHECK(s.notes.at(0).text == "the Kenward–Roger interval does not suit: it is defined for τ² by "
                              "restricted maximum likelihood only");
  CHECK(pooled("inverse", "henmi-copas").notes.at(0).text ==
        "the Henmi–Copas interval does not suit: it belongs to inverse variance heterogeneity "
        "(IVhet) pooling");
  CHECK(pooled("weights").notes.at(0).text ==
        "own weights are asked for, but no column gives them (weights = …)");
  CHECK(pooled("sample-size").notes.at(0).code == "not-computed");
}

TEST_CASE("Every interval and prediction follows a change of unit, and no case is without a number or a note") {
  for (const PoolingMethod* pooling : pooling_methods()) {
    if (pooling->from_counts || pooling->own) continue;
    for (const IntervalMethod* interval : interval_methods())
      for (const PredictionMethod* prediction : prediction_methods()) {
        // One that does not stand on the interval is tried once.
        if (prediction->own != nullptr && interval != interval_methods().front()) continue;
        CAPTURE(std::string(pooling->id), std::string(interval->id), std::string(prediction->id));
        Method method;
        method.model = pooling->model.value_or(Model::random);
        method.pooling = pooling;
        method.interval = interval;
        method.prediction = prediction;
        auto large = y(), wide = v();
        for (double& each : large) each *= 1e8;
        for (double& each : wide) each *= 1e16;
        const Synthesis a = pool(effects_of(y(), v()), method);
        const Synthesis b = pool(effects_of(large, wide), method);
        CHECK(a.interval.has_value() == b.interval.has_value());
        CHECK((a.interval || !a.notes.empty()));
        if (a.interval) CHECK(apart(b.interval->low, a.interval->low * 1e8) < 1e-9);
        if (a.prediction) CHECK(apart(b.prediction->high, a.prediction->high * 1e8) < 1e-9);
        for (const auto& [few_y, few_v] :
             {std::pair(std::vector{0.3}, std::vector{0.1}),
              std::pair(std::vector{0.3, 0.3}, std::vector{0.1, 0.2}),
              std::pair(std::vector{-1.0, 1.0, 0.5}, std::vector{1e-12, 1e12, 1.0})}) {
          const Synthesis few = pool(effects_of(few_y, few_v), method);
          if (few.interval) CHECK(std::isfinite(few.interval->low + few.interval->p));
          else CHECK_FALSE(few.notes.empty());
        }
      }
  }
}

TEST_CASE("Every interval for tau squared is finite and ordered, or absent, in hard cases") {
  for (const Tau2Interval* row : tau2_intervals())
    for (const auto& [some_y, some_v] :
         {std::pair(std::vector{0.3, 0.3}, std::vector{0.1, 0.2}),
          std::pair(std::vector{0.3, 0.9}, std::vector{0.1, 0.2}),
          std::pair(std::vector{0.0, 0.0, 0.0}, std::vector{0.1, 0.2, 0.3}),
          std::pair(std::vector{-1.0, 1.0, 0.5}, std::vector{1e-12, 1e12, 1.0}),
          std::pair(std::vector{1e8, -1e8, 3e8, 0.0}, std::vector{1e-12, 1e-12, 1e-10, 1.0})}) {
      CAPTURE(std::string(row->id), some_y.size());
      Method method;
      method.tau2_interval = row;
      const Synthesis s = pool(effects_of(some_y, some_v), method);
      if (!s.heterogeneity || !s.heterogeneity->tau2_ci) continue;
      CHECK(s.heterogeneity->tau2_ci->low >= 0);
      CHECK(s.heterogeneity->tau2_ci->low <= s.heterogeneity->tau2_ci->high);
      CHECK(std::isfinite(s.heterogeneity->tau2_ci->high));
    }
}

}  // namespace steelyard::support
