// The labels under an axis that say whom either side of it favours.
#pragma once
#include <string>
#include <vector>

#include "steelyard/draw/axis.h"

namespace steelyard {

constexpr double favours_beside = 13;  ///< points either label leaves to its arrow and its gaps

/// The labels left and right of the null line, in lines, in one size of type.
struct Favours {
  std::vector<std::string> left, right;
  double size = 0;
};

/// Points left free beside the axis, within the plot.
struct AxisMargins {
  double left = 0, right = 0;
};

/// The margins with which either label has room on its own side of the null line: a null line near
/// an end of the axis moves inwards.
AxisMargins favours_margins(const PlotColumn& plot, const PlotStyle& style,
                            const FontMetrics& fonts, const AxisMargins& least);

/// How many lines the labels take; known before any font is at hand.
std::size_t favours_lines(const PlotColumn& plot, const PlotStyle& style);

/// The labels as set between such margins: on at most `favours_lines` lines, in type of 6 points or
/// more, and where that is not enough cut at a word with an ellipsis. Neither reaches over the null
/// line, and their first words are never cut away.
Favours favours(const PlotColumn& plot, const PlotStyle& style, const FontMetrics& fonts,
                const AxisMargins& margins);

}  // namespace steelyard
