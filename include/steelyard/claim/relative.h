/// What a relative claim means in people, which depends on how many have the result anyway.
#pragma once
#include <span>
#include <vector>

namespace steelyard {

/// A ratio of shares at one share without the treatment; shares of people, 0 to 1.
struct RelativeAtBaseline {
  double without = 0, with = 0;
  bool beyond_all = false;  ///< the ratio would need more than everybody: `with` is 1 then
};

/// The share with the treatment at each of several shares without it.
///
///   with = min(1, without · ratio)
///
/// Takes:   ratio > 0; shares of people, 0 to 1
/// Source:  the project's claim specification, section 3.12
std::vector<RelativeAtBaseline> at_baselines(double ratio, std::span<const double> without);

}  // namespace steelyard
