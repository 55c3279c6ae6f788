// What the rules that suggest ratings of certainty look at, out of a finding.
#pragma once
#include <optional>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// The same analysis with intervals of the level that verdicts or ratings look at.
AnalysisFinding at_level(const AnalysisFinding& finding, double level);

/// Absent where the analysis has no outcome.
std::optional<GradeRecord> grade_record(const AnalysisFinding& finding, const Review& review);

}  // namespace steelyard
