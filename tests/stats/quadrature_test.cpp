// Integrals against closed forms.
#include "steelyard/stats/quadrature.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <thread>

#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
}

TEST_CASE("Gauss–Hermite rules agree with the printed table") {
  // Abramowitz and Stegun 1964, table 25.10, n = 5 and n = 20.
  const QuadratureRule& five = gauss_hermite(5);
  CHECK(five.nodes[2] == 0);
  CHECK(apart(five.nodes[3], 0.958572464613819) < 1e-14);
  CHECK(apart(five.nodes[4], 2.020182870456086) < 1e-14);
  CHECK(apart(five.weights[2], 0.9453087204829) < 1e-13);
  CHECK(apart(five.weights[4], 0.01995324205905) < 1e-12);
  CHECK(apart(five.plain[4], 1.1814886255360) < 1e-13);
  const QuadratureRule& twenty = gauss_hermite(20);
  CHECK(apart(twenty.nodes[19], 5.3874808900112) < 1e-13);
  CHECK(apart(twenty.weights[19], 2.229393645534e-13) < 1e-12);
}

TEST_CASE("Gauss–Hermite rules integrate every polynomial below degree 2n exactly") {
  for (const int n : {1, 2, 3, 7, 10, 31, 64, 100, 200}) {
    const QuadratureRule& rule = gauss_hermite(n);
    REQUIRE(static_cast<int>(rule.nodes.size()) == n);
    // ∫ x^(2m) exp(−x²) dx = Γ(m + ½)
    for (int m = 0; m < std::min(n, 60); ++m) {
      double sum = 0;
      for (std::size_t i = 0; i < rule.nodes.size(); ++i)
        sum += rule.weights[i] * std::pow(rule.nodes[i], 2 * m);
      CAPTURE(n, m);
      CHECK(apart(sum, std::tgamma(m + 0.5)) < 1e-12);
    }
    for (std::size_t i = 1; i < rule.nodes.size(); ++i)
      CHECK(rule.nodes[i] > rule.nodes[i - 1]);
  }
  CHECK(gauss_hermite(0).nodes.size() == 1);
  CHECK(gauss_hermite(10000).nodes.size() == 200);
}

TEST_CASE("Gauss–Hermite rules may be asked for from several threads at once") {
  std::vector<double> sums(4);
  std::vector<std::thread> threads;
  for (double& sum : sums)
    threads.emplace_back([&sum] {
      for (int n = 1; n <= 200; ++n)
        for (const double weight : gauss_hermite(n).weights) sum += weight;
    });
  for (std::thread& each : threads) each.join();
  for (const double sum : sums) CHECK(apart(sum, 200 * std::sqrt(std::numbers::pi)) < 1e-13);
}

TEST_CASE("Integrals over finite and infinite ranges agree with their closed forms") {
  const auto bell = [](double x) { return std::exp(-x * x / 2); };
  const double root = std::sqrt(2 * std::numbers::pi);
  CHECK(apart(integral(bell, -infinity, infinity), root) < 1e-13);
  CHECK(apart(integral(bell, 0, infinity), root / 2) < 1e-13);
  CHECK(apart(integral(bell, -infinity, 0), root / 2) < 1e-13);
  CHECK(apart(integral(bell, infinity, 0), -root / 2) < 1e-13);
  CHECK(apart(integral(bell, -1, 1), root * std::erf(1 / std::numbers::sqrt2)) < 1e-13);
  CHECK(apart(integral([](double x) { return 1 / (1 + x * x); }, -infinity, infinity),
              std::numbers::pi) < 1e-12);
  CHECK(apart(integral([](double x) { return std::sqrt(x); }, 0, 1), 2.0 / 3) < 1e-11);
  CHECK(apart(integral([](double x) { return std::exp(-x); }, 0, infinity), 1) < 1e-12);
  // A peak a thousand times narrower than the range.
  const auto peak = [](double x) { return std::exp(-0.5e6 * (x - 0.3) * (x - 0.3)); };
  CHECK(apart(integral(peak, 0, 1), root / 1000) < 1e-12);
  CHECK(integral(bell, 2, 2) == 0);
}

TEST_CASE("An integral that cancels, a kink and a value that is no number do not hang") {
  CHECK(std::abs(integral([](double x) { return std::sin(x); }, -3, 3)) < 1e-14);
  CHECK(apart(integral([](double x) { return std::abs(x - 0.1); }, -1, 1), 1.01) < 1e-12);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(std::isnan(integral([&](double) { return nan; }, 0, 1)));
  CHECK(std::isnan(integral([](double x) { return x; }, nan, 1)));
}

}  // namespace steelyard::support
