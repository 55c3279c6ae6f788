// Meta-regression: naive second formulas, the intercept-only case, properties and hard cases.
#include "steelyard/regression/mixed_effects.h"

#include "stats/matrices.h"
#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

using Array = Eigen::ArrayXd;
using Matrix = Eigen::MatrixXd;

Array column(std::initializer_list<double> values) {
  Array result(static_cast<Eigen::Index>(values.size()));
  std::ranges::copy(values, result.begin());
  return result;
}

struct Example {
  const char* name;
  Array y, v, x;
};

// The BCG trials: log risk ratios, variances, absolute latitude.
const Example bcg{"BCG",
                  column({-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209, 0.0120,
                          -0.4694, -1.3713, -0.3394, 0.4459, -0.0173}),
                  column({0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230, 0.0040, 0.0564,
                          0.0730, 0.0124, 0.5325, 0.0714}),
                  column({44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33})};

std::vector<Example> examples() {
  return {
      bcg,
      {"four studies",        column({0.1, 0.9, 0.4, 0.2}),        column({0.02, 0.03, 0.1, 0.5}),
        column({1, 2, 3, 5})                  },
      {"homogeneous",         column({0.3, 0.31, 0.29, 0.3}),      column({0.04, 0.05, 0.03, 0.02}),
        column({2, 1, 1, 2})                  },
      {"one precise outlier", column({5, 0.1, -0.2, 0.3, 0.7}),    column({1e-6, 0.1, 0.2, 0.15, 1}),
        column({3, 1, 2, 9, 4})               },
      {"one vague outlier",   column({41, 0.7, -0.2, 0.8, -0.6}),  column({90, 6, 3.6, 1.5, 0.8}),
        column({0, 1, 0, 1, 1})               },
      {"years",               column({1.2, 0.7, -0.2, 0.8, -0.6}), column({2, 1, 0.6, 0.5, 0.8}),
        column({1987, 1991, 2001, 2013, 2020})},
  };
}

Matrix with_intercept(const Array& x) {
  Matrix X(x.size(), 2);
  X << Eigen::VectorXd::Ones(x.size()), x.matrix();
  return X;
}

const std::vector<std::string> two_names{"intercept", "x"};

MixedEffects fitted(const Array& y, const Array& v, const Matrix& X,
                    const MixedEffectsSettings& settings) {
  std::vector<std::string> names{"intercept"};
  while (names.size() < static_cast<std::size_t>(X.cols()))
    names.push_back(std::string("x").append(std::to_string(names.size())));
  std::string why;
  const auto fit = fit_mixed_effects(y, v, X, names, settings, why);
  INFO(why);
  REQUIRE(fit);
  return *fit;
}

double tau2_of(std::string_view id, const Example& e) {
  return fitted(e.y, e.v, with_intercept(e.x), {.tau2 = find_row(tau2_estimators(), id)}).tau2;
}

// P = W − W X (X'W X)⁻¹ X'W of the normal equations, in full.
Matrix projection(const Array& w, const Matrix& X) {
  const Matrix W = w.matrix().asDiagonal(), WX = product(W, X);
  return W - product(product(WX, inverse_of(transposed_product(X, WX))), Matrix(WX.transpose()));
}

double quadratic(const Matrix& P, const Array& y) {
  return y.matrix().dot(product(P, Eigen::VectorXd(y)));
}

double log_likelihood(const Example& e, double tau2, bool restricted) {
  const Matrix X = with_intercept(e.x - e.x.mean());
  const Array w = 1 / (e.v + tau2);
  double twice = (e.v + tau2).log().sum() +
                 quadratic(projection(w, X), e.y);
  const Matrix WX = w.matrix().asDiagonal() * X;
  if (restricted)
    twice += std::log(determinant_of(transposed_product(X, WX))) -
             std::log(determinant_of(transposed_product(X, X)));
  const double k = static_cast<double>(e.y.size()) - (restricted ? 2 : 0);
  return -0.5 * (twice + k * std::log(2 * 3.14159265358979323846));
}

}  // namespace

