/// Sizes, spaces and colours of a document; loaded from templates/<audience>/style.toml.
#pragma once
#include "steelyard/draw/axis.h"
#include "steelyard/draw/colour.h"
#include "steelyard/draw/geometry.h"

namespace steelyard {

struct TextStyle {
  double size = 10;
  double leading = 1.4;      ///< line height as a multiple of the size
  double space_before = 0;   ///< points
  double space_after = 6;    ///< points
};

struct Style {
  Size page{595.276, 841.89};  ///< A4
  double margin_left = 57, margin_right = 57, margin_top = 60, margin_bottom = 62;
  TextStyle title{22, 1.2, 0, 8}, heading2{14, 1.25, 16, 5}, heading3{11.5, 1.3, 12, 4},
      body{10, 1.45, 0, 6}, lead{11.5, 1.45, 0, 8}, caption{9, 1.35, 4, 4}, note{8.5, 1.4, 2, 6},
      small{8, 1.35, 0, 4}, label{8.5, 1.3, 0, 2}, list{10, 1.45, 0, 3};
  double table_size = 8.3, table_row = 15.2;  ///< text size and height of a one-line row
  double table_cell_gap = 8;                  ///< between columns
  Colour ink{0.11, 0.12, 0.15}, muted{0.38, 0.40, 0.45}, accent{0.07, 0.29, 0.52},
      strong_accent{0.72, 0.24, 0.09}, warning{0.60, 0.32, 0.02}, link{0.07, 0.29, 0.52},
      rule{0.62, 0.64, 0.68}, zebra{0.957, 0.961, 0.973}, panel{0.949, 0.957, 0.972},
      panel_bar{0.07, 0.29, 0.52};
  PlotStyle plot{{0.10, 0.31, 0.53}, {0.72, 0.24, 0.09}, {0.40, 0.42, 0.46},
                 {0.90, 0.90, 0.92}, {0.11, 0.12, 0.15}, {0.38, 0.40, 0.45}, 7.5};
};

}  // namespace steelyard
