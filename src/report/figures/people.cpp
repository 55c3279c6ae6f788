// Icon arrays, side by side.
#include "report/figures/people.h"

#include <algorithm>
#include <cmath>

#include "report/blocks.h"
#include "steelyard/draw/icons.h"

namespace steelyard {

namespace {

// A third hue: grey says "the rest" in every array.
constexpr Colour usual_care{0.35, 0.24, 0.47};

constexpr double title_gap = 14;  // points between a title and the array under it

// More room above the people of an array.
void lower(Drawing& drawing, double by) {
  drawing.size.height += by;
  for (Mark& mark : drawing.marks)
    if (auto* group = std::get_if<People>(&mark))
      for (Point& at : group->at) at.y += by;
}

Colour lighter(const Colour& colour) {
  const auto mix = [](double channel) { return 0.45 * channel + 0.55; };
  return {mix(colour.red), mix(colour.green), mix(colour.blue)};
}

}  // namespace

Block people_columns(const SectionContext& context, const std::vector<PeoplePanel>& panels,
                     double people) {
  const auto icons = [&](double count) {
    return static_cast<int>(std::lround(std::clamp(count, 0.0, people)));
  };
  Columns columns;
  for (const PeoplePanel& panel : panels) {
    const Style& style = context.layout.style;
    const Colour colour = panel.elsewhere ? usual_care
                          : panel.treated ? style.plot.study
                                          : style.plot.pooled;
    IconArray array;
    array.people = static_cast<int>(people);
    if (people > 200) {  // fifty to a row fill the page's width, one group under the other
      array.per_row = 50;
      array.icon_height = 7.6;
      array.column_step = 9.4;
      array.row_step = 8.7;
    } else {  // twenty to a row fill half a page's width; more rows stand closer
      const bool many = people > 100;
      array.icon_height = many ? 8.4 : 12;
      array.column_step = 10.6;
      array.row_step = many ? 9.8 : 14.5;
    }
    const int estimate = icons(panel.estimate);
    const int low = panel.low ? std::min(estimate, icons(*panel.low)) : estimate;
    const int high = panel.high ? std::max(estimate, icons(*panel.high)) : estimate;
    array.groups = {{low, colour, false},
                    {estimate - low, lighter(colour), false},
                    {high - estimate, colour, true}};
    Figure figure;
    figure.drawing = draw_icons(array);
    figure.alt = panel.alt;
    Block title = paragraph(bold(panel.title), ParagraphRole::label);
    if (people <= 200) {
      columns.columns.push_back({{std::move(figure)}, std::move(title)});
      continue;
    }
    // One under the other, each over its title as beside each other; the title of one stands off from the next.
    if (columns.columns.empty())
      columns.columns.emplace_back();
    else
      lower(figure.drawing, title_gap);
    columns.columns.front().push_back({std::move(figure)});
    columns.columns.front().push_back(std::move(title));
  }
  return {std::move(columns)};
}

}  // namespace steelyard
