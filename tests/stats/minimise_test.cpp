// Minima that are known in closed form, at scales and shapes that likelihoods have.
#include "steelyard/stats/minimise.h"

#include <cmath>
#include <limits>

#include "stats/matrices.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double infinity = std::numeric_limits<double>::infinity();

VectorXd vector(std::initializer_list<double> values) {
  return Eigen::Map<const VectorXd>(values.begin(), static_cast<Index>(values.size()));
}

double rosenbrock(const VectorXd& x) {
  double sum = 0;
  for (Index i = 0; i + 1 < x.size(); ++i)
    sum += 100 * std::pow(x[i + 1] - x[i] * x[i], 2) + std::pow(1 - x[i], 2);
  return sum;
}

// A turned, stretched bowl: half the squared length of A(x − centre), A with condition 1e4.
MatrixXd stretched(Index n) {
  MatrixXd a = MatrixXd::Zero(n, n);
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j)
      a(i, j) = std::cos(static_cast<double>(i * j + 1)) + (i == j ? 2 : 0);
  MatrixXd q = a;  // orthonormal columns by Gram and Schmidt
  for (Index j = 0; j < n; ++j) {
    for (Index l = 0; l < j; ++l) q.col(j) -= q.col(l).dot(q.col(j)) * q.col(l);
    q.col(j).normalize();
  }
  VectorXd size(n);
  for (Index i = 0; i < n; ++i)
    size[i] = n == 1 ? 1 : std::pow(1e4, static_cast<double>(i) / static_cast<double>(n - 1));
  return size.asDiagonal() * q.transpose();
}

}  // namespace

TEST_CASE("A quadratic of condition 1e8 gives its minimum and its Hessian") {
  for (Index n = 1; n <= 6; ++n) {
    const MatrixXd a = stretched(n);
    const VectorXd centre = VectorXd::LinSpaced(n, 1, 2);
    const auto f = [&](const VectorXd& x) { return 7 + product(a, VectorXd(x - centre)).squaredNorm() / 2; };
    const Minimum found = minimise(f, VectorXd::Zero(n));
    CAPTURE(n);
    CHECK(found.converged);
    CHECK(product(a, VectorXd(found.at - centre)).norm() < 1e-10);
    const MatrixXd expected = transposed_product(a, a);
    CHECK((found.hessian - expected).norm() < 1e-8 * expected.norm());
    const MatrixXd inverse = inverse_of(expected);
    REQUIRE(found.hessian.rows() == n);
    CHECK((inverse_of(found.hessian) - inverse).norm() < 1e-6 * inverse.norm());
  }
}

TEST_CASE("Rosenbrock's valley is followed to its end") {
  for (Index n = 2; n <= 6; ++n) {
    VectorXd start = VectorXd::Constant(n, 0.3);
    start[0] = -1.2;
    const Minimum found = minimise(rosenbrock, start);
    CAPTURE(n, found.at.transpose(), found.value);
    CHECK(found.converged);
    // Beyond three variables the function has a second minimum near (−1, 1, 1 …).
    if (n < 4) CHECK((found.at - VectorXd::Ones(n)).norm() < 1e-9);
  }
  const Minimum far = minimise(rosenbrock, vector({-30, 500}));
  CHECK(far.converged);
  CHECK((far.at - VectorXd::Ones(2)).norm() < 1e-9);
  CHECK(apart(far.hessian(0, 0), 802) < 1e-8);
  CHECK(apart(far.hessian(0, 1), -400) < 1e-8);
  CHECK(apart(far.hessian(1, 1), 200) < 1e-8);
}

TEST_CASE("Variables of scale 1e-8 and 1e8 are found as well as those of scale 1") {
  for (const double offset : {0.0, 1.0, -40.0})
    for (const double factor : {1.0, 0.001, 1e5}) {
      const VectorXd scale = vector({1e-8, 1, 1e8, 1e-3});
      const auto f = [&](const VectorXd& x) {
        const Eigen::ArrayXd u = x.array() / scale.array() - 3;
        double sum = offset;
        for (Index i = 0; i < u.size(); ++i) sum += factor * (std::cosh(u[i]) + u[i] * u[0] / 4);
        return sum;
      };
      const Minimum found = minimise(f, VectorXd::Zero(4));
      CAPTURE(offset, factor, found.at.transpose());
      CHECK(found.converged);
      for (Index i = 0; i < 4; ++i) {
        CHECK(apart(found.at[i], 3 * scale[i]) < 1e-9);
        const double expected = factor * (i == 0 ? 1.5 : 1) / scale[i] / scale[i];
        CHECK(apart(found.hessian(i, i), expected) < 1e-8);
        if (i > 0) CHECK(apart(found.hessian(0, i), factor / 4 / scale[0] / scale[i]) < 1e-7);
      }
    }
}