TEST_CASE("Without moderators a meta-regression is the pooled answer") {
  std::vector<Example> all = examples();
  all.push_back(
      {"wide variances", column({1, 2, 3, 4, 5}), column({1e-12, 1e-6, 1, 1e6, 1e12}), {}});
  all.push_back({"one study with all the weight", column({2, 1, 1.5}), column({1e-9, 1, 2}), {}});
  all.push_back({"far from zero", bcg.y + 1e8, bcg.v, {}});
  for (const Example& e : all)
    for (const Tau2Estimator* row : tau2_estimators()) {
      CAPTURE(e.name, std::string(row->id));
      std::string why;
      const auto fit = fit_mixed_effects(e.y, e.v, Matrix::Ones(e.y.size(), 1), {"intercept"},
                                         {.tau2 = row}, why);
      if (!fit && why.find("not defined with moderators") != std::string::npos) continue;
      REQUIRE(fit);
      const auto effects = effects_of({e.y.begin(), e.y.end()}, {e.v.begin(), e.v.end()});
      const Synthesis pooled = pool(effects, {.tau2 = row});
      const double small = 1e-3 * e.v.minCoeff();
      CHECK(apart(fit->tau2, *pooled.heterogeneity->tau2, small) < 1e-10);
      CHECK(apart(*fit->tau2_se, *pooled.heterogeneity->tau2_se) < 1e-10);
      CHECK(apart(fit->coefficients[0].estimate, *pooled.estimate, *pooled.se) < 1e-10);
      CHECK(apart(fit->coefficients[0].se, *pooled.se) < 1e-10);
      CHECK(apart(fit->qe, pooled.heterogeneity->q, 1e-3) < 1e-10);
      CHECK(apart(fit->i2, pooled.heterogeneity->i2, 1e-3) < 1e-10);
      CHECK(apart(fit->h2, pooled.heterogeneity->h2) < 1e-10);
    }
}

TEST_CASE("Coefficients, tests and leverages are those of the normal equations") {
  for (const Example& e : examples()) {
    CAPTURE(e.name);
    const Matrix X = with_intercept(e.x);
    const MixedEffects fit = fitted(
        e.y, e.v, X, {.tau2 = tau2_estimators().front(), .test = CoefficientTest::knapp_hartung});
    const Array w = 1 / (e.v + fit.tau2);
    // Centred, because the normal equations of years lose half of the digits.
    const Matrix C = with_intercept(e.x - e.x.mean());
    const Matrix WC = w.matrix().asDiagonal() * C;
    const Matrix inverse = inverse_of(transposed_product(C, WC));
    const Eigen::VectorXd b = product(inverse, transposed_product(C, Eigen::VectorXd(w * e.y)));
    const Array r = e.y - product(C, b).array();
    const double s2 = (w * r.square()).sum() / static_cast<double>(e.y.size() - 2);
    CHECK(apart(fit.scale, s2) < 1e-9);
    CHECK(apart(fit.coefficients[1].estimate, b[1], std::sqrt(inverse(1, 1))) < 1e-10);
    CHECK(apart(fit.coefficients[1].se, std::sqrt(s2 * inverse(1, 1))) < 1e-9);
    CHECK(apart(fit.coefficients[0].estimate, b[0] - b[1] * e.x.mean(), fit.coefficients[0].se) <
          1e-10);
    const Array h = product(product(C, inverse), Matrix(C.transpose())).diagonal().array() * w;
    for (Eigen::Index i = 0; i < h.size(); ++i) {
      CHECK(std::abs(fit.hat[i] - h[i]) < 1e-9);
      CHECK(apart(fit.residual[i], r[i], fit.coefficients[0].se) < 1e-9);
    }
    CHECK(apart(fit.qm, std::pow(fit.coefficients[1].statistic, 2)) < 1e-10);
    CHECK(apart(fit.qm_p, fit.coefficients[1].p) < 1e-9);
    CHECK(apart(*fit.log_likelihood, log_likelihood(e, fit.tau2, false)) < 1e-9);
    CHECK(apart(*fit.log_likelihood_restricted, log_likelihood(e, fit.tau2, true)) < 1e-9);
  }
}

