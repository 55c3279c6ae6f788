// Exact conditional limits of one trial's odds ratio.
#include <algorithm>
#include <cmath>
#include <vector>

#include "steelyard/claim/single_trial.h"

namespace steelyard {

namespace {

double log_choose(double n, double k) {
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

// The events of group e given all margins: Fisher's noncentral hypergeometric distribution.
struct Conditional {
  long low = 0, high = 0, observed = 0;
  std::vector<double> log_weight;  // at odds ratio 1

  explicit Conditional(const TwoByTwo& t)
      : low(std::lround(std::max(0.0, t.e_events + t.c_events - t.c_n))),
        high(std::lround(std::min(t.e_n, t.e_events + t.c_events))),
        observed(std::lround(t.e_events)) {
    const double events = t.e_events + t.c_events;
    for (long x = low; x <= high; ++x)
      log_weight.push_back(log_choose(t.e_n, static_cast<double>(x)) +
                           log_choose(t.c_n, events - static_cast<double>(x)));
  }

  // P(X ≥ from) at a log odds ratio.
  [[nodiscard]] double upper(long from, double log_odds) const {
    double largest = -HUGE_VAL;
    for (long x = low; x <= high; ++x) largest = std::max(largest, term(x, log_odds));
    double all = 0, tail = 0;
    for (long x = low; x <= high; ++x) {
      const double weight = std::exp(term(x, log_odds) - largest);
      all += weight;
      if (x >= from) tail += weight;
    }
    return tail / all;
  }

 private:
  [[nodiscard]] double term(long x, double log_odds) const {
    return log_weight[static_cast<std::size_t>(x - low)] + static_cast<double>(x) * log_odds;
  }
};

// Log odds ratio at which P(X ≥ from) is `wanted`; the probability rises with the odds ratio.
double solve(const Conditional& conditional, long from, double wanted) {
  double low = -60, high = 60;
  for (int i = 0; i < 80; ++i) {
    const double middle = (low + high) / 2;
    (conditional.upper(from, middle) < wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

ExactOdds exact_odds_ratio(const TwoByTwo& trial, double level) {
  const Conditional conditional(trial);
  const double tail = (1 - level) / 2;
  ExactOdds odds;
  if (conditional.observed > conditional.low)
    odds.low = std::exp(solve(conditional, conditional.observed, tail));
  if (conditional.observed < conditional.high)
    odds.high = std::exp(solve(conditional, conditional.observed + 1, 1 - tail));
  return odds;
}

}  // namespace steelyard
