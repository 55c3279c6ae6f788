// Parts of the annex: the groups of standard care, where a baseline comes from, numbers needed to treat.
#pragma once
#include <string>
#include <vector>

#include "steelyard/report/compose.h"

namespace steelyard {

/// A row for each group that an expectation rests on: its people, what it counted and when, and where it
/// is printed.
std::vector<Row> arm_rows(const Scenario& scenario, const std::vector<std::string>& left_out);

/// The standard care that a claim's number without the treatment comes from; null: the trials' own groups.
/// A claim without a count is set beside none, but its trials' effect is put on it all the same.
const Scenario* baseline_care(const Review& review, const Appraisal& appraisal);

/// The label of that care, or that it is the trials' own.
std::string baseline_source(const SectionContext& context, const Appraisal& appraisal);

/// The certainty suggested for a claim: its statement and the reason of each domain; none without one.
std::vector<Row> certainty_rows(const SectionContext& context, const Appraisal& appraisal);

/// "100% (68% to 100%); 1/RR = 1.11 (0.68 to 1.80)": responders who would have responded anyway.
std::string share_without_text(const Phrases& say, const Spread& share);

/// A way to a risk difference by its name, with its formula, and with which counts.
std::string variant_text(const Phrases& say, const Variant& variant);

/// "83% (17% to 241%)": the mean change without the treatment as a share of that with it.
std::string share_of_means_text(const ShareOfMeans& share);

/// "NNTB 25 (NNTH 3 to ∞ to NNTB 3.5)": through infinity where the difference may be none.
std::string needed_text(const NumberNeededInterval& found);

}  // namespace steelyard
