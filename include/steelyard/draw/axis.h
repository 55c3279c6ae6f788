/// Linear and logarithmic axes, and the plot that stands beside the rows of a table.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "steelyard/draw/drawing.h"

namespace steelyard {

/// An axis on the display scale. Values are display values (ratios, not logs).
struct Axis {
  bool logarithmic = false;
  double low = 0, high = 1;             ///< what the axis shows; marks beyond get arrows
  std::vector<double> ticks;
  std::vector<std::string> tick_labels; ///< as long as ticks

  /// Position of a value along an axis of `length` points, 0 at low; may lie outside 0 … length.
  [[nodiscard]] double position(double value, double length) const;
};

/// A nice axis (ticks 1-2-5) that shows all the values given, and `must_show` (the line of no
/// effect); very far values are left to arrows so that the bulk stays readable.
Axis choose_axis(bool logarithmic, const std::vector<double>& values,
                 std::optional<double> must_show);

// What stands in the plot beside one row of a table, on the display scale.

/// A rule from low to high with a square at the estimate, area proportional to `weight` (0 to 1 of
/// the largest).
struct IntervalMark {
  double estimate = 0, low = 0, high = 0, weight = 1;
};
/// A diamond: pooled estimate and its interval.
struct DiamondMark {
  double estimate = 0, low = 0, high = 0;
};
/// A bar: a prediction interval.
struct BarMark {
  double low = 0, high = 0;
};
using RowMark = std::variant<std::monostate, IntervalMark, DiamondMark, BarMark>;

struct PlotStyle {
  Colour study, pooled, null_line, grid, text, muted;
  double tick_size = 7.5;
};

/// A vertical span on the page that one row of the table takes, relative to the plot's top.
struct RowSpan {
  double top = 0, height = 0;
  RowMark mark;
};

/// Lines, ticks and labels of a plot beside table rows.
struct PlotColumn {
  Axis axis;
  std::optional<double> null_value;   ///< solid grey line, the line of no effect
  std::optional<double> summary;      ///< dashed line in the colour of pooled results
  std::string favours_left, favours_right;  ///< under the axis, either side of the null line
  std::string axis_title;             ///< under the axis when there is no null line
  double width = 180;                 ///< points the plot takes between its margins
};

/// Height that axis, ticks and labels take below the last row.
double axis_height(const PlotColumn& plot, const PlotStyle& style);

/// The drawing of a plot beside rows: size is width × (bottom of the last row + axis height).
/// Intervals that leave the axis get arrowheads, prediction intervals too; where an interval is
/// narrower than its square it is drawn in white across it.
Drawing draw_plot(const PlotColumn& plot, const std::vector<RowSpan>& rows, const PlotStyle& style,
                  const FontMetrics& fonts);

}  // namespace steelyard
