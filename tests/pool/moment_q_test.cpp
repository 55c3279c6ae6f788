// The distribution of the generalised Q statistic with many studies, against the χ² that it is where all are alike.
#include <cmath>

#include "pool/moment_q.h"
#include "steelyard/stats/distributions.h"
#include "support/catch.h"

namespace steelyard {

namespace {

Eigen::ArrayXd alternating(Eigen::Index k, double size) {
  Eigen::ArrayXd y(k);
  for (Eigen::Index i = 0; i < k; ++i) y[i] = size * (i % 2 == 0 ? 1 : -1);
  return y;
}

}  // namespace

TEST_CASE("Q of studies alike is a multiple of χ², however many factors its transform has") {
  for (const int k : {2, 3, 4, 5, 31, 32, 33, 400, 3000})
    for (const double size : {0.3, 0.9, 1.0, 1.1})
      for (const double t : {0.0, 0.05, 0.4, 3.0}) {
        CAPTURE(k, size, t);
        const MomentQ q(alternating(k, size), Eigen::ArrayXd::Ones(k), Eigen::ArrayXd::Ones(k));
        const double square = k * size * size - (k % 2 == 0 ? 0 : size * size / k);
        const double expected = 1 - chi_squared_upper(square / (1 + t), k - 1);
        CHECK(std::abs(q.probability(t) - expected) < 1e-11);
      }
}

TEST_CASE("The slope of Q's probability is that of its differences, for studies unlike each other") {
  constexpr int k = 61;
  const Eigen::ArrayXd v = Eigen::ArrayXd::LinSpaced(k, 0, 4).exp();
  const MomentQ q(alternating(k, 2.5), v, v.sqrt().inverse());
  for (const double t : {0.3, 2.0, 6.0}) {
    CAPTURE(t);
    constexpr double h = 1e-4;
    const auto at = q.probability_and_slope(t);
    CHECK(std::abs(at.value - q.probability(t)) < 1e-14);
    const double slope = (q.probability(t + h) - q.probability(t - h)) / (2 * h);
    CHECK(std::abs(at.slope - slope) < 1e-7);
  }
}

}  // namespace steelyard
