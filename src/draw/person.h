// The pictogram of a person: a round head over shouldered body, as the PDF writer paints it too.
#pragma once

namespace steelyard {

// All as shares of the height, y from the middle of the person's box; judged by eye at 8 points.
constexpr double person_half_width = 0.23;
constexpr double person_head_radius = 0.17;
constexpr double person_neck = -0.12;     // y of the top of the body
constexpr double person_shoulder = 0.18;  // radius of the upper corners of the body

}  // namespace steelyard
