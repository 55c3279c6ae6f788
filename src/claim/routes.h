// Each route to a relative effect on its own, for those who do not need all.
#pragma once
#include <optional>
#include <vector>

#include "steelyard/claim/controlled.h"

namespace steelyard {

/// The ordinary risk ratio; absent for two trials, or where no ratio can be computed.
std::optional<EffectRoute> risk_ratio_route(const Effects& effects, const ClaimRules& rules);

/// The odds ratio by quadrature, one route for each prior. Without `with_applied` the effect in a new
/// trial is left empty, which saves most of the time.
std::vector<EffectRoute> odds_routes(const Effects& effects, bool with_applied,
                                     const ClaimRules& rules);

}  // namespace steelyard
