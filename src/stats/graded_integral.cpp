// Gauss–Legendre quadrature on panels that grow shorter towards a right angle.
#include "stats/graded_integral.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace steelyard {

namespace {

constexpr int points = 20;

struct Rule {
  std::array<double, points> x{}, w{};
};

// Roots of the Legendre polynomial by Newton's method. Source: abramowitz1964, 25.4.29
Rule legendre() {
  Rule rule;
  for (int i = 0; i < points; ++i) {
    double x = std::cos(std::numbers::pi * (i + 0.75) / (points + 0.5)), slope = 1;
    constexpr int steps = 10;
    for (int step = 0; step < steps; ++step) {
      double before = 1, now = x;
      for (int j = 2; j <= points; ++j) {
        const double next = ((2 * j - 1) * x * now - (j - 1) * before) / j;
        before = now;
        now = next;
      }
      slope = points * (x * now - before) / (x * x - 1);
      x -= now / slope;
    }
    rule.x.at(static_cast<std::size_t>(i)) = x;
    rule.w.at(static_cast<std::size_t>(i)) = 2 / ((1 - x * x) * slope * slope);
  }
  return rule;
}

}  // namespace

double graded_integral(const std::function<double(double)>& f, double high) {
  static const Rule rule = legendre();
  constexpr double right = std::numbers::pi / 2;
  constexpr double smallest = 1e-17;  // what is nearer to the end adds nothing to a double
  const double end = std::max(right - high, 0.0);
  double sum = 0;
  for (double far = right; far > end && far > smallest;) {
    const double next = far / std::numbers::sqrt2;
    const double near = next < end || next < smallest ? end : next;
    const double middle = (far + near) / 2, half = (far - near) / 2;
    double panel = 0;
    for (std::size_t i = 0; i < points; ++i) panel += rule.w.at(i) * f(middle + half * rule.x.at(i));
    sum += half * panel;
    far = near;
  }
  return sum;
}

}  // namespace steelyard
