// Figures: a drawing with its caption, scaled down where it is larger than its place.
#include <algorithm>
#include <iterator>
#include <utility>

#include "layout/blocks.h"

namespace steelyard {

Strips figure_strips(const Figure& figure, const Area& area, int parent, Galley& galley) {
  const int tag = galley.tags.add(parent, "Figure");
  galley.tags.at(tag).alt = figure.alt;

  Strips caption;
  double caption_height = 0;
  if (!figure.caption.empty()) {
    const TextStyle& text_style = galley.style.caption;
    caption = text_strips(figure.caption, text_style, {text_style.size, galley.style.ink, false},
                          area, galley.tags.add(parent, "P"), galley);
    if (!caption.empty())
      caption_height =
          text_style.space_before + stacked_height(caption.data(), caption.data() + caption.size());
  }

  // A heading and its space may have to stand on the same page.
  const double heading_room =
      2 * galley.style.heading2.size * galley.style.heading2.leading + galley.style.title.size;
  const double room = std::max(area.max_height - caption_height - heading_room, 60.0);
  const Size size = figure.drawing.size;
  double scale = 1;
  if (size.width > area.width) scale = area.width / size.width;
  if (size.height * scale > room) scale = room / size.height;

  Strip strip;
  strip.before = 4;
  strip.after = galley.style.body.space_after;
  strip.height = size.height * scale;
  put_drawing(strip.items, figure.drawing, {area.x, 0}, scale, tag, galley.fonts);
  strip.keep_with_next = !caption.empty();

  Strips strips;
  strips.push_back(std::move(strip));
  for (Strip& line : caption) line.keep_with_next = &line != &caption.back();
  strips.insert(strips.end(), std::make_move_iterator(caption.begin()),
                std::make_move_iterator(caption.end()));
  if (strips.size() > 1) strips.back().after = 2 * galley.style.caption.space_after;
  return strips;
}

}  // namespace steelyard
