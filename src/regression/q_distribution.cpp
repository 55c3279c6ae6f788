// The distribution of the generalised Q statistic beyond moderators.
//
// With √A X = Q̃R the Laplace transform of Q needs no eigenvalues:
//   E exp(−zQ) = (Π (1 + 2zλ) · det Q̃'D(z)Q̃)^(−1/2),  λ = a (u + t),  D = diag(1/(1 + 2zλ))
// It is inverted along a parabola through the saddle point, as without moderators (pool/moment_q.cpp).
#include "regression/q_distribution.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <vector>

#include "steelyard/stats/falling_root.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

using Complex = std::complex<double>;

// ψ(z) = z + ln E exp(−zQ) − ln z with Q measured in units of what was observed.
class ExponentBeyondModerators {
 public:
  ExponentBeyondModerators(const Projection& design, double t)
      : orthonormal_(design.orthonormal()) {
    const auto u = design.variances(), a = design.weights();
    for (std::size_t i = 0; i < u.size(); ++i) lambda_.push_back(a[i] * ((u[i] + t) / design.q()));
  }

  [[nodiscard]] Complex at(Complex z) const {
    const auto p = static_cast<std::size_t>(orthonormal_.cols());
    // Every 1/(1 + 2zλ) turned by half of z's angle has a positive real part; so have the pivots of
    // the matrix, whose logarithms then follow the path without a jump.
    const Complex turn = std::polar(1.0, std::arg(z) / 2);
    std::vector<Complex> A(p * p);
    Complex sum = 0;
    for (std::size_t i = 0; i < lambda_.size(); ++i) {
      const Complex factor = 1.0 + 2.0 * lambda_[i] * z;
      sum += std::log(factor);
      const auto row = orthonormal_.row(static_cast<Eigen::Index>(i));
      for (std::size_t j = 0; j < p; ++j)
        for (std::size_t l = 0; l <= j; ++l)
          A[j * p + l] += turn / factor * row[static_cast<Eigen::Index>(j)] *
                          row[static_cast<Eigen::Index>(l)];
    }
    for (std::size_t c = 0; c < p; ++c) {
      const Complex pivot = A[c * p + c];
      sum += std::log(pivot) - std::log(turn);
      for (std::size_t j = c + 1; j < p; ++j)
        for (std::size_t l = c + 1; l <= j; ++l)
          A[j * p + l] -= A[j * p + c] * A[l * p + c] / pivot;
    }
    return z - 0.5 * sum - std::log(z);
  }

  // By a step into the imaginary, which cancels nothing. Source: squire1998
  [[nodiscard]] double slope(double z) const {
    const double step = 1e-20 * z;
    return at({z, step}).imag() / step;
  }

  // ψ is convex; its slope is negative at 1 and positive at k/2 + 1.
  [[nodiscard]] double saddle() const {
    const auto slope_at = [&](double z) { return slope(z); };
    const double high = static_cast<double>(lambda_.size()) / 2 + 1;
    return root_between(slope_at, 1, slope(1), high, slope(high));
  }

 private:
  Eigen::MatrixXd orthonormal_;
  std::vector<double> lambda_;
};

// (1/2πi) ∫ exp ψ dz along z(x) = z₀ + ix − bx². Absent if the path bends to where the integrand
// rises again.
std::optional<double> along_path(const ExponentBeyondModerators& exponent, double z0, double b,
                                 double width) {
  constexpr double step = 0.25;     // in widths of the peak; the error is below exp(−2π/step)
  constexpr double small = 1e-18;   // of the peak
  constexpr int most_steps = 4000;  // 1000 widths; Gaussian tails end far earlier
  const double peak = std::exp(exponent.at(z0)).real();
  constexpr double rise = 1e-13;  // of the peak, that rounding can make of nothing
  double last = peak * (1 + rise), sum = 0;
  for (int i = 0; i < most_steps; ++i) {
    const double x = i * step * width;
    const Complex height = std::exp(exponent.at({z0 - b * x * x, x})),
                  value = height * Complex(1, 2 * b * x);
    if (!(std::abs(height) <= std::max(last, rise * peak))) return std::nullopt;
    last = std::abs(height);
    sum += (i == 0 ? 0.5 : 1) * value.real();
    if (std::abs(value.real()) < small * peak) break;
  }
  return sum * step * width / std::numbers::pi;
}

}  // namespace

double probability_of_q(const Projection& factored, double t) {
  if (!(factored.q() > 0)) return 0;
  const ExponentBeyondModerators exponent(factored, t);
  const double z0 = exponent.saddle(), h = 1e-3 * z0;
  // The shape of the path; the integral does not depend on it.
  const double before = exponent.slope(z0 - h), here = exponent.slope(z0),
               after = exponent.slope(z0 + h);
  const double second = (after - before) / (2 * h), third = (after - 2 * here + before) / (h * h);
  const double b = -third / (6 * second), width = 1 / std::sqrt(second);
  for (const double bend : {b, b / 4, b / 16})
    if (const auto found = along_path(exponent, z0, bend, width)) return *found;
  return along_path(exponent, z0, 0, width).value_or(std::numeric_limits<double>::quiet_NaN());
}

std::optional<double> t_where_q_has_probability(const Projection& factored, double p) {
  if (!std::isfinite(factored.q())) return std::nullopt;
  return falling_root([&](double t) { return probability_of_q(factored, t) - p; });
}

}  // namespace steelyard
