// The table of a claim: what the page says, what standard care is expected to show, what trials show.
#pragma once
#include <string>
#include <vector>

#include "steelyard/report/compose.h"

namespace steelyard {

/// Three columns out of the same number of people, the last of two groups.
/// Source: the project's claim specification, section 6.3
Table claim_columns(const SectionContext& context, const Appraisal& appraisal);

/// The texts that are not empty, with something between them.
std::string joined_texts(const std::vector<std::string>& parts, const char* between);

}  // namespace steelyard