TEST_CASE("Residual variances agree with their formulas written out with k × k matrices") {
  for (const Example& e : examples()) {
    CAPTURE(e.name);
    const double k = static_cast<double>(e.y.size()), df = k - 2;
    const Matrix X = with_intercept(e.x - e.x.mean());
    const Array w = 1 / e.v;
    const Matrix P = projection(w, X), V = e.v.matrix().asDiagonal();
    const double Q = quadratic(P, e.y);
    CHECK(apart(tau2_of("DL", e), std::max(0.0, (Q - df) / P.trace()), 1e-3) < 1e-8);
    CHECK(apart(tau2_of("HS", e), std::max(0.0, (Q - k) / w.sum()), 1e-3) < 1e-8);
    CHECK(apart(tau2_of("HSk", e), std::max(0.0, (k / df * Q - k) / w.sum()), 1e-3) < 1e-8);
    const Matrix M = projection(Array::Ones(e.y.size()), X);
    CHECK(apart(tau2_of("HE", e), std::max(0.0, (quadratic(M, e.y) - product(M, V).trace()) / df), 1e-3) <
          1e-8);
    const double t0 = (e.y - e.y.mean()).square().sum() / k;
    CHECK(apart(tau2_of("SJ", e), quadratic(projection(1 / (e.v / t0 + 1), X), e.y) / df) <
          1e-8);
    const double pm = tau2_of("PM", e);
    const double q_at_pm = quadratic(projection(1 / (e.v + pm), X), e.y);
    CHECK(pm >= 0);
    if (pm > 0)
      CHECK(apart(q_at_pm, df) < 1e-8);
    else
      CHECK(q_at_pm <= df);
  }
}

TEST_CASE("No residual variance on a fine grid has a higher likelihood than the estimate") {
  for (const Example& e : examples())
    for (const bool restricted : {false, true}) {
      CAPTURE(e.name, restricted);
      const double ours = tau2_of(restricted ? "REML" : "ML", e);
      const double height = log_likelihood(e, ours, restricted);
      const double noise = 1e-9 * (1 + std::abs(height));
      CHECK(log_likelihood(e, 0, restricted) <= height + noise);
      for (double tau2 = 1e-4; tau2 < 1e5; tau2 *= 1.05)
        REQUIRE(log_likelihood(e, tau2, restricted) <= height + noise);
    }
}

TEST_CASE("A meta-regression keeps its answer under other units, origins and orders") {
  for (const Example& e : examples())
    for (const Tau2Estimator* row : tau2_estimators()) {
      const MixedEffectsSettings settings{.tau2 = row};
      std::string why;
      if (!fit_mixed_effects(e.y, e.v, with_intercept(e.x), two_names, settings, why)) continue;
      CAPTURE(e.name, std::string(row->id));
      const auto fit = fitted(e.y, e.v, with_intercept(e.x), settings);
      const double small = 1e-3 * e.v.minCoeff();
      const auto reversed =
          fitted(e.y.reverse(), e.v.reverse(), with_intercept(e.x.reverse()), settings);
      CHECK(apart(reversed.tau2, fit.tau2, small) < 1e-9);
      CHECK(apart(reversed.coefficients[1].estimate, fit.coefficients[1].estimate,
                  fit.coefficients[1].se) < 1e-9);
      for (const double c : {1e-6, 1e-3, 1e3, 1e8}) {
        CAPTURE(c);
        const auto scaled = fitted(e.y * c, e.v * c * c, with_intercept(e.x), settings);
        CHECK(apart(scaled.tau2, fit.tau2 * c * c, small * c * c) < 1e-9);
        CHECK(apart(scaled.coefficients[1].statistic, fit.coefficients[1].statistic, 1) < 1e-9);
        const auto units = fitted(e.y, e.v, with_intercept(e.x * c), settings);
        CHECK(apart(units.tau2, fit.tau2, small) < 1e-9);
        CHECK(apart(units.coefficients[1].se * c, fit.coefficients[1].se) < 1e-9);
        const auto moved = fitted(e.y, e.v, with_intercept(e.x + c), settings);
        CHECK(apart(moved.tau2, fit.tau2, small) < 1e-6);
        CHECK(apart(moved.coefficients[1].se, fit.coefficients[1].se) < 1e-6);
      }
    }
}

