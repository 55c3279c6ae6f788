// A meta-analysis as text: aligned numbers and a forest plot drawn in characters.
#pragma once
#include <string>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// `width`: characters a line may take, 60 to 200.
std::string pool_text(const AnalysisFinding& finding, int width);

}  // namespace steelyard
