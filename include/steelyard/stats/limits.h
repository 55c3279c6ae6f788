/// What a double can hold.
#pragma once
#include <limits>

namespace steelyard {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
/// The distance from 1 to the next double.
inline constexpr double eps = std::numeric_limits<double>::epsilon();

}  // namespace steelyard
