/// The root of a continuous function between two points.
#pragma once
#include <algorithm>
#include <cmath>

#include "steelyard/stats/limits.h"

namespace steelyard {

/// x with f(x) = 0, to the last bits of x.
///
/// Takes:    f(a) = fa and f(b) = fb of opposite signs, or one of them zero
/// Gives:    the end of the last bracket at which |f| is smaller; never leaves [a, b]
/// Source:   chandrupatla1997
template <class Function>
double root_between(const Function& f, double a, double fa, double b, double fb) {
  constexpr int most_steps = 2200;  // halvings from the largest to the smallest double
  if (fa == 0) return a;
  if (fb == 0) return b;
  double t = 0.5;  // next point, as a share of the way from a to b
  for (int step = 0; step < most_steps; ++step) {
    const double x = a + t * (b - a);
    const double fx = f(x);
    double c = a, fc = fa;
    if ((fx > 0) != (fa > 0)) {
      c = b;
      fc = fb;
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
    const double best = std::abs(fa) < std::abs(fb) ? a : b;
    const double least =
        (eps * std::abs(best) + std::numeric_limits<double>::min()) / std::abs(b - a);
    if (fa == 0 || !(least <= 0.5)) return best;
    const double xi = (a - b) / (c - b), phi = (fa - fb) / (fc - fb);
    t = 0.5;
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)  // inverse quadratic steps are safe here
      t = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb);
    t = std::clamp(t, least, 1 - least);
  }
  return std::abs(fa) < std::abs(fb) ? a : b;
}

}  // namespace steelyard
