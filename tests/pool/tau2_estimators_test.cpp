// Estimators of the between-study variance: naive second formulas, properties, hard cases.
#include <algorithm>
#include <set>

#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

using Array = Eigen::ArrayXd;

// The profile log-likelihoods as papers print them.
double log_likelihood(const Array& y, const Array& v, double tau2, bool restricted) {
  const Array w = 1 / (v + tau2);
  const double mu = (w * y).sum() / w.sum();
  const double full = (v + tau2).log().sum() + (w * (y - mu).square()).sum();
  return -0.5 * (restricted ? full + std::log(w.sum()) : full);
}

Array column(std::initializer_list<double> values) {
  Array result(static_cast<Eigen::Index>(values.size()));
  std::ranges::copy(values, result.begin());
  return result;
}

struct Example {
  const char* name;
  Array y, v;
};

std::vector<Example> examples() {
  return {
      {"BCG",
       column({-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209, 0.0120, -0.4694,
               -1.3713, -0.3394, 0.4459, -0.0173}),
       column({0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230, 0.0040, 0.0564, 0.0730,
               0.0124, 0.5325, 0.0714})                                                         },
      {"two studies",         column({0.1, 0.9}),                 column({0.02, 0.03})          },
      {"homogeneous",         column({0.3, 0.31, 0.29}),          column({0.04, 0.05, 0.03})    },
      {"one precise outlier", column({5, 0.1, -0.2, 0.3}),        column({1e-6, 0.1, 0.2, 0.15})},
      {"one vague outlier",   column({41, 0.7, -0.2, 0.8, -0.6}), column({90, 6, 3.6, 1.5, 0.8})},
  };
}

double estimate(std::string_view id, const Array& y, const Array& v) {
  return find_row(tau2_estimators(), id)->estimate(y, v).value;
}

}  // namespace

TEST_CASE("No between-study variance on a fine grid has a higher likelihood than the estimate") {
  for (const Example& e : examples())
    for (const bool restricted : {false, true}) {
      CAPTURE(e.name, restricted);
      const double ours = estimate(restricted ? "REML" : "ML", e.y, e.v);
      const double height = log_likelihood(e.y, e.v, ours, restricted);
      const double noise = 1e-12 * (1 + std::abs(height));
      CHECK(log_likelihood(e.y, e.v, 0, restricted) <= height + noise);
      for (double tau2 = e.v.minCoeff() * 1e-3; tau2 < 1e5; tau2 *= 1.02)
        REQUIRE(log_likelihood(e.y, e.v, tau2, restricted) <= height + noise);
    }
}

TEST_CASE("Of two maxima of the likelihood the higher one is taken") {
  int several = 0;
  for (const auto& record : reference("pooling")) {
    const auto effects = effects_of(numbers(record["yi"]), numbers(record["vi"]));
    const std::string measure = record["measure"], view = record["view"];
    // The views whose likelihood the reference records found to have two maxima.
    const std::set<std::string> two{"lau1992",   "pagliaro1992.beta", "fleiss1993bin",
                                    "olkin1995", "amlodipine",        "amlodipine.plac"};
    if (!two.contains(view)) continue;
    ++several;
    for (const bool restricted : {false, true}) {
      CAPTURE(view, measure, restricted);
      const double ours = estimate(restricted ? "REML" : "ML", effects.y, effects.v);
      const double height = log_likelihood(effects.y, effects.v, ours, restricted);
      CHECK(log_likelihood(effects.y, effects.v, 0, restricted) <= height + 1e-10);
      for (double tau2 = effects.v.minCoeff() * 1e-3; tau2 < 1e5; tau2 *= 1.05)
        REQUIRE(log_likelihood(effects.y, effects.v, tau2, restricted) <= height + 1e-10);
    }
  }
  CHECK(several >= 6);
}

