// The tinted box of a panel.
#pragma once
#include "steelyard/document/style.h"
#include "steelyard/layout/pages.h"

namespace steelyard {

constexpr double panel_padding = 10;  ///< above and below what the panel holds
constexpr double panel_bar = 3;       ///< width of the bar at the left

/// Box and bar, both decoration.
void put_panel_box(std::vector<Item>& items, PanelRole role, const Box& box, const Style& style);

}  // namespace steelyard
