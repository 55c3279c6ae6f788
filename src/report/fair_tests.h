// How many trials a finding has, and what they may be called.
#pragma once
#include "steelyard/analysis/findings.h"
#include "steelyard/report/template.h"

namespace steelyard {

/// The trials of a finding: a row of the table that says how many it holds (column `trials`) counts as many.
int trial_count(const Findings& findings, const AnalysisFinding& finding);

/// Whether the rows that a finding pools were all randomised, as far as the table (columns `allocation` and
/// `design`) and the reviewers (`randomised`, `starts_low`) tell.
bool all_randomised(const Findings& findings, const AnalysisFinding& finding);

/// The wording for these findings: where what they show was not all randomised, tests are called controlled,
/// not fair.
Phrases worded_for(const Findings& findings, const Phrases& phrases);

}  // namespace steelyard
