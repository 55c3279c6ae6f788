// The pictogram of a person, the same in every output: a round head over a shouldered body.
#pragma once
#include "steelyard/draw/geometry.h"

namespace steelyard {

// All as shares of the height, from the middle of the person's box; judged by eye at 8 points.
constexpr double person_width = 0.5;  ///< of the height
constexpr double person_head_radius = 0.165;
constexpr double person_head_centre = -0.325;   ///< y
constexpr double person_shoulder_top = -0.12;   ///< y
constexpr double person_shoulder_radius = 0.2;  ///< of the upper corners of the body
constexpr double person_foot_radius = 0.07;     ///< of the lower corners

}  // namespace steelyard
