/// What one controlled trial with counts says, by the methods preferred for a single trial.
#pragma once
#include <optional>

#include "steelyard/pool/synthesis.h"
#include "steelyard/study/study.h"

namespace steelyard {

/// Risk difference e − c by Newcombe's hybrid score method (his method 10).
/// Source: newcombe1998
Bounds newcombe_difference(const TwoByTwo& trial, double level);

/// Risk difference e − c by inverting the constrained-likelihood score test.
/// Source: miettinen1985
Bounds miettinen_nurminen_difference(const TwoByTwo& trial, double level);

/// Exact conditional limits of the odds ratio; the upper limit is absent where it is infinite.
/// Source: fisher1935, as in R's fisher.test
struct ExactOdds {
  double low = 0;
  std::optional<double> high;
};
ExactOdds exact_odds_ratio(const TwoByTwo& trial, double level);

/// The weakly informative model of a single trial.
///
///   events ~ Binomial; logit of the control risk ~ Normal(0, 10²); log odds ratio ~
///   Normal(0, log_odds_sd²)
///
/// Gives: posterior medians and equal-tailed intervals by quadrature; probabilities about the risk
///        difference in terms of `threshold` (0.1 for 100 per 1,000).
/// Source: gunhan2020
struct WeakModel {
  double odds_ratio = 1;
  Bounds odds_ratio_interval;
  double difference = 0;
  Bounds difference_interval;
  double p_above = 0, p_within = 0, p_below = 0;
};
WeakModel weakly_informative(const TwoByTwo& trial, double threshold_above, double threshold_below,
                             double log_odds_sd = 2.82, double tail = 0.025);

}  // namespace steelyard
