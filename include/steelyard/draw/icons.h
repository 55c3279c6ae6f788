/// Icon arrays: so many of a hundred people.
#pragma once
#include <optional>
#include <vector>

#include "steelyard/draw/drawing.h"

namespace steelyard {

/// So many people of one colour. Open people are outlined: between the low and the high end of an
/// interval, say.
struct IconGroup {
  int count = 0;
  Colour colour;
  bool open = false;
};

struct IconArray {
  int people = 100;               ///< in all; the whole array is always shown
  std::vector<IconGroup> groups;  ///< from the top left corner on, row by row
  Colour rest{0.84, 0.85, 0.88};  ///< of the people in no group
  int per_row = 20;
  double icon_height = 11;                    ///< points
  double column_step = 8.2, row_step = 13.2;  ///< points from one person to the next
};

/// The array as a drawing, exactly as large as its people. Groups that are more than there are
/// people are cut off at the last person.
Drawing draw_icons(const IconArray& array);

}  // namespace steelyard
