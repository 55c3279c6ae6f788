// The generalised Q statistic with fixed weights, its moments and its distribution.
//
// Q is distributed as a quadratic form in normal variables. Its Laplace transform needs no
// eigenvalues, because P is a diagonal matrix less one of rank one:
//   E exp(−zQ) = (Π (1 + 2zλ) · Σ p/(1 + 2zλ))^(−1/2),  λ = a (u + t),  p = a/Σa
// It is inverted along a parabola through the saddle point, near the path of steepest descent, where the
// trapezoidal rule converges geometrically.
#include "pool/moment_q.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

#include "steelyard/stats/falling_root.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

using Complex = std::complex<double>;

// ψ(z) = z − ½ ln det − ln z with Q measured in units of what was observed.
class Exponent {
 public:
  Exponent(const std::vector<double>& lambda, std::vector<double> p) : p_(std::move(p)) {
    for (const double each : lambda) twice_.push_back(2 * each);
    largest_ = std::ranges::max(twice_);
    // Whole lanes, filled by terms that change nothing.
    while (twice_.size() % lanes != 0) {
      twice_.push_back(0);
      p_.push_back(0);
    }
    k_ = lambda.size();
  }

  struct Value {
    Complex psi;
    Complex by_t;  // ∂ψ/∂t, where every λ grows by `growth` · p
  };

  // Takes: a z that does not lie below the real axis, and on it only between the poles and infinity
  [[nodiscard]] Value at(Complex z, double growth = 0) const {
    const Sums sums = sums_at(z);
    Value value;
    value.psi = z - 0.5 * (sums.log_product + std::log(sums.share)) - std::log(z);
    value.by_t = -growth * z * (sums.share - sums.squares / sums.share);
    return value;
  }

  struct Slopes {
    double first = 0, second = 0, third = 0;
  };
  [[nodiscard]] Slopes slopes(double z) const {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;  // Σ p/(1 + 2λz) and its derivatives
    Slopes d{1 - 1 / z, 1 / (z * z), -2 / (z * z * z)};
    for (std::size_t i = 0; i < k_; ++i) {
      const double e = 1 / (1 + twice_[i] * z), r = twice_[i] * e;
      d.first -= r / 2;
      d.second += r * r / 2;
      d.third -= r * r * r;
      const double share = p_[i] * e;
      s0 += share;
      s1 -= share * r;
      s2 += 2 * share * r * r;
      s3 -= 6 * share * r * r * r;
    }
    s1 /= s0;
    s2 /= s0;
    s3 /= s0;
    d.first -= s1 / 2;
    d.second -= (s2 - s1 * s1) / 2;
    d.third -= (s3 - 3 * s2 * s1 + 2 * s1 * s1 * s1) / 2;
    return d;
  }

  // ψ is convex; its slope is negative at 1 and positive at k/2 + 1.
  [[nodiscard]] double saddle() const {
    const auto slope = [&](double z) { return slopes(z).first; };
    const double high = static_cast<double>(k_) / 2 + 1;
    return root_between(slope, 1, slope(1), high, slope(high));
  }

 private:
  static constexpr std::size_t lanes = 4;

  // Over f = 1 + 2λz: Σ ln f, Σ p/f and Σ (p/f)².
  struct Sums {
    Complex log_product, share, squares;
  };

  // Factors are multiplied, which takes a fraction of the time of their logarithms. None has a negative
  // imaginary part, so the argument of a product only grows, by less than π each time, and passes π where
  // the imaginary part turns from positive to negative.
  struct Product {
    double re = 1, im = 0, log_size = 0, turns = 0;

    void times(double a, double b) {
      const double real = re * a - im * b, imaginary = re * b + im * a;
      turns += im >= 0 && imaginary < 0 ? 1 : 0;
      re = real;
      im = imaginary + 0.0;  // no negative zero
    }
    void shorten() {
      const double size = std::hypot(re, im);
      log_size += std::log(size);
      re /= size;
      im /= size;
    }
    [[nodiscard]] Complex logarithm() const {
      return {log_size, std::atan2(im, re) + 2 * std::numbers::pi * turns};
    }
  };

  [[nodiscard]] Sums sums_at(Complex z) const {
    const double x = z.real(), y = z.imag(), top = std::log1p(largest_ * std::abs(z));
    constexpr double most = 300;  // ln of what a product, and the square of a factor, may reach
    if (!(top < most)) return sums_of_far(z);
    const auto block = static_cast<std::size_t>(std::clamp(most / top, 1.0, 32.0)) * lanes;
    std::array<Product, lanes> product;
    std::array<double, lanes> share_re{}, share_im{}, squares_re{}, squares_im{};
    for (std::size_t from = 0; from < p_.size(); from += block) {
      const std::size_t end = std::min(from + block, p_.size());
      for (std::size_t i = from; i < end; i += lanes)
        for (std::size_t l = 0; l < lanes; ++l) {
          const double re = 1 + twice_[i + l] * x, im = twice_[i + l] * y;
          const double share = p_[i + l] / (re * re + im * im);
          const double a = share * re, b = -share * im;
          share_re[l] += a;
          share_im[l] += b;
          squares_re[l] += a * a - b * b;
          squares_im[l] += 2 * a * b;
          product[l].times(re, im);
        }
      for (Product& each : product) each.shorten();
    }
    Sums sums;
    for (std::size_t l = 0; l < lanes; ++l) {
      sums.log_product += product[l].logarithm();
      sums.share += Complex(share_re[l], share_im[l]);
      sums.squares += Complex(squares_re[l], squares_im[l]);
    }
    return sums;
  }

