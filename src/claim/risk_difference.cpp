// Intervals for the risk difference of one trial.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "steelyard/pool/proportion.h"
#include "steelyard/claim/single_trial.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

Bounds newcombe_difference(const TwoByTwo& trial, double level) {
  const double p1 = trial.e_events / trial.e_n, p0 = trial.c_events / trial.c_n;
  const Bounds w1 = wilson(trial.e_events, trial.e_n, level);
  const Bounds w0 = wilson(trial.c_events, trial.c_n, level);
  return {p1 - p0 - std::hypot(p1 - w1.low, w0.high - p0),
          p1 - p0 + std::hypot(w1.high - p1, p0 - w0.low)};
}

namespace {

// Control risk that maximises the likelihood when the difference is held at `delta`: the root of a
// cubic in closed form. Source: miettinen1985, appendix 1.
double constrained_control_risk(const TwoByTwo& t, double delta) {
  const double n = t.e_n + t.c_n;
  const double l3 = n;
  const double l2 = (t.e_n + 2 * t.c_n) * delta - n - (t.e_events + t.c_events);
  const double l1 = (t.c_n * delta - n - 2 * t.c_events) * delta + t.e_events + t.c_events;
  const double l0 = t.c_events * delta * (1 - delta);
  const double q = std::pow(l2 / (3 * l3), 3) - l1 * l2 / (6 * l3 * l3) + l0 / (2 * l3);
  const double inside = std::max(0.0, l2 * l2 / (9 * l3 * l3) - l1 / (3 * l3));
  const double p = std::copysign(std::sqrt(inside), q);
  const double ratio = p == 0 ? 0 : std::clamp(q / (p * p * p), -1.0, 1.0);
  const double a = (std::numbers::pi + std::acos(ratio)) / 3;
  const double root = 2 * p * std::cos(a) - l2 / (3 * l3);
  return std::clamp(root, std::max(0.0, -delta), std::min(1.0, 1 - delta));
}

// Score statistic, squared, of the hypothesis that the difference is `delta`.
double score(const TwoByTwo& t, double delta) {
  const double observed = t.e_events / t.e_n - t.c_events / t.c_n;
  const double p0 = constrained_control_risk(t, delta), p1 = std::clamp(p0 + delta, 0.0, 1.0);
  const double n = t.e_n + t.c_n;
  const double variance = (p1 * (1 - p1) / t.e_n + p0 * (1 - p0) / t.c_n) * n / (n - 1);
  const double distance = observed - delta;
  if (variance <= 0) return distance == 0 ? 0 : HUGE_VAL;
  return distance * distance / variance;
}

}  // namespace

Bounds miettinen_nurminen_difference(const TwoByTwo& trial, double level) {
  const double observed = trial.e_events / trial.e_n - trial.c_events / trial.c_n;
  const double limit = chi_squared_quantile(level, 1);
  // The statistic rises away from the observed difference; halving the bracket 60 times leaves
  // less than 1e-17.
  const auto edge = [&](double outer) {
    double inside = observed, outside = outer;
    for (int i = 0; i < 60; ++i) {
      const double middle = (inside + outside) / 2;
      (score(trial, middle) <= limit ? inside : outside) = middle;
    }
    return inside;
  };
  return {edge(-1), edge(1)};
}

}  // namespace steelyard
