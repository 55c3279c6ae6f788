/// What every part of the claim layer shares: specification, section 0.
#pragma once
#include <array>

namespace steelyard {

/// Of every interval by which a claim is judged, whatever level the analyses of the review print.
inline constexpr double claim_level = 0.95;
/// Scales of the half-normal priors of τ on the logit scale: the main analysis, and the sensitivity to it.
inline constexpr std::array<double, 2> tau_priors{0.5, 1.0};

}  // namespace steelyard
