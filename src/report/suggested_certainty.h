// Suggested ratings of certainty, where they differ from the reviewers' or stand alone.
#pragma once
#include <vector>

#include "steelyard/report/compose.h"

namespace steelyard {

/// A heading, what the suggestions are, and one item for each analysis; empty if nothing differs.
std::vector<Block> suggested_certainty(const SectionContext& context);

}  // namespace steelyard
