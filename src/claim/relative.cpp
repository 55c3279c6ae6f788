// What a relative claim means in people.
#include "steelyard/claim/relative.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace steelyard {

std::vector<RelativeAtBaseline> at_baselines(double ratio, std::span<const double> without) {
  std::vector<RelativeAtBaseline> result;
  for (const double share : without)
    result.push_back({share, std::min(1.0, share * ratio), share * ratio > 1});
  return result;
}

bool counts_same_events(const Claim& claim, const Outcome* outcome) {
  if (!claim.ratio || *claim.ratio == 1 || outcome == nullptr) return true;
  const bool more_is_good = (*claim.ratio > 1) == (claim.asserted_direction != "harm");
  return more_is_good == (outcome->better == Better::higher);
}

std::optional<RelativeClaim> relative_claim(const Claim& claim, const Outcome* outcome,
                                            const std::vector<BesideScenario>& scenarios,
                                            const std::optional<ControlledEvidence>& controlled) {
  if (!claim.ratio) return std::nullopt;
  RelativeClaim relative;
  relative.ratio = *claim.ratio;
  relative.same_events = counts_same_events(claim, outcome);
  if (relative.same_events) {
    for (const BesideScenario& each : scenarios) {
      if (each.priors.empty() || each.treated) continue;
      const Spread& spread = each.priors.front().new_group;
      relative.from = BaselineFrom::standard_care;
      relative.scenario = each.scenario;
      relative.at = at_baselines(relative.ratio, std::array{spread.low, spread.median, spread.high});
      return relative;
    }
    if (controlled && controlled->unit.empty() && controlled->baseline_per_1000 > 0) {
      relative.from = BaselineFrom::trials;
      relative.at =
          at_baselines(relative.ratio, std::array{controlled->baseline_per_1000 / 1000});
      return relative;
    }
  }
  relative.at = at_baselines(relative.ratio, std::array{0.05, 0.2, 0.5});
  return relative;
}

bool ratio_is_over(double ratio, const ControlledEvidence& evidence, const Variant& variant,
                   bool harm_claimed) {
  if (!evidence.unit.empty()) return false;
  const double claimed = evidence.baseline_per_1000 * std::abs(ratio - 1);
  return claimed > (harm_claimed ? -variant.low : variant.high);
}

}  // namespace steelyard
