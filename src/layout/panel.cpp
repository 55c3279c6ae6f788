// Panels: blocks in a tinted box with a bar at its left.
#include "layout/panel.h"

#include <algorithm>
#include <utility>

#include "layout/blocks.h"

namespace steelyard {
namespace {

constexpr double inset_left = panel_bar + 11;
constexpr double inset_right = 11;
constexpr double space_around = 10;

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
  Strips strips = strips_of(panel.blocks, inner, tag, galley);
  strips.erase(std::remove_if(strips.begin(), strips.end(),
                              [](const Strip& strip) { return strip.page_break; }),
               strips.end());
  if (strips.empty()) return strips;
  strips.front().before = 0;
  strips.back().after = 0;
  strips.insert(strips.begin(), edge());
  strips.push_back(edge());

  const int index = static_cast<int>(galley.panels.size());
  galley.panels.push_back({panel.role, area.x, area.width});
  for (Strip& strip : strips) strip.panels.insert(strip.panels.begin(), index);
  strips.front().keep_with_next = true;
  strips[strips.size() - 2].keep_with_next = true;

  const double height = stacked_height(strips.data(), strips.data() + strips.size());
  if (height <= area.max_height) {
    Strip whole = merged(galley, std::move(strips));
    strips.clear();
    strips.push_back(std::move(whole));
  }
  strips.front().before = space_around;
  strips.back().after = space_around;
  return strips;
}

}  // namespace steelyard
