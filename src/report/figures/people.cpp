// Icon arrays of a hundred people, side by side.
#include "report/figures/people.h"

#include <algorithm>
#include <cmath>

#include "report/blocks.h"
#include "steelyard/draw/icons.h"

namespace steelyard {

namespace {

Colour lighter(const Colour& colour) {
  const auto mix = [](double channel) { return 0.45 * channel + 0.55; };
  return {mix(colour.red), mix(colour.green), mix(colour.blue)};
}

int people(double of_100) { return std::clamp(static_cast<int>(std::lround(of_100)), 0, 100); }

}  // namespace

Block people_columns(const SectionContext& context, const std::vector<PeoplePanel>& panels) {
  Columns columns;
  for (const PeoplePanel& panel : panels) {
    const Style& style = context.layout.style;
    const Colour colour = panel.treated ? style.plot.study : style.plot.pooled;
    IconArray array;
    array.icon_height = 13;  // fills half a page's width with twenty to a row
    array.column_step = 10.6;
    array.row_step = 16;
    const int estimate = people(panel.estimate);
    const int low = panel.low ? std::min(estimate, people(*panel.low)) : estimate;
    const int high = panel.high ? std::max(estimate, people(*panel.high)) : estimate;
    array.groups = {{low, colour, false},
                    {estimate - low, lighter(colour), false},
                    {high - estimate, colour, true}};
    Figure figure;
    figure.drawing = draw_icons(array);
    figure.alt = panel.alt;
    columns.columns.push_back({paragraph(bold(panel.title), ParagraphRole::label),
                               {std::move(figure)}});
  }
  return {std::move(columns)};
}

}  // namespace steelyard
