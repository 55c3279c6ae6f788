/// How much of a benefit is also seen without the treatment.
#pragma once
#include <optional>

#include "steelyard/pool/synthesis.h"

namespace steelyard {

/// Among people who respond with treatment, the share that would be expected to respond anyway.
///
///   min(1, p0/p1)
///
/// Takes:  0 ≤ p0 ≤ 1, 0 < p1 ≤ 1
double share_without(double p1, double p0);

/// Bounds on "responded because of the treatment" among those who responded, for an unbiased
/// comparison (probability of necessity).
///
///   max(0, 1 − p0/p1) ≤ PN ≤ min(1, (1 − p0)/p1)
///
/// Source:  tian2000
Bounds because_of_treatment(double p1, double p0);

/// Share of the average change that is also seen without the treatment: c/e.
struct ShareOfMeans {
  double share = 0;
  std::optional<Bounds> interval;  ///< Fieller; absent where it would be unbounded (g ≥ 1)
};

/// Takes:   mean changes in the same direction with their standard errors > 0, df > 0
/// Gives:   absent if the changes point in different directions or the treated did not change
/// Source:  fieller1954
std::optional<ShareOfMeans> share_of_means(double treated, double treated_se, double control,
                                           double control_se, double df, double level);

}  // namespace steelyard
