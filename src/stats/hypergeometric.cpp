// Gauss's hypergeometric function for correlations: its series, or Euler's integral.
#include "steelyard/stats/hypergeometric.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "stats/graded_integral.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

// The series ends within this many terms if c is at least `enough`, also for z = 1, where its terms
// fall like the power a + b − c − 1 of their number.
constexpr double enough = 12;
constexpr int most_terms = 400;

double series(double a, double c, double z) {
  double term = 1, sum = 1;
  for (int j = 0; j < most_terms; ++j) {
    term *= (a + j) / (c + j) * (a + j) / (1 + j) * z;
    sum += term;
    if (!(term > sum * std::numeric_limits<double>::epsilon() / 8)) break;
  }
  return sum;
}

// ∫ cos^power t f(cos² t + r² sin² t) dt over a right angle
template <class Function>
double over_right_angle(double power, double r, const Function& f) {
  const auto inside = [&](double to_end) {  // π/2 − t
    const double cosine = std::sin(to_end), sine = std::cos(to_end);
    return std::pow(cosine, power) * f(cosine * cosine + r * r * sine * sine, sine);
  };
  return graded_integral(inside, std::numbers::pi / 2);
}

}  // namespace

// Euler's integral with t = sin² of the angle. Source: abramowitz1964, 15.3.1
double hypergeometric_half(double n, double r) {
  const double c = (n - 2) / 2, z = (1 - r) * (1 + r);
  if (c >= enough || z == 0) return series(0.5, c, z);
  if (r == 0 && !(n > 4)) return 0;
  const double integral =
      over_right_angle(n - 4, r, [](double rest, double) { return 1 / std::sqrt(rest); });
  return 2 / std::sqrt(std::numbers::pi) * gamma_ratio(c, -0.5) * integral;
}

double hypergeometric_one(double n, double r) {
  const double c = n / 2, z = (1 - r) * (1 + r);
  if (c >= enough || z == 0) return series(1, c, z);
  const double integral =
      over_right_angle(n - 3, r, [](double rest, double sine) { return sine / rest; });
  return 2 * (c - 1) * integral;
}

}  // namespace steelyard
