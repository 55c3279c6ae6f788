// What a relative claim means in people.
#include "steelyard/claim/relative.h"

#include <algorithm>

namespace steelyard {

std::vector<RelativeAtBaseline> at_baselines(double ratio, std::span<const double> without) {
  std::vector<RelativeAtBaseline> result;
  for (const double share : without)
    result.push_back({share, std::min(1.0, share * ratio), share * ratio > 1});
  return result;
}

}  // namespace steelyard
