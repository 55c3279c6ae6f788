// The distribution function of a count by quadrature over the logit.
#include "claim/count_curve.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "steelyard/stats/logistic.h"

namespace steelyard {

namespace {

struct UnitNode {
  double at = 0, weight = 0;
};

// Gauss–Legendre on (0, 1). Source: abramowitz1964, table 25.4
constexpr std::array<UnitNode, 2> two_nodes{{{0.21132486540518712, 0.5}, {0.78867513459481288, 0.5}}};
constexpr std::array<UnitNode, 3> three_nodes{{{0.11270166537925831, 0.27777777777777778},
                                               {0.5, 0.44444444444444444},
                                               {0.88729833462074169, 0.27777777777777778}}};
constexpr std::array<UnitNode, 4> four_nodes{{{0.069431844202973712, 0.17392742256872693},
                                              {0.33000947820757187, 0.32607257743127307},
                                              {0.66999052179242813, 0.32607257743127307},
                                              {0.93056815579702629, 0.17392742256872693}}};

// The density b is at least 2/√n wide (one standard deviation). In units of 1/√n: with so wide a cell the
// nodes leave an error below 1e-10 of the whole.
std::span<const UnitNode> nodes_for(double width) {
  constexpr double for_two = 0.047, for_three = 0.38;
  if (width <= for_two) return two_nodes;
  if (width <= for_three) return three_nodes;
  return four_nodes;
}

constexpr double lowest_log = -34;  // e^−34 = 2e-15 of the highest

}  // namespace

CountCurve::CountCurve(std::span<const LogitMass> masses, long most_people) {
  double total = 0;
  for (const LogitMass& each : masses) {
    total += each.mass;
    mean_ += each.mass * expit(each.logit);
  }
  mean_ /= total;
  first_ = masses.front().logit;
  last_ = masses.back().logit;
  step_ = 1 / std::sqrt(static_cast<double>(most_people));
  double below = 0;
  for (std::size_t i = 0; i + 1 < masses.size(); ++i) {
    below += masses[i].mass;
    add_cell(masses[i].logit, masses[i + 1].logit, below / total, step_);
  }
}

void CountCurve::add_cell(double from, double to, double below, double widest) {
  if (!(to > from)) return;
  const auto parts = static_cast<long>(std::ceil((to - from) / widest - 1e-9));
  const double width = (to - from) / static_cast<double>(std::max(1L, parts));
  for (long part = 0; part < std::max(1L, parts); ++part)
    for (const UnitNode& node : nodes_for(width / widest)) {
      const double logit = from + (static_cast<double>(part) + node.at) * width;
      points_.push_back({logit, std::log1p(std::exp(-std::abs(logit))), node.weight * width, below});
    }
}

double CountCurve::at_most(long y, long n) const {
  const double a = static_cast<double>(y) + 1, b = static_cast<double>(n - y);
  const double middle = std::log(a / b);
  const double top = log_binomial(a, b, middle);
  const auto log_density = [&](const Point& point) {
    return -(a + b) * point.tail + point.logit * (point.logit > 0 ? -b : a) - top;
  };
  double sum = 0, below = 0;
  const auto start = std::ranges::lower_bound(points_, middle, {}, &Point::logit);
  const auto add = [&](const Point& point) {  // false where nothing more can be seen
    const double value = log_density(point);
    if (value < lowest_log) return false;
    const double mass = point.weight * std::exp(value);
    sum += mass;
    below += mass * point.below;
    return true;
  };
  auto right = start;
  while (right != points_.end() && add(*right)) ++right;
  auto left = start;
  while (left != points_.begin() && add(*(left - 1))) --left;
  // Beyond the outermost masses F is 0 or 1: from the mode of b, or from where the masses end.
  const auto beyond = [&](double from, double way) {
    double outside = 0;
    for (long cell = 0;; ++cell) {
      const double before = outside;
      for (const UnitNode& node : four_nodes) {
        const double logit = from + way * step_ * (static_cast<double>(cell) + node.at);
        const double value = log_binomial(a, b, logit) - top;
        if (value >= lowest_log) outside += node.weight * step_ * std::exp(value);
      }
      const bool past = way > 0 ? from + way * step_ * static_cast<double>(cell) > middle
                                : from + way * step_ * static_cast<double>(cell) < middle;
      if (past && outside == before) return outside;
    }
  };
  if (right == points_.end()) {
    const double outside = beyond(last_, 1);
    sum += outside;
    below += outside;
  }
  if (left == points_.begin()) sum += beyond(first_, -1);
  return below / sum;
}

double CountCurve::share_below(double logit) const {
  const auto found = std::ranges::lower_bound(points_, logit, {}, &Point::logit);
  return found == points_.end() ? 1 : found->below;
}

// From the quantile of the share itself; the density of the logits there says how far to go on. Whatever
// the guesses, the answer lies between two neighbours that were both looked at.
long CountCurve::quantile(double p, long n, double evenly, double everybody) const {
  const auto people = static_cast<double>(n);
  const double rest = 1 - evenly - everybody, each = evenly / (people + 1);
  const auto found = std::ranges::lower_bound(points_, p, {}, &Point::below);
  double logit = found == points_.end() ? last_ : found->logit;
  double guess = people * expit(logit);
  long low = -1, high = n;  // P(Y ≤ low) < p ≤ P(Y ≤ high)
  constexpr int patience = 8;
  for (int i = 0; high - low > 1; ++i) {
    if (i >= patience) guess = (static_cast<double>(low) + static_cast<double>(high)) / 2;
    const double bounded = std::clamp(std::ceil(guess), static_cast<double>(low) + 1,
                                      static_cast<double>(high) - 1);
    const auto y = static_cast<long>(bounded);
    const double below = rest * at_most(y, n) + each * (bounded + 1);
    (below < p ? low : high) = y;
    const double share = std::clamp((bounded + 0.5) / people, 0.5 / people, 1 - 0.5 / people);
    const double spread = people * share * (1 - share), width = 1 / std::sqrt(spread);
    logit = std::log(share / (1 - share));
    const double slope =
        each + rest * (share_below(logit + width) - share_below(logit - width)) / (2 * width * spread);
    guess = slope > 0 ? bounded + (p - below) / slope
                      : (static_cast<double>(low) + static_cast<double>(high)) / 2;
  }
  return high;
}

}  // namespace steelyard