TEST_CASE("Redundant columns are left out and named") {
  const auto k = bcg.y.size();
  Matrix X(k, 4);
  X << Eigen::VectorXd::Ones(k), bcg.x.matrix(), (2 * bcg.x + 3).matrix(), Eigen::VectorXd::Zero(k);
  std::string why;
  const auto fit = fit_mixed_effects(bcg.y, bcg.v, X, {"intercept", "ablat", "twice", "none"},
                                     {.tau2 = tau2_estimators().front()}, why);
  REQUIRE(fit);
  CHECK(fit->redundant == std::vector<std::string>{"twice", "none"});
  CHECK(fit->coefficients.size() == 2);
  const auto plain =
      fitted(bcg.y, bcg.v, with_intercept(bcg.x), {.tau2 = tau2_estimators().front()});
  CHECK(fit->tau2 == plain.tau2);
}

TEST_CASE("A model that the studies cannot carry is refused with a reason") {
  std::string why;
  const Array y = column({1, 2}), v = column({1, 1});
  CHECK_FALSE(fit_mixed_effects(y, v, with_intercept(column({0, 1})), two_names, {}, why));
  CHECK(why == "the model has as many coefficients as there are studies, or more");
  const Array same = column({1, 1, 1, 1}), ones = column({1, 1, 1, 1});
  CHECK_FALSE(fit_mixed_effects(same, ones, with_intercept(column({0, 1, 2, 3})), two_names,
                                {.test = CoefficientTest::knapp_hartung}, why));
  CHECK(why ==
        "the Knapp–Hartung standard errors vanish, because the model fits every effect exactly");
}

TEST_CASE("A study that alone determines a coefficient has leverage one and no residual") {
  const Array y = column({0.1, 0.3, 0.2, 0.5}), v = column({0.02, 0.03, 0.01, 0.05});
  const auto fit =
      fitted(y, v, with_intercept(column({1, 0, 0, 0})), {.tau2 = tau2_estimators().front()});
  CHECK(fit.hat[0] == 1);
  CHECK(fit.residual[0] == 0);
  CHECK(fit.standardised[0] == 0);
}

TEST_CASE("Hard data give finite meta-regressions or a reason") {
  const Array v = column({1e-12, 1e-6, 1, 1e6, 1e12});
  for (const Array& y : {column({0, 0, 0, 0, 0}), column({1, 1, 1, 1, 1}), column({1, 2, 3, 4, 5}),
                         column({-1e6, 1, 0, 1e3, 1e9})})
    for (const Array& x :
         {column({1, 2, 3, 4, 5}), column({0, 0, 0, 0, 1}), column({1, 0, 0, 0, 0}),
          column({1e9, 1e9 + 1, 1e9, 1e9 + 3, 1e9}), column({1e-9, 1, 1e9, 2, 3})})
      for (const Tau2Estimator* row : tau2_estimators())
        for (const auto test : {CoefficientTest::z, CoefficientTest::knapp_hartung_adhoc}) {
          CAPTURE(std::string(row->id), y[0], y[4], x[0], x[4]);
          std::string why;
          const auto fit = fit_mixed_effects(y, v, with_intercept(x), two_names,
                                             {.tau2 = row, .test = test}, why);
          if (!fit) {
            CHECK(!why.empty());
            continue;
          }
          CHECK(std::isfinite(fit->tau2));
          for (const Coefficient& c : fit->coefficients) {
            CHECK(std::isfinite(c.p));
            CHECK(c.se > 0);
          }
        }
  std::string why;
  const Array far = column({-1e200, 1e200, 3, 1}), tiny = column({1e-200, 1e-200, 1e-200, 1e-200});
  CHECK_FALSE(fit_mixed_effects(far, tiny, with_intercept(column({1, 2, 3, 4})), two_names,
                                {.tau2 = tau2_estimators().front()}, why));
  CHECK(!why.empty());
}

TEST_CASE("Weights of inverse variances are the weights that a fit takes by itself") {
  const auto plain = fitted(bcg.y, bcg.v, with_intercept(bcg.x), {.fixed_tau2 = 0.1});
  const auto weighted = fitted(bcg.y, bcg.v, with_intercept(bcg.x),
                               {.fixed_tau2 = 0.1, .weights = 3 / (bcg.v + 0.1)});
  CHECK(apart(weighted.coefficients[1].estimate, plain.coefficients[1].estimate) < 1e-11);
  CHECK(apart(weighted.coefficients[0].se, plain.coefficients[0].se) < 1e-11);
  CHECK(apart(weighted.qm, plain.qm) < 1e-10);
}

}  // namespace steelyard::support
