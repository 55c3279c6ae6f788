// The scale door: left of it everything is on the analysis scale, right of it on the display scale.
#pragma once
#include <optional>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// `n` is the size of the group, or the harmonic mean of the sizes, for Scale::to_display_n.
double to_display(const Measure& measure, double value, std::optional<double> n);
Bounds to_display(const Measure& measure, const Bounds& bounds, std::optional<double> n);

/// Limits as people see them: a share of people lies between none and all, whatever a symmetric interval says.
Bounds within_all(const Measure& measure, const Bounds& bounds);

/// The pooled estimate with its interval; absent without either.
std::optional<Shown> shown(const Effects& effects, const Synthesis& synthesis);

/// Notes that a shown value overflowed: it is infinite, and left out wherever only numbers stand.
void note_too_great(AnalysisFinding& finding);

/// Sets the display values of all effects among the numbers of a further analysis.
void show(const Effects& effects, FurtherFinding& further);

}  // namespace steelyard
