// Derivatives in one variable: Ridders' extrapolation of central or one-sided differences.
#include "stats/slopes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "steelyard/stats/limits.h"

namespace steelyard {

namespace {


// Neville's scheme for values at steps h, h/2, h/4 …; the best entry so far.
class Extrapolation {
 public:
  // `base` is the factor by which the leading error term falls at each halving, and by which the
  // following terms fall faster still: 4 for central differences, 2 for one-sided ones.
  explicit Extrapolation(double base) : base_(base) {}

  void add(double value, double noise) {
    std::vector<double> row{value};
    double factor = 1;
    for (std::size_t j = 0; j < last_.size(); ++j) {
      factor *= base_;
      row.push_back(row[j] + (row[j] - last_[j]) / (factor - 1));
      const double off =
          std::max(std::abs(row[j + 1] - row[j]), std::abs(row[j + 1] - last_[j])) + noise;
      if (off < error) {
        error = off;
        best = row[j + 1];
      }
    }
    if (last_.empty()) best = value;
    last_ = std::move(row);
  }

  double best = 0, error = infinity;

 private:
  double base_;
  std::vector<double> last_;
};

constexpr double enough = 1e-12;  // relative error at which halving ends early
constexpr int most_shortenings = 200;  // from 1 to the smallest double by quarters, about half way

}  // namespace

Slopes slopes(const std::function<double(double)>& g, double at_zero, double low, double high,
              int levels) {
  // So close to a bound that rounding would drown a central difference, differences are one-sided.
  constexpr double enough_room = 1e-3;
  double h = std::min({1.0, -low, high});
  bool central = h >= enough_room;
  double side = 0;
  if (central) {
    int tries = 0;
    while (!(std::isfinite(g(h)) && std::isfinite(g(-h))) && tries++ < most_shortenings) h /= 4;
    if (h < enough_room) central = false;
  }
  if (!central) {
    double longest = 0;
    for (const double direction : {1.0, -1.0}) {
      double step = std::min(1.0, direction > 0 ? high : -low) / 2;
      int tries = 0;
      while (step > 0 &&
             !(std::isfinite(g(direction * step)) && std::isfinite(g(direction * 2 * step))) &&
             tries++ < most_shortenings)
        step /= 4;
      if (step > longest && tries <= most_shortenings) {
        longest = step;
        side = direction;
      }
    }
    if (side == 0) return {};
    h = longest;
  }
  Extrapolation first(central ? 4 : 2), second(central ? 4 : 2);
  double beyond = central ? 0 : g(side * 2 * h);
  for (int level = 0; level < levels; ++level, h /= 2) {
    const double here = g(central ? h : side * h);
    const double there = central ? g(-h) : beyond;
    const double size = std::max({std::abs(at_zero), std::abs(here), std::abs(there)});
    const double noise = eps * size / h;
    if (!std::isfinite(noise) || !(h > 0)) break;
    if (central) {
      first.add((here - there) / (2 * h), noise);
      second.add(((here - at_zero) + (there - at_zero)) / h / h, 4 * noise / h);
    } else {
      first.add(side * (here - at_zero) / h, 4 * noise);
      second.add(((there - here) - (here - at_zero)) / h / h, 8 * noise / h);
    }
    beyond = here;
    if (noise > first.error && noise / h > second.error) break;
    if (first.error <= enough * std::max(std::abs(first.best), std::abs(second.best)) &&
        second.error <= 100 * enough * std::abs(second.best))
      break;
  }
  return {first.best, first.error, second.best, second.error,
          std::isfinite(first.error) && std::isfinite(second.error)};
}

}  // namespace steelyard
