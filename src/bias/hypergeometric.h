// Mean and variance of one cell of a fourfold table whose margins are fixed.
#pragma once

namespace steelyard {

struct MeanAndVariance {
  double mean = 0, variance = 0;
};

/// Fisher's noncentral hypergeometric distribution: events in group 1 of `n1` people, when `m` of
/// n1 + n2 people have one and the odds ratio is `psi`. Takes: whole counts, psi > 0.
MeanAndVariance noncentral_hypergeometric(double n1, double n2, double m, double psi);

}  // namespace steelyard