TEST_CASE("Moment estimators agree with their formulas written out") {
  for (const Example& e : examples()) {
    CAPTURE(e.name);
    const auto k = static_cast<double>(e.y.size());
    const Array w = 1 / e.v;
    const double mu = (w * e.y).sum() / w.sum();
    const double Q = (w * (e.y - mu).square()).sum();
    const double C = w.sum() - w.square().sum() / w.sum();
    const double spread = (e.y - e.y.mean()).square().sum();
    const double scale = e.v.mean() * 1e-3;
    CHECK(apart(estimate("DL", e.y, e.v), std::max(0.0, (Q - (k - 1)) / C), scale) < 1e-9);
    CHECK(apart(estimate("HS", e.y, e.v), std::max(0.0, (Q - k) / w.sum()), scale) < 1e-9);
    CHECK(apart(estimate("HE", e.y, e.v), std::max(0.0, spread / (k - 1) - e.v.mean()), scale) <
          1e-9);
    const Array w0 = 1 / (e.v + spread / k);
    const double mu0 = (w0 * e.y).sum() / w0.sum();
    const double sj = spread / k * (w0 * (e.y - mu0).square()).sum() / (k - 1);
    CHECK(apart(estimate("SJ", e.y, e.v), sj) < 1e-9);
    const double pm = estimate("PM", e.y, e.v);
    const Array wp = 1 / (e.v + pm);
    const double mup = (wp * e.y).sum() / wp.sum();
    const double q_at_pm = (wp * (e.y - mup).square()).sum();
    if (pm > 0)
      CHECK(apart(q_at_pm, k - 1) < 1e-9);
    else
      CHECK(q_at_pm <= k - 1);
  }
}

TEST_CASE("The estimate scales with the square of the effects, at every size of variances") {
  for (const Example& e : examples())
    for (const Tau2Estimator* row : tau2_estimators()) {
      const Tau2 plain = row->estimate(e.y, e.v);
      for (const double c : {1e-6, 1e-3, 7.0, 1e3, 1e6}) {
        CAPTURE(e.name, std::string(row->id), c);
        const Tau2 scaled = row->estimate(e.y * c, e.v * c * c);
        CHECK(apart(scaled.value, plain.value * c * c, e.v.minCoeff() * c * c * 1e-3) < 1e-10);
        CHECK(apart(*scaled.se, *plain.se * c * c) < 1e-10);
      }
    }
}

TEST_CASE("The estimate does not depend on the order of studies") {
  for (const Example& e : examples())
    for (const Tau2Estimator* row : tau2_estimators()) {
      CAPTURE(e.name, std::string(row->id));
      const Array y = e.y.reverse(), v = e.v.reverse();
      CHECK(apart(row->estimate(y, v).value, row->estimate(e.y, e.v).value, e.v.minCoeff() * 1e-3) <
            1e-11);
    }
}

TEST_CASE("Variances from 1e-12 to 1e12 in one analysis give finite estimates") {
  const Array v = column({1e-12, 1e-6, 1, 1e6, 1e12});
  for (const Array& y : {column({0, 0, 0, 0, 0}), column({1, 1, 1, 1, 1}), column({1, 2, 3, 4, 5}),
                         column({-1e6, 1, 0, 1e3, 1e9})})
    for (const Tau2Estimator* row : tau2_estimators()) {
      CAPTURE(std::string(row->id), y[0]);
      const Tau2 result = row->estimate(y, v);
      CHECK(result.converged);
      CHECK(std::isfinite(result.value));
      CHECK(result.value >= 0);
    }
}

TEST_CASE("Effects that differ by more than numbers can square are refused, not looped over") {
  const Array y = column({-1e200, 1e200, 3}), v = column({1e-200, 1e-200, 1e-200});
  for (const Tau2Estimator* row : tau2_estimators()) {
    CAPTURE(std::string(row->id));
    const Tau2 result = row->estimate(y, v);
    CHECK_FALSE(result.converged);
    CHECK(result.reason == "the effects are too far apart for their variances");
  }
}

TEST_CASE("One study gives no between-study variance") {
  for (const Tau2Estimator* row : tau2_estimators()) {
    const Tau2 result = row->estimate(column({0.4}), column({0.1}));
    CHECK(result.value == 0);
    CHECK_FALSE(result.se);
  }
}

}  // namespace steelyard::support
