// Settings that would change nothing beside the others.
#pragma once
#include "analysis/resolver.h"
#include "steelyard/analysis/plan.h"

namespace steelyard {

/// Complains of each setting that was given, not brought by a preset, and that the model of the plan cannot
/// follow: who sets it must not believe that it was followed. To be called when the plan is read.
void refuse_unused(Resolver& resolver, const Settings& given, const Plan& plan);

}  // namespace steelyard
