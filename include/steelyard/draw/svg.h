/// A drawing as SVG.
#pragma once
#include <string>
#include <string_view>

#include "steelyard/draw/drawing.h"

namespace steelyard {

/// Text stays text; `title` and `description` are for screen readers. Same input, same bytes.
std::string to_svg(const Drawing& drawing, std::string_view title, std::string_view description);

}  // namespace steelyard
