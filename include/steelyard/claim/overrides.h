/// What people put beside suggestions, set against what is suggested now.
#pragma once
#include <vector>

#include "steelyard/claim/appraisal.h"

namespace steelyard {

/// The overrides of a claim, in its order, each with the present suggestion. Nothing that is suggested is
/// hidden or changed by them, and no verdict looks at them.
/// Source: the project's claim specification, sections 2.4 and 7
std::vector<ShownOverride> shown_overrides(const Claim& claim, const Appraisal& appraisal);

/// "yes", "not applicable" …
std::string_view answer_name(Answer answer);

}  // namespace steelyard
