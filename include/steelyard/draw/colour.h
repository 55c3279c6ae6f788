/// Colours, sRGB, each channel 0 to 1.
#pragma once

namespace steelyard {

struct Colour {
  double red = 0, green = 0, blue = 0;
  bool operator==(const Colour&) const = default;
};

}  // namespace steelyard
