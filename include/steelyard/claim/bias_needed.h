/// How much bias it would take to turn what usual care shows into the claimed number. All of these
/// describe the naive comparison of a claim with standard care, never an effect.
#pragma once
#include <optional>

namespace steelyard {

/// What stands between the claimed share and a share under standard care.
struct BiasNeeded {
  double shift = 0;      ///< claimed minus expected, shares of people
  double uncounted = 0;  ///< people without benefit that were left out
  double lenient = 0;    ///< share of true non-responders who were counted as responders
};

/// Absent where the claim is not above the expected share, or everybody is expected to respond.
///
///   uncounted = n (p_c/p* − 1),  lenient = (p_c − p*)/(1 − p*)
///
/// Takes:   0 < claimed ≤ 1, 0 < expected < 1, n ≥ 1
/// Source:  the project's claim specification, section 3.9
std::optional<BiasNeeded> bias_needed(double claimed, double expected, double n);

/// The strength of confounding, as a risk ratio with both treatment and outcome, that could explain
/// a risk ratio away; 1 where there is nothing to explain.
///
///   r + √(r (r − 1)), with 1/r for r < 1
///
/// Takes:   ratio > 0
/// Source:  vanderweele2017
double e_value(double ratio);

/// The fall of a score that is expected without any treatment when people enter because it stood
/// above a cut.
///
///   (1 − ρ) σ φ(z)/(1 − Φ(z)),  z = (cut − mean)/sd
///
/// Takes:   sd > 0, −1 ≤ correlation ≤ 1 of two measurements
/// Source:  barnett2005
double regression_to_the_mean(double mean, double sd, double cut, double correlation);

}  // namespace steelyard
