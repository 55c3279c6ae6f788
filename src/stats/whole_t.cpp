// The t distribution with a whole number of degrees of freedom, whose probabilities are finite sums.
// Source: abramowitz1964, 26.7.3 to 26.7.5, 26.5.4
#include "stats/whole_t.h"

#include <cmath>
#include <numbers>

#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

constexpr double least_df = 5, most_df = 300;

bool is_whole(double df) {
  return df >= least_df && df <= most_df && df == std::floor(df);
}

// The probability of −t … t.
double central(double t, int df) {
  const double root = std::sqrt(df + t * t), sin = t / root, cos = std::sqrt(df) / root;
  const bool odd = df % 2 != 0;
  double term = odd ? cos : 1, sum = term;
  for (int j = odd ? 3 : 2; j < df - 1; j += 2) {
    term *= cos * cos * (j - 1) / j;
    sum += term;
  }
  return odd ? 2 / std::numbers::pi * (std::atan2(sin, cos) + sin * sum) : sin * sum;
}

// The density at t over (1 + t²/df)^(−(df + 1)/2): Γ((df + 1)/2)/(√(π df) Γ(df/2)).
double density_at_zero(int df) {
  const bool odd = df % 2 != 0;
  double gammas = odd ? std::numbers::inv_pi : 0.5;
  for (int j = odd ? 1 : 2; j < df; j += 2) gammas *= (j + 1.0) / j;
  return gammas / std::sqrt(df);
}

// The probability beyond −t … t as a series in x = df/(df + t²), where that falls off quickly.
double beyond(double t, int df) {
  const double square = t * t, x = df / (df + square);
  double term = 1, sum = 1;
  for (int n = 0; term > 1e-17 * sum; ++n) {
    term *= x * (df + 1 + 2 * n) / (df + 2 + 2 * n);
    sum += term;
  }
  const double power = std::exp(-0.5 * df * std::log1p(square / df));  // x^(df/2)
  return 2 / std::sqrt(df) * density_at_zero(df) * std::sqrt(1 - x) * power * sum;
}

}  // namespace

std::optional<double> whole_t_p(double t, double df) {
  if (!is_whole(df)) return std::nullopt;
  const int whole = static_cast<int>(df);
  const double far = std::abs(t);
  constexpr double quick = 0.75;  // of x: 120 terms
  if (df < quick * (df + far * far)) return beyond(far, whole);
  constexpr double tail = 1e-3;  // as exact as the difference leaves it
  const double p = 1 - central(far, whole);
  return p >= tail ? std::optional(p) : std::nullopt;
}

std::optional<double> whole_t_quantile(double p, double df) {
  constexpr double tail = 0.001;
  if (!is_whole(df)) return std::nullopt;
  if (!(p >= tail && p <= 1 - tail)) return std::nullopt;
  const int whole = static_cast<int>(df);
  const double wanted = std::abs(2 * p - 1), z = std::abs(normal_quantile(p)), z2 = z * z;
  double t = z * (1 + (z2 + 1) / (4 * df) + ((5 * z2 + 16) * z2 + 3) / (96 * df * df));
  const double top = density_at_zero(whole);
  constexpr int most_steps = 8;
  constexpr double close = 1e-7;  // the step after this one would be of its cube
  for (int i = 0; i < most_steps; ++i) {
    const double density = top * std::exp(-(df + 1) / 2 * std::log1p(t * t / df));
    const double step = (central(t, whole) - wanted) / (2 * density);
    const double halley = step / (1 + step * (df + 1) * t / (2 * (df + t * t)));
    t -= halley;
    if (std::abs(halley) <= close * t) return p < 0.5 ? -t : t;
  }
  return std::nullopt;
}

}  // namespace steelyard
