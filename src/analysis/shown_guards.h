// What a report shows of an analysis where the asked method would mislead.
#pragma once
#include "steelyard/analysis/findings.h"

namespace steelyard {

/// Puts guarded intervals in place of those that mislead with few studies, and withholds what the
/// data cannot give. The synthesis keeps its estimate; each change leaves a note.
void guard_shown(AnalysisFinding& finding);

}  // namespace steelyard
