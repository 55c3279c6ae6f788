// The t distribution with a whole number of degrees of freedom.
#pragma once
#include <optional>

namespace steelyard {

/// The point below which t lies with probability p, to 5e-13 of itself or closer.
///
/// Gives:  absent outside 5 to 300 whole degrees of freedom and of p from 0.001 to 0.999
/// Source: abramowitz1964, 26.7.3 to 26.7.5
std::optional<double> whole_t_quantile(double p, double df);

/// The probability of a t as far from 0 as this or farther, to 5e-12 of itself or closer.
///
/// Gives:  absent outside 5 to 300 whole degrees of freedom, and for some small probabilities with many
/// Source: abramowitz1964, 26.7.3, 26.7.4 and 26.5.4
std::optional<double> whole_t_p(double t, double df);

}  // namespace steelyard
