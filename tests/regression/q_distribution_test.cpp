// The distribution of the generalised Q beyond moderators, and the median-unbiased τ² from it.
#include "regression/q_distribution.h"

#include <Eigen/Dense>
#include <cmath>
#include <numbers>

#include "pool/moment_q.h"
#include "steelyard/base/table.h"
#include "steelyard/regression/mixed_effects.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/quadrature.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

using Array = Eigen::ArrayXd;
using Matrix = Eigen::MatrixXd;

const std::vector<double> y{-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209,
                            0.0120,  -0.4694, -1.3713, -0.3394, 0.4459,  -0.0173};
const std::vector<double> v{0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230,
                            0.0040, 0.0564, 0.0730, 0.0124, 0.5325, 0.0714};
const std::vector<double> latitude{44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33};

Array array(const std::vector<double>& values) {
  return Eigen::Map<const Array>(values.data(), static_cast<Eigen::Index>(values.size()));
}

Matrix design(Eigen::Index k, int columns) {
  Matrix X = Matrix::Ones(k, columns);
  for (Eigen::Index i = 0; i < k; ++i) {
    if (columns > 1) X(i, 1) = latitude[static_cast<std::size_t>(i)];
    if (columns > 2) X(i, 2) = i % 3 == 0 ? 1 : 0;
  }
  return X;
}

struct Plain {
  Matrix P;
  double q = 0;
};
// P = A − AX(X'AX)⁻¹X'A
Plain plain(const Array& effects, const Array& a, const Matrix& X) {
  const Matrix A = a.matrix().asDiagonal();
  Plain result;
  result.P = A - A * X * (X.transpose() * A * X).inverse() * X.transpose() * A;
  result.q = effects.matrix().dot(result.P * effects.matrix());
  return result;
}

// P(Q ≤ q) from eigenvalues, by Imhof's integral. Source: Imhof, Biometrika 1961;48:419–426.
double imhof(const Plain& form, const Array& variance, Eigen::Index rank, double tau2) {
  const Array s = (variance + tau2).sqrt();
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(s.matrix().asDiagonal() * form.P *
                                                    s.matrix().asDiagonal());
  const Array lambda = eigen.eigenvalues().array().tail(rank) / form.q;
  const auto f = [&](double u) {
    const double angle = ((lambda * u).atan().sum() - u) / 2;
    return std::sin(angle) / (u * (1 + (lambda * u).square()).pow(0.25).prod());
  };
  double sum = 0;
  for (int i = 0; i < 400; ++i) sum += integral(f, i == 0 ? 1e-12 : 4.0 * i, 4.0 * (i + 1));
  return 0.5 - sum / std::numbers::pi;
}

std::vector<double> of_weights(const Projection& projection, const Array& a) {
  std::vector<double> result;
  for (const std::size_t i : projection.order())
    result.push_back(1 / a[static_cast<Eigen::Index>(i)]);
  return result;
}

MixedEffects fitted(const Array& effects, const Array& variances, const Matrix& X,
                    const Array& weights = {}) {
  MixedEffectsSettings settings;
  settings.tau2 = find_row(tau2_estimators(), "GENQM");
  settings.weights = weights;
  std::vector<std::string> names{"intercept", "x1", "x2"};
  names.resize(static_cast<std::size_t>(X.cols()));
  std::string why;
  const auto fit = fit_mixed_effects(effects, variances, X, names, settings, why);
  CAPTURE(why);
  REQUIRE(fit);
  return *fit;
}

}  // namespace

TEST_CASE("The distribution of Q beyond moderators is that of its eigenvalues") {
  for (const int columns : {1, 2, 3})
    for (const Array& a : {Array(array(v).inverse()), Array(array(v).rsqrt())}) {
      const Matrix X = design(13, columns);
      Projection projection(array(y), array(v), X);
      projection.factor(of_weights(projection, a / projection.unit() / projection.unit()));
      const Plain form = plain(array(y), a, X);
      for (const double tau2 : {0.0, 0.05, 0.5, 5.0}) {
        CAPTURE(columns, tau2);
        CHECK(std::abs(probability_of_q(projection, tau2 / projection.unit()) -
                       imhof(form, array(v), 13 - columns, tau2)) < 1e-8);
      }
    }
}

TEST_CASE("Without moderators it is the distribution of Q of the pooled effect") {
  const Array a = array(v).rsqrt();
  Projection projection(array(y), array(v), design(13, 1));
  projection.factor(of_weights(projection, a));
  const MomentQ alone(array(y), array(v), a);
  for (const double t : {0.0, 1.0, 20.0, 1000.0})
    CHECK(std::abs(probability_of_q(projection, t) - alone.probability(t)) < 1e-11);
  CHECK(apart(fitted(array(y), array(v), design(13, 1)).tau2,
              find_row(tau2_estimators(), "GENQM")->estimate(array(y), array(v)).value) < 1e-9);
}

TEST_CASE("The median-unbiased generalised Q estimator solves its equation beside moderators") {
  const Array people = Array::LinSpaced(13, 100, 5000);
  for (const int columns : {2, 3})
    for (const bool own : {false, true}) {
      const Matrix X = design(13, columns);
      const Array a = own ? people : Array(array(v).rsqrt());
      const double tau2 = fitted(array(y), array(v), X, own ? people : Array()).tau2;
      REQUIRE(tau2 > 0);
      CHECK(std::abs(imhof(plain(array(y), a, X), array(v), 13 - columns, tau2) - 0.5) < 1e-7);
      // The unit of effects, of weights and the order of studies do not matter.
      CHECK(apart(fitted(array(y) * 1e6, array(v) * 1e12, X, own ? Array(people * 7) : Array()).tau2 /
                      1e12,
                  tau2) < 1e-8);
      CHECK(apart(fitted(array(y).reverse(), array(v).reverse(), X.colwise().reverse(),
                         own ? Array(people.reverse()) : Array())
                      .tau2,
                  tau2) < 1e-9);
    }
}

TEST_CASE("One degree of freedom leaves one term of χ², whose median is known") {
  const Array effects = array(y).head(4), variances = array(v).head(4);
  const Matrix X = design(4, 3);
  const Plain form = plain(effects, variances.rsqrt(), X);
  const double expected =
      (form.q / chi_squared_quantile(0.5, 1) - (form.P.diagonal().array() * variances).sum()) /
      form.P.trace();
  CHECK(apart(fitted(effects, variances, X).tau2, std::max(0.0, expected), 1e-3) < 1e-9);
}

}  // namespace steelyard::support
