// Meta-regression of effects of which several are of one study.
#pragma once
#include "steelyard/analysis/further.h"

namespace steelyard {

/// Takes: effects with clusters; the argument is a formula of moderators
FurtherFinding clustered_regression(const FurtherInput& input);

}  // namespace steelyard
