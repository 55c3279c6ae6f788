/// The funnel: effects of studies across, their standard errors downwards, shaded by P.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/draw/axis.h"

namespace steelyard {

struct FunnelPoint {
  double effect = 0;  ///< as the axis shows effects
  double se = 0;
  bool filled = false;  ///< added by trim and fill: hollow
};

/// The region up to so many standard errors from the line of no effect.
struct FunnelContour {
  double z = 0;
  std::string label;  ///< what is between it and the contour inside of it: "P 0.05 to 0.10"
};

struct FunnelPlot {
  Axis effect;  ///< logarithmic for effects whose standard errors are of logs
  double deepest = 1;  ///< the largest standard error shown, at the foot
  std::optional<double> null_value;     ///< where the contours meet; none of them without it
  std::vector<FunnelContour> contours;  ///< from the inside out, at most three
  std::string beyond;  ///< label of what is outside of all contours
  std::optional<double> summary;  ///< dashed line
  std::vector<FunnelPoint> points;
  std::string effect_title, se_title, study_label, filled_label, summary_label, key_title;
};

/// The drawing, with its key at the right. Every point stands inside the axes.
Drawing draw_funnel(const FunnelPlot& plot, const PlotStyle& style);

}  // namespace steelyard
