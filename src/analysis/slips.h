// Slips that only the finished analysis shows.
#pragma once
#include "steelyard/analysis/findings.h"

namespace steelyard {

/// A row that was begun and then left out, because a number of it is missing.
Notices begun_rows_left_out(const AnalysisFinding& finding, const AnalysisRequest& request);

/// Differences per 1000 people for an outcome of which no analysis counts people.
Notices thresholds_without_people(const Findings& findings);

/// Claims whose own count, group and percentage contradict each other.
Notices contradictory_claims(const Findings& findings);

}  // namespace steelyard
