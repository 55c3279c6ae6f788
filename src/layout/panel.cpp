// Panels: blocks in a tinted box with a bar at its left.
#include "layout/panel.h"

#include <algorithm>
#include <utility>

#include "layout/blocks.h"
#include "layout/continuation.h"

namespace steelyard {
namespace {

constexpr double inset_left = panel_bar + 11;
constexpr double inset_right = 11;
constexpr double space_around = 10;
constexpr double under_title = 3;  // of a panel that goes on
constexpr double least_part = 0.1;  // of a page: less of a panel does not stand on a page alone

Colour tint(Colour colour, double share) {
  return {1 - (1 - colour.red) * share, 1 - (1 - colour.green) * share,
          1 - (1 - colour.blue) * share};
}

Strip edge() {
  Strip strip;
  strip.height = panel_padding;
  strip.panel_edge = true;
  return strip;
}

// A panel that fits a page is split between its blocks and list items only, and not so that little
// of it stands on either side.
void keep_together(Strips& strips, double least) {
  double above = 0;
  const double height = stacked_height(strips.data(), strips.data() + strips.size());
  for (std::size_t s = 0; s < strips.size(); ++s) {
    above += strips[s].height + (s == 0 ? 0 : gap_between(strips[s - 1], strips[s]));
    if (strips[s].goes_on || above < least || height - above < least)
      strips[s].keep_with_next = true;
  }
  strips.back().keep_with_next = false;
}

// The heading of a panel, for the pages that it goes on to.
TopLines title_of(const Panel& panel, const Area& inner, const Galley& galley) {
  const Heading* heading =
      panel.blocks.empty() ? nullptr : std::get_if<Heading>(&panel.blocks.front().value);
  if (heading == nullptr) return {};
  Runs text = heading->text;
  for (Run& run : text)
    if (run.face == Face::regular) run.face = Face::bold;
  const TextStyle& style = galley.style.caption;
  TopLines title = continuation(text, inner, style.size, style.size * style.leading, galley);
  if (title.height > 0) title.height += under_title;
  return title;
}

}  // namespace

void put_panel_box(std::vector<Item>& items, PanelRole role, const Box& box, const Style& style) {
  Colour fill = style.panel;
  Colour bar = style.panel_bar;
  switch (role) {
    case PanelRole::warning:
      bar = style.warning;
      fill = tint(style.warning, 0.08);
      break;
    case PanelRole::verdict:
      bar = style.strong_accent;
      break;
    case PanelRole::key:
      bar = style.accent;
      break;
    case PanelRole::plain:
      bar = style.rule;
      break;
    case PanelRole::claim:
      break;
  }
  items.push_back({
      Rectangle{box, fill, std::nullopt, 0},
      -1, false
  });
  items.push_back({
      Rectangle{{box.x, box.y, panel_bar, box.height}, bar, std::nullopt, 0},
      -1, false
  });
}

Strips panel_strips(const Panel& panel, const Area& area, int parent, Galley& galley) {
  const int tag = galley.tags.add(parent, "Div");
  const Area inner{area.x + inset_left, area.width - inset_left - inset_right,
                   area.max_height - 2 * panel_padding};
  ++galley.open_panels;
  Strips strips = strips_of(panel.blocks, inner, tag, galley);
  --galley.open_panels;
  strips.erase(std::remove_if(strips.begin(), strips.end(),
                              [](const Strip& strip) { return strip.page_break; }),
               strips.end());
  if (strips.empty()) return strips;
  strips.front().before = 0;
  strips.back().after = 0;
  strips.insert(strips.begin(), edge());
  strips.push_back(edge());

  const int index = static_cast<int>(galley.panels.size());
  galley.panels.push_back({panel.role, area.x, area.width, false, title_of(panel, inner, galley)});
  for (Strip& strip : strips) strip.panels.insert(strip.panels.begin(), index);
  strips.front().keep_with_next = true;
  strips[strips.size() - 2].keep_with_next = true;

  const double height = stacked_height(strips.data(), strips.data() + strips.size());
  if (height <= area.max_height) {
    galley.panels[static_cast<std::size_t>(index)].fits_page = true;
    keep_together(strips, least_part * area.max_height);
  }
  strips.front().before = space_around;
  strips.back().after = space_around;
  return strips;
}

}  // namespace steelyard
