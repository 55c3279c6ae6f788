// What a relative claim means in people.
#include "steelyard/claim/relative.h"

#include <algorithm>
#include <cmath>

#include "steelyard/base/one_of.h"

namespace steelyard {

std::vector<RelativeAtBaseline> at_baselines(double ratio, std::span<const double> without) {
  std::vector<RelativeAtBaseline> result;
  for (const double share : without)
    result.push_back({share, std::min(1.0, share * ratio), share * ratio > 1});
  return result;
}

void judge_ratio(Appraisal& appraisal, double ratio) {
  if (!appraisal.controlled || !appraisal.controlled->unit.empty()) return;
  if (!is_one_of(appraisal.verdict, {"SUPPORTED", "PARTLY_SUPPORTED"})) return;
  const double claimed = appraisal.controlled->baseline_per_1000 * std::abs(ratio - 1);
  if (claimed > appraisal.controlled->high) appraisal.verdict = "OVERSTATED";
}

}  // namespace steelyard
