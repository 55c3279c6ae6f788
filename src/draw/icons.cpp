// Icon arrays: so many of a hundred people.
#include "steelyard/draw/icons.h"

#include <algorithm>
#include <utility>

#include "draw/person.h"

namespace steelyard {
namespace {

constexpr double outline = 0.7;  // points

}  // namespace

Drawing draw_icons(const IconArray& array) {
  Drawing drawing;
  const int people = std::max(array.people, 0);
  const int per_row = std::max(array.per_row, 1);
  if (people == 0) return drawing;
  const double width = person_width * array.icon_height;
  const int columns = std::min(people, per_row);
  const int rows = (people + per_row - 1) / per_row;
  drawing.size = {width + (columns - 1) * array.column_step,
                  array.icon_height + (rows - 1) * array.row_step};
  int next = 0;
  const auto put = [&](int count, Colour colour, bool open) {
    People group;
    group.height = open ? array.icon_height - outline : array.icon_height;
    if (open)
      group.stroke = Stroke{colour, outline, {}, false};
    else
      group.fill = colour;
    for (const int end = std::min(next + std::max(count, 0), people); next < end; ++next)
      group.at.push_back({width / 2 + (next % per_row) * array.column_step,
                          array.icon_height / 2 + (next / per_row) * array.row_step});
    if (!group.at.empty()) drawing.marks.push_back(std::move(group));
  };
  for (const IconGroup& group : array.groups) put(group.count, group.colour, group.open);
  put(people - next, array.rest, false);
  return drawing;
}

}  // namespace steelyard