  // The same where squares of factors would overflow.
  [[nodiscard]] Sums sums_of_far(Complex z) const {
    Sums sums;
    for (std::size_t i = 0; i < k_; ++i) {
      const Complex factor = 1.0 + twice_[i] * z, share = p_[i] / factor;
      sums.log_product += std::log(factor);
      sums.share += share;
      sums.squares += share * share;
    }
    return sums;
  }

  std::vector<double> twice_, p_;  // 2λ and p
  std::size_t k_ = 0;
  double largest_ = 0;
};

// (1/2πi) ∫ exp ψ dz along z(x) = z₀ + ix − bx², and the same with ∂ψ/∂t before it. Absent if the
// path bends to where the integrand rises again, or turns from one step to the next.
std::optional<MomentQ::Probability> along_path(const Exponent& exponent,
                                               std::optional<double> growth, double z0, double b,
                                               double width) {
  constexpr double step = 0.25;     // in widths of the peak; the error is below exp(−2π/step)
  constexpr double small = 1e-18;   // of the peak
  constexpr int most_steps = 4000;  // 1000 widths; Gaussian tails end far earlier
  const double peak = std::exp(exponent.at(z0).psi).real();
  constexpr double rise = 1e-13;  // of the peak, that rounding can make of nothing
  // On a bent path the phase may come to turn faster than the steps can follow.
  constexpr double unseen = 1e-13;  // of the peak
  double last = peak * (1 + rise);
  Complex before = peak;
  MomentQ::Probability sum;
  for (int i = 0; i < most_steps; ++i) {
    const double x = i * step * width;
    const Complex z{z0 - b * x * x, x};
    const Exponent::Value at = exponent.at(z, growth.value_or(0));
    const Complex height = std::exp(at.psi), value = height * Complex(1, 2 * b * x);
    if (!(std::abs(height) <= std::max(last, rise * peak))) return std::nullopt;
    if (b != 0 && last > unseen * peak && (value * std::conj(before)).real() < 0) return std::nullopt;
    last = std::abs(height);
    before = value;
    const double share = i == 0 ? 0.5 : 1;
    sum.value += share * value.real();
    if (growth) sum.slope += share * (value * at.by_t).real();
    if (std::abs(value.real()) < small * peak) break;
  }
  const double unit = step * width / std::numbers::pi;
  return MomentQ::Probability{sum.value * unit, sum.slope * unit};
}

// Along a straight line the integrand is nowhere larger than at the saddle, but falls more slowly.
MomentQ::Probability inverted(const Exponent& exponent, std::optional<double> growth) {
  const double z0 = exponent.saddle();
  const Exponent::Slopes d = exponent.slopes(z0);
  const double b = -d.third / (6 * d.second), width = 1 / std::sqrt(d.second);
  for (const double bend : {b, b / 4, b / 16})
    if (const auto found = along_path(exponent, growth, z0, bend, width)) return *found;
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return along_path(exponent, growth, z0, 0, width).value_or(MomentQ::Probability{nan, nan});
}

}  // namespace

MomentQ::MomentQ(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, const Eigen::ArrayXd& a) {
  Eigen::Index first = 0;
  const double largest = a.maxCoeff(&first);
  unit_ = v.minCoeff();
  const double root = std::sqrt(unit_);
  double mean = 0;  // of the studies so far, from the first
  const auto add = [&](Eigen::Index i) {
    const double weight = a[i] / largest, d = (y[i] - y[first]) / root;
    q_ += sum_ * (weight / (sum_ + weight)) * (d - mean) * (d - mean);
    sum_ += weight;
    mean += (d - mean) * (weight / sum_);
    a_.push_back(weight);
    u_.push_back(v[i] / unit_);
  };
  add(first);
  for (Eigen::Index i = 0; i < y.size(); ++i)
    if (i != first) add(i);
}

MomentQ::Traces MomentQ::traces() const {
  double others = 0;
  for (std::size_t i = 1; i < a_.size(); ++i) others += a_[i];
  Traces sums;
  double a2 = 0, a2u = 0;  // of the studies before
  for (std::size_t i = 0; i < a_.size(); ++i) {
    const double a = a_[i], u = u_[i];
    const double p = a * ((i == 0 ? others : sum_ - a) / sum_);  // on the diagonal of P
    const double square = (a / sum_) * (a / sum_);
    sums.p += p;
    sums.pv += p * u;
    sums.pp += p * p + 2 * square * a2;
    sums.pvp += p * p * u + square * (a2u + u * a2);
    sums.pvpv += p * u * p * u + 2 * square * u * a2u;
    a2 += a * a;
    a2u += a * a * u;
  }
  return sums;
}

double MomentQ::t_by_mean(const Traces& sums) const {
  return std::max((q_ - sums.pv) / sums.p, 0.0);
}

double MomentQ::probability(double t) const {
  return probability_at(t, false).value;
}

MomentQ::Probability MomentQ::probability_and_slope(double t) const {
  return probability_at(t, true);
}

MomentQ::Probability MomentQ::probability_at(double t, bool slope) const {
  if (!(q_ > 0)) return {};
  std::vector<double> lambda, p;
  for (std::size_t i = 0; i < a_.size(); ++i) {
    lambda.push_back(a_[i] * ((u_[i] + t) / q_));
    p.push_back(a_[i] / sum_);
  }
  return inverted({lambda, std::move(p)},
                  slope ? std::optional(sum_ / q_) : std::nullopt);
}

std::optional<double> MomentQ::t_where_probability_is(double p) const {
  if (!std::isfinite(q_)) return std::nullopt;
  return falling_root([&](double t) { return probability(t) - p; });
}

Eigen::ArrayXd default_moment_weights(const Eigen::ArrayXd& v) {
  return v.sqrt().inverse();
}

}  // namespace steelyard
