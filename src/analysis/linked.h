// What an analysis gives to the appraisal of claims.
#pragma once
#include <vector>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// The pooled numbers of a finding as the verdict needs them; the routes are left out.
LinkedEvidence linked_numbers(const AnalysisFinding& finding, const Effects& effects);

/// Analyses studies by the finding's plan as far as the verdict needs it, and links the result. The
/// finding keeps the effects that the result points to.
LinkedEvidence linked_studies(AnalysisFinding& finding, const std::vector<Study>& studies);

}  // namespace steelyard
