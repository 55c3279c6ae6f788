// What a report shows of an analysis where the asked method would mislead.
#pragma once
#include "steelyard/analysis/findings.h"

namespace steelyard {

/// Puts guarded intervals in place of those that mislead with few studies, and withholds what the
/// data cannot give. The synthesis keeps its estimate; each change leaves a note.
void guard_shown(AnalysisFinding& finding);

/// Treatment periods, joints or lesions are not people: numbers of people are withheld, and a note
/// tells of it. Source: the project's claim specification, section 8, error 6
void guard_unit(AnalysisFinding& finding, const std::vector<Study>& studies);

}  // namespace steelyard