TEST_CASE("A minimum on a bound is held there exactly") {
  // Free of bounds the minimum is at (−1, 2, 5).
  const auto f = [](const VectorXd& x) {
    return std::pow(x[0] + 1, 2) + std::pow(x[1] - 2, 2) + std::pow(x[2] - 5, 2) +
           (x[0] + 1) * (x[1] - 2) + 0.1 * std::pow(x[1] - 2, 4);
  };
  const Minimum found =
      minimise(f, vector({3, 0.5, 1}), vector({0, -infinity, 0}), vector({infinity, infinity, 4}));
  CHECK(found.converged);
  CHECK(found.at[0] == 0);
  CHECK(found.at[2] == 4);
  CHECK(found.held == std::vector<bool>{true, false, true});
  // 2u + 1 + 0.4u³ = 0 with u = x₁ − 2.
  const double u = found.at[1] - 2;
  CHECK(std::abs(2 * u + 1 + 0.4 * u * u * u) < 1e-10);
  REQUIRE(found.hessian.rows() == 3);
  CHECK(apart(found.hessian(0, 0), 2) < 1e-6);
  CHECK(apart(found.hessian(0, 1), 1) < 1e-6);
  CHECK(apart(found.hessian(1, 1), 2 + 1.2 * u * u) < 1e-8);
}

TEST_CASE("A minimum just at, or a hair inside, a bound is found") {
  for (const double where : {0.0, 1e-9, 1e-5, 1e-2}) {
    const auto f = [&](const VectorXd& x) {
      return std::pow(x[0] - where, 2) + std::pow(x[1] - 1 - x[0], 2);
    };
    const Minimum found =
        minimise(f, vector({2, 7}), vector({0, -infinity}), vector({infinity, infinity}));
    CAPTURE(where);
    CHECK(found.converged);
    CHECK(std::abs(found.at[0] - where) < 1e-8);
    CHECK(std::abs(found.at[1] - 1 - where) < 1e-8);
  }
}

TEST_CASE("Starting on a bound that does not hold, the minimum inside is found") {
  const auto f = [](const VectorXd& x) { return std::pow(x[0] - 3, 2) + std::pow(x[1] + 3, 2); };
  const Minimum found = minimise(f, vector({0, 0}), vector({0, -10}), vector({10, 0}));
  CHECK(found.converged);
  CHECK((found.at - vector({3, -3})).norm() < 1e-12);
  const Minimum fixed = minimise(f, vector({0, 0}), vector({0, -10}), vector({0, 0}));
  CHECK(fixed.converged);
  CHECK(fixed.at[0] == 0);
  CHECK(apart(fixed.at[1], -3) < 1e-12);
}

TEST_CASE("A function that is infinite or not a number beyond a region is no obstacle") {
  // Minimum at (1/2, 4): −log x₀ + 2 x₀, and x₁ − 4 log x₁.
  const auto f = [](const VectorXd& x) {
    if (x[0] > 3) return infinity;
    return -std::log(x[0]) + 2 * x[0] + x[1] - 4 * std::log(x[1]);
  };
  for (const double start : {1e-6, 0.1, 2.9}) {
    const Minimum found = minimise(f, vector({start, start}));
    CAPTURE(start);
    CHECK(found.converged);
    CHECK(apart(found.at[0], 0.5) < 1e-11);
    CHECK(apart(found.at[1], 4) < 1e-11);
    CHECK(apart(found.hessian(0, 0), 4) < 1e-8);
    CHECK(apart(found.hessian(1, 1), 0.25) < 1e-8);
  }
}

