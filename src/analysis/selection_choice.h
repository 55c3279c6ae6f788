// Settings of selection models, read from what was typed.
#pragma once
#include "analysis/resolver.h"
#include "steelyard/analysis/plan.h"

namespace steelyard {

/// Reads `steps`, `delta` and `alternative` into the plan. To be called after the further analyses.
void read_selection(Resolver& resolver, Plan& plan);

}  // namespace steelyard
