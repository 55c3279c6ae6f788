/// Intervals for one proportion.
#pragma once
#include "steelyard/pool/synthesis.h"

namespace steelyard {

/// y events of n. Takes: 0 ≤ y ≤ n, n ≥ 1, 0 < level < 1. Gives: limits in 0 to 1.
/// Source: clopper1934
Bounds clopper_pearson(double y, double n, double level);
/// Source: wilson1927
Bounds wilson(double y, double n, double level);
/// Equal-tailed, lower limit 0 at y = 0 and upper limit 1 at y = n. Source: brown2001
Bounds jeffreys(double y, double n, double level);

/// Upper bound of a rate when none of n had the event, one-sided: 1 − α^(1/n).
/// Source: hanley1983
double zero_events_upper_one_sided(double n, double level);
/// The same, two-sided: 1 − (α/2)^(1/n).
double zero_events_upper_two_sided(double n, double level);

}  // namespace steelyard
