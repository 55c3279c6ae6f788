/// Points, sizes and boxes in PDF points (1/72 inch). x grows to the right, y grows DOWN from the
/// top left corner; the PDF writer alone turns y around.
#pragma once

namespace steelyard {

struct Point {
  double x = 0, y = 0;
};
struct Size {
  double width = 0, height = 0;
};
struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  [[nodiscard]] double right() const { return x + width; }
  [[nodiscard]] double bottom() const { return y + height; }
};

}  // namespace steelyard