TEST_CASE("Flat directions, slopes without end and saddles do not count as converged") {
  const auto valley = [](const VectorXd& x) { return std::pow(x[0] + x[1] - 1, 2); };
  CHECK_FALSE(minimise(valley, vector({3, 4})).converged);
  const auto constant = [](const VectorXd&) { return 2.0; };
  CHECK_FALSE(minimise(constant, vector({3, 4})).converged);
  const auto falling = [](const VectorXd& x) { return std::exp(-x[0]) + x[1] * x[1]; };
  CHECK_FALSE(minimise(falling, vector({1, 1})).converged);
  const auto slope = [](const VectorXd& x) { return x[0] - x[1]; };
  CHECK_FALSE(minimise(slope, vector({1, 1})).converged);
  const auto nowhere = [](const VectorXd&) { return std::nan(""); };
  CHECK_FALSE(minimise(nowhere, vector({1, 1})).converged);
  const auto saddle = [](const VectorXd& x) {
    return x[0] * x[0] - x[1] * x[1] + std::pow(x[1], 4);
  };
  const Minimum left = minimise(saddle, vector({0, 0}));
  CHECK(left.converged);
  CHECK(apart(left.value, -0.25) < 1e-12);
}

TEST_CASE("A flat direction within bounds is not converged, one that bounds close is") {
  const auto valley = [](const VectorXd& x) { return std::pow(x[0], 2) + 0 * x[1]; };
  CHECK_FALSE(minimise(valley, vector({3, 0.5}), vector({-5, 0}), vector({5, 1})).converged);
  CHECK(minimise(valley, vector({3, 1}), vector({-5, 1}), vector({5, 1})).converged);
}

TEST_CASE("The likelihood of a mean and a variance has its closed-form maximum at every scale") {
  const VectorXd sample = vector({0.1, 0.4, -1.2, 2.2, 0.9, -0.3});
  for (const double c : {1e-6, 1.0, 1e6}) {
    const auto minus_log = [&](const VectorXd& x) {
      const Eigen::ArrayXd off = c * sample.array() - x[0];
      return 0.5 * (6 * std::log(x[1]) + off.square().sum() / x[1]);
    };
    const Minimum found = minimise(minus_log, vector({0, c * c}), vector({-infinity, 0}),
                                   vector({infinity, infinity}));
    const double mean = c * sample.mean();
    const double variance = (c * sample.array() - mean).square().mean();
    CAPTURE(c);
    CHECK(found.converged);
    CHECK(apart(found.at[0], mean) < 1e-11);
    CHECK(apart(found.at[1], variance) < 1e-11);
    CHECK(apart(found.hessian(0, 0), 6 / variance) < 1e-9);
    CHECK(apart(found.hessian(1, 1), 3 / variance / variance) < 1e-9);
    const MatrixXd elsewhere = hessian_at(minus_log, vector({2 * c, c * c}));
    REQUIRE(elsewhere.rows() == 2);
    CHECK(apart(elsewhere(0, 0), 6 / (c * c)) < 1e-8);
    CHECK(apart(elsewhere(0, 1), (6 * (c * sample.mean() - 2 * c)) / std::pow(c, 4)) < 1e-8);
  }
}

TEST_CASE("A function with noise of its own is minimised as well as the noise allows") {
  const auto f = [](const VectorXd& x) {
    const double noise = 1e-10 * std::sin(1e7 * x[0] + 3e6 * x[1]);
    return 50 + std::cosh(x[0] - 1) + std::cosh(x[1] + x[0]) + noise;
  };
  const Minimum found = minimise(f, vector({4, 4}));
  CHECK(found.converged);
  CHECK((found.at - vector({1, -1})).norm() < 1e-5);
  CHECK(apart(found.hessian(0, 0), 2) < 1e-4);
}

TEST_CASE("Without variables, or with a start outside the bounds, the answer is what it must be") {
  const auto f = [](const VectorXd& x) { return 1 + x.squaredNorm(); };
  CHECK(minimise(f, VectorXd()).converged);
  CHECK(minimise(f, VectorXd()).value == 1);
  const Minimum found = minimise(f, vector({-4}), vector({2}), vector({9}));
  CHECK(found.converged);
  CHECK(found.at[0] == 2);
  const Minimum again = minimise(f, vector({-4}), vector({2}), vector({9}));
  CHECK(found.hessian == again.hessian);
}

}  // namespace steelyard::support
