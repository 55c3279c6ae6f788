// Integrals: Gauss–Hermite rules, and adaptive Gauss–Kronrod quadrature.
#include "steelyard/stats/quadrature.h"

#include <algorithm>
#include <array>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>
#include <mutex>
#include <numbers>

#include "stats/matrices.h"

namespace steelyard {

namespace {

constexpr int most_nodes = 200;

// Orthonormal Hermite functions h_j(x) = H_j(x) exp(−x²/2)/√(2^j j! √π) for j = 0 … n, which stay
// in the range of doubles where the polynomials do not.
struct HermiteFunctions {
  double last = 0;        // h_n
  double before = 0;      // h_{n−1}
  double squares = 0;     // Σ h_j² for j < n
};

HermiteFunctions hermite_functions(int n, double x) {
  HermiteFunctions h;
  h.last = std::exp(-x * x / 2) / std::sqrt(std::sqrt(std::numbers::pi));
  for (int j = 0; j < n; ++j) {
    h.squares += h.last * h.last;
    const double next =
        std::sqrt(2.0 / (j + 1)) * x * h.last - std::sqrt(j / (j + 1.0)) * h.before;
    h.before = h.last;
    h.last = next;
  }
  return h;
}

// Eigenvalues of the Jacobi matrix are the nodes to a few digits less than full; Newton steps on
// the recurrence give the rest, and sums of squares the weights without any cancellation.
QuadratureRule made_gauss_hermite(int n) {
  const auto size = static_cast<std::size_t>(n);
  QuadratureRule rule;
  rule.nodes.assign(size, 0);
  if (n > 1) {
    Eigen::VectorXd off_diagonal(n - 1);
    for (int j = 1; j < n; ++j) off_diagonal[j - 1] = std::sqrt(j / 2.0);
    const Eigen::VectorXd eigenvalues =
        tridiagonal_eigenvalues(Eigen::VectorXd::Zero(n), off_diagonal);
    for (std::size_t i = 0; i < size / 2; ++i) {
      double x = -eigenvalues[static_cast<Eigen::Index>(i)];
      for (int step = 0; step < 4; ++step) {
        const HermiteFunctions h = hermite_functions(n, x);
        x -= h.last / (std::sqrt(2.0 * n) * h.before - x * h.last);
      }
      rule.nodes[i] = -x;
      rule.nodes[size - 1 - i] = x;
    }
  }
  for (const double x : rule.nodes) {
    rule.plain.push_back(1 / hermite_functions(n, x).squares);
    rule.weights.push_back(rule.plain.back() * std::exp(-x * x));
  }
  return rule;
}

struct Piece {
  double low = 0, high = 0;
  double value = 0, error = 0;
  double size = 0;  // of |f|
};

// The 21-point Kronrod rule, with the 10-point Gauss rule inside for its error.
template <class Function>
Piece piece(const Function& f, double low, double high) {
  using Kronrod = boost::math::quadrature::gauss_kronrod<double, 21>;
  using Gauss = boost::math::quadrature::gauss<double, 10>;
  const auto& x = Kronrod::abscissa();
  const auto& w = Kronrod::weights();
  const double middle = low + (high - low) / 2, half = (high - low) / 2;
  const double at_middle = f(middle);
  double kronrod = w[0] * at_middle, gauss = 0, size = w[0] * std::abs(at_middle);
  for (std::size_t i = 1; i < x.size(); ++i) {
    const double left = f(middle - half * x[i]), right = f(middle + half * x[i]);
    kronrod += w[i] * (left + right);
    size += w[i] * (std::abs(left) + std::abs(right));
    if (i % 2 == 1) gauss += Gauss::weights()[i / 2] * (left + right);
  }
  return {low, high, kronrod * half, std::abs((kronrod - gauss) * half), size * half};
}

// Halves the piece with the largest error until the sum of errors is small against ∫|f|.
// Gauss–Kronrod errors are the difference of the rules, far above the error of the better one.
template <class Function>
double adaptive(const Function& f, double low, double high) {
  constexpr int first_pieces = 8, most_pieces = 2000;
  constexpr double wanted = 1e-12;
  std::vector<Piece> heap;
  for (int i = 0; i < first_pieces; ++i)
    heap.push_back(piece(f, low + (high - low) * i / first_pieces,
                         low + (high - low) * (i + 1) / first_pieces));
  std::ranges::make_heap(heap, {}, &Piece::error);
  while (heap.size() < most_pieces) {
    double error = 0, size = 0;
    for (const Piece& each : heap) {
      error += each.error;
      size += each.size;
    }
    if (!(error > wanted * size)) break;
    std::ranges::pop_heap(heap, {}, &Piece::error);
    const Piece worst = heap.back();
    heap.pop_back();
    const double middle = worst.low + (worst.high - worst.low) / 2;
    heap.push_back(piece(f, worst.low, middle));
    std::ranges::push_heap(heap, {}, &Piece::error);
    heap.push_back(piece(f, middle, worst.high));
    std::ranges::push_heap(heap, {}, &Piece::error);
  }
  std::ranges::sort(heap, {}, [](const Piece& each) { return std::abs(each.value); });
  double sum = 0;
  for (const Piece& each : heap) sum += each.value;
  return sum;
}

}  // namespace

const QuadratureRule& gauss_hermite(int n) {
  static std::array<std::once_flag, most_nodes + 1> made;
  static std::array<QuadratureRule, most_nodes + 1> rules;
  n = std::clamp(n, 1, most_nodes);
  const auto index = static_cast<std::size_t>(n);
  std::call_once(made[index], [&] { rules[index] = made_gauss_hermite(n); });
  return rules[index];
}

double integral(const std::function<double(double)>& f, double low, double high) {
  if (std::isnan(low) || std::isnan(high)) return std::numeric_limits<double>::quiet_NaN();
  if (low == high) return 0;
  if (low > high) return -integral(f, high, low);
  if (std::isfinite(low) && std::isfinite(high)) return adaptive(f, low, high);
  // Infinite ranges become finite ones; the ends themselves are never evaluated.
  if (std::isinf(low) && std::isinf(high))
    return adaptive(
        [&](double t) {
          const double rest = 1 - t * t;
          const double value = f(t / rest);
          return value == 0 ? 0 : value * (1 + t * t) / (rest * rest);
        },
        -1, 1);
  const bool upwards = std::isfinite(low);
  return adaptive(
      [&](double t) {
        const double step = t / (1 - t);
        const double value = f(upwards ? low + step : high - step);
        return value == 0 ? 0 : value / ((1 - t) * (1 - t));
      },
      0, 1);
}

}  // namespace steelyard
