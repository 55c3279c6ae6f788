// The box that holds what is painted.
#pragma once
#include "steelyard/layout/pages.h"
#include "steelyard/write/fonts.h"

namespace steelyard {

Box bounds(const Ink& ink, const FontSet& fonts);

// The smallest box around both.
Box united(const Box& a, const Box& b);

}  // namespace steelyard
