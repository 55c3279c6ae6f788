/// Numbers of several claims on one page that have to fit together.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/study/claim.h"

namespace steelyard {

/// Two claims whose numbers do not fit. A remark asks a question; it says nothing about honesty.
struct PageRemark {
  std::string_view code;      ///< "N_DIFFERS", key of the phrases under page_check
  std::size_t other = 0;      ///< index of the other claim
  long value = 0, limit = 0;  ///< what was found, and what it should not pass or should equal
  bool explained = false;     ///< one of the claims says why
};

/// What is odd about claim `index` beside the claims of the same page and study.
///
///   FOLLOWED_ABOVE_N        more people followed than the other claim's group had
///   RESPONDERS_ABOVE_N      more responders later than people earlier
///   SAFETY_GROUP_SMALLER    fewer people looked at for harm than for benefit
///   N_DIFFERS               one study, two group sizes
///   PERCENT_OF_OTHER_GROUP  the percentage fits the other claim's people, not its own
///   BUNDLE_ACROSS_PAGES     parts of one sentence that stand on different pages
///
/// Claims are of one study if they say so (`study`), or have the same registry id or DOI.
/// Source: the project's claim specification, section 2.5
///
/// Takes: `near`: indices of the claims of this claimant or bundle; those of others say nothing
std::vector<PageRemark> page_checks(const std::vector<Claim>& claims, std::size_t index,
                                    const std::vector<std::size_t>& near);

}  // namespace steelyard
