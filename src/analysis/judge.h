// Verdicts over numbers: which side, how certain. Words belong to the report.
#pragma once
#include <optional>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// Which group the whole interval favours, by the outcome's direction.
std::optional<Favours> judge_direction(const Measure& measure, const std::optional<Shown>& pooled,
                                       Better better);

/// The level a rating comes to: high for randomised evidence and low otherwise, less the levels
/// rated down, unless the reviewer states the level. Source: guyatt2011-grade
CertaintyFinding judge_certainty(const Certainty& rating);

/// The median risk over the control arms with counts, a share of people; absent without any.
std::optional<double> median_control_risk(const Effects& effects);

/// The absolute effect at the median control risk of the studies.
/// Source: handbook-14, section 14.1.5; absent unless counts in two groups stand behind it.
std::optional<AbsoluteEffect> absolute_effect(const AnalysisFinding& finding);

}  // namespace steelyard
