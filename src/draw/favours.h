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

/// How many lines the labels take; known before any font is at hand.
std::size_t favours_lines(const PlotColumn& plot, const PlotStyle& style);

/// The labels as set: on at most `favours_lines` lines, in type of 6 points or more, and where
/// that is not enough cut at a word with an ellipsis. Their first words are never cut away.
Favours favours(const PlotColumn& plot, const PlotStyle& style, const FontMetrics& fonts);

}  // namespace steelyard
