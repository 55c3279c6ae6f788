// The marks of a forest plot: intervals with squares, diamonds, bars; arrows where they leave it.
#pragma once
#include "steelyard/draw/axis.h"

namespace steelyard {

constexpr double mark_margin = 7;  ///< points a mark may need beyond an end of the axis

/// Where the axis runs inside a plot.
struct PlotFrame {
  const Axis& axis;
  double left = 0, length = 0;
  double width = 0;  ///< of the plot

  [[nodiscard]] double x(double value) const { return left + axis.position(value, length); }
  [[nodiscard]] double right() const { return left + length; }
};

/// The marks of one row, painted in order.
void put_row_mark(std::vector<Mark>& marks, const RowSpan& row, const PlotFrame& frame,
                  const PlotStyle& style);

/// A solid triangle that points left (`direction` −1) or right (+1) with its tip at `tip`.
Polygon arrowhead(Point tip, int direction, double length, double half_height, Colour colour);

}  // namespace steelyard
