// A claimed ratio, put in people.
#pragma once
#include <string>

#include "report/section_rows.h"

namespace steelyard {

/// Out of how many people a ratio is shown: the claimed group, else 100, or 1,000 where the event is
/// so rare that the numbers could not be told apart.
double people_of_ratio(const Claim& claim, const RelativeClaim& relative);

/// The ratio at every baseline that is known, for reviewers; empty without a ratio.
std::string ratio_sentence(const SectionContext& context, const Appraisal& appraisal);

/// The ratio at the middle baseline, for patients; empty without a ratio.
std::string plain_ratio(const SectionContext& context, const Appraisal& appraisal);

}  // namespace steelyard
