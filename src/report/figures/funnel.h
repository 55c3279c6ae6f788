// The contour-enhanced funnel plot of one analysis.
#pragma once
#include <optional>

#include "steelyard/analysis/further.h"
#include "steelyard/report/compose.h"

namespace steelyard {

/// The figure of the further analysis `funnel`, with the studies that trim and fill adds where that was
/// asked for too. Absent with fewer than three studies, or where there are no effects to draw.
std::optional<Figure> funnel_figure(const SectionContext& context, const AnalysisFinding& finding,
                                    const FurtherFinding& funnel);

}  // namespace steelyard
