// The forest plot: a table of studies with its plot.
#pragma once
#include "steelyard/report/compose.h"

namespace steelyard {

/// Rows for the pooled studies (by subgroup where there are any), those that could not be
/// estimated, the summary and the prediction interval, with the plot beside them.
Table forest_table(const SectionContext& context, const AnalysisFinding& finding);

/// The measure that the forest shows: the risk difference where the ratio of one trial would rest on
/// an addition to its cells.
const Measure& drawn_measure(const AnalysisFinding& finding);

/// "Heterogeneity: τ² = …" — the line under a forest plot.
std::string heterogeneity_line(const Findings& findings, const AnalysisFinding& finding);

}  // namespace steelyard
