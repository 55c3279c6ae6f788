// Some of the studies of an analysis.
#pragma once
#include <vector>

#include "steelyard/effect/effects.h"

namespace steelyard {

/// The effects at these positions, in this order. Tables without an effect are not carried over.
Effects part_of(const Effects& all, const std::vector<std::size_t>& members);

}  // namespace steelyard
