/// What a relative effect implies among people under standard care of other trials.
#pragma once
#include "steelyard/claim/standard_care.h"

namespace steelyard {

/// A median with an equal-tailed interval, 95% unless it is asked otherwise.
struct Spread {
  double median = 0, low = 0, high = 0;
};

/// The response of treated people that a baseline and an effect imply together.
struct ImpliedResponse {
  LogitDistribution treated;  ///< of those not capped; integrates to 1
  double capped = 0;          ///< share of mass at which everybody would respond; 0 by odds ratio
  Spread difference;          ///< p1 − p0, shares of people
  Spread share;               ///< min(1, p0/p1): responders who would respond anyway
};

/// The log odds ratio applied to the response in a new group.
///
///   θ1* = θ0* + d
///
/// `tail`: what lies beyond each end of the spreads.
/// Takes:   two independent distributions: baseline and effect must not share an arm
/// Source:  gunhan2020; the project's claim specification, section 3.5
ImpliedResponse implied_by_odds_ratio(const LogitDistribution& care,
                                      const LogitDistribution& log_odds, double tail = 0.025);

/// The log risk ratio applied to the response in a new group.
///
///   p1* = min(1, p0* · RR)
ImpliedResponse implied_by_risk_ratio(const LogitDistribution& care,
                                      const LogitDistribution& log_risk, double tail = 0.025);

/// Responders among n people. Takes: 1 ≤ n ≤ 100,000
CountPrediction predict_counts(const ImpliedResponse& implied, long n);

/// A normal distribution as a table. Takes: sd > 0
LogitDistribution normal_table(double mean, double sd);

/// A claimed share beside standard care: naive quantities, never an effect.
struct NaiveSpreads {
  Spread excess;  ///< the claimed share minus the share under standard care
  Spread share;   ///< the share under standard care over the claimed share, at most 1
};

/// From two independent distributions: the claimed share follows its Jeffreys posterior.
NaiveSpreads naive_spreads(const LogitDistribution& care, double events, double n,
                           double tail = 0.025);

}  // namespace steelyard
