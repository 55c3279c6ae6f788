// What the rules that suggest ratings of certainty look at, out of a finding.
#pragma once
#include <optional>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// The same analysis with the 95% intervals that verdicts and ratings look at.
AnalysisFinding at_verdict_level(const AnalysisFinding& finding);

/// Absent where the analysis has no outcome.
std::optional<GradeRecord> grade_record(const AnalysisFinding& finding, const Review& review);

}  // namespace steelyard
