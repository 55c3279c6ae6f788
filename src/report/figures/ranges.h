// Points and ranges of a claim on one scale.
#pragma once
#include <optional>

#include "steelyard/report/compose.h"

namespace steelyard {

/// One row each for what the page says, what standard care is expected to show and what each group
/// of the trials showed, on a scale from nobody to everybody. Absent where only one has a number.
/// Source: the project's claim specification, section 6.3
std::optional<Table> range_table(const SectionContext& context, const Appraisal& appraisal);

}  // namespace steelyard
