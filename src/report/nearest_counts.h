// The whole numbers of people on either side of a percentage that none of them gives.
#pragma once
#include <string>

#include "steelyard/study/claim.h"

namespace steelyard {

/// "9 (69%), 10 (77%)", with as many decimals as the claim prints; "" where it has no percentage of a
/// known group.
/// Source: the project's claim specification, section 4.8
std::string nearest_counts(const Claim& claim);

}  // namespace steelyard
