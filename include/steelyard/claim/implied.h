/// What a relative effect implies among people under standard care of other trials.
#pragma once
#include "steelyard/claim/standard_care.h"

namespace steelyard {

/// A median with an equal-tailed 95% interval.
struct Spread {
  double median = 0, low = 0, high = 0;
};

struct Implied {
  CountPrediction treated;  ///< responders among n treated people
  Spread difference;        ///< p1 − p0, shares of people
  Spread share;             ///< min(1, p0/p1): responders who would respond anyway
  double capped = 0;        ///< mass of risk ratios that would exceed everybody; 0 by odds ratio
};

/// The log odds ratio applied to the response in a new group.
///
///   θ1* = θ0* + d
///
/// Takes:   two independent distributions: baseline and effect must not share an arm
/// Source:  gunhan2020; the project's claim specification, section 3.5
Implied implied_by_odds_ratio(const LogitDistribution& care, const LogitDistribution& log_odds,
                              long n);

/// The log risk ratio applied to the response in a new group.
///
///   p1* = min(1, p0* · RR)
Implied implied_by_risk_ratio(const LogitDistribution& care, const LogitDistribution& log_risk,
                              long n);

/// A normal distribution as a table. Takes: sd > 0
LogitDistribution normal_table(double mean, double sd);

/// The claimed share minus the share under standard care, from two independent distributions: a
/// naive difference, never an effect. The claimed share follows its Jeffreys posterior.
Spread naive_excess(const LogitDistribution& care, double events, double n);

}  // namespace steelyard
