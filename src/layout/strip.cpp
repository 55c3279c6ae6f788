// Strips under each other on one page, with the plots and boxes that run along several of them.
#include "layout/strip.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "layout/panel.h"

namespace steelyard {

double gap_between(const Strip& upper, const Strip& lower) {
  return std::max(upper.after, lower.before);
}

double stacked_height(const Strip* first, const Strip* last) {
  double height = 0;
  for (const Strip* strip = first; strip != last; ++strip)
    height += strip->height + (strip == first ? 0 : gap_between(strip[-1], *strip));
  return height;
}

namespace {

// The plot of one table on one page.
struct PlotPart {
  double top = 0;
  std::vector<RowSpan> rows;
};

void put_plot(Galley& galley, int table, const PlotPart& part, std::vector<Item>& items) {
  TableParts& parts = galley.tables[static_cast<std::size_t>(table)];
  const Drawing drawing = draw_plot(*parts.plot, part.rows, galley.style.plot, galley.fonts);
  const int tag = galley.tags.add_after(parts.last_tag, "Figure");
  galley.tags.at(tag).alt = parts.table->plot_alt;
  parts.last_tag = tag;
  put_drawing(items, drawing, {parts.plot_x, part.top}, 1, tag, galley.fonts);
}

struct PanelSpan {
  int panel = 0;
  double top = 0, bottom = 0;
};

void note_panels(const Strip& strip, double y, double opened, std::vector<PanelSpan>& spans) {
  const double padding = strip.panel_edge ? 0 : panel_padding;
  for (std::size_t depth = 0; depth < strip.panels.size(); ++depth) {
    const int panel = strip.panels[depth];
    auto span = std::find_if(spans.begin(), spans.end(),
                             [panel](const PanelSpan& s) { return s.panel == panel; });
    if (span == spans.end()) span = spans.insert(spans.end(), {panel, y - std::max(padding, opened), 0});
    span->bottom = y + strip.height + padding;
  }
}

}  // namespace

Stack stack(Galley& galley, Strip* first, Strip* last, double y, double opened) {
  Stack result;
  std::vector<PanelSpan> panels;
  std::vector<Item> items;
  PlotPart part;
  for (Strip* strip = first; strip != last; ++strip) {
    if (strip != first) y += gap_between(strip[-1], *strip);
    note_panels(*strip, y, strip == first && !strip->panel_edge ? opened : 0, panels);
    for (Item& item : strip->items) {
      move_by(item.ink, 0, y);
      items.push_back(std::move(item));
    }
    for (Bookmark& bookmark : strip->bookmarks) {
      bookmark.y += y;
      result.bookmarks.push_back(std::move(bookmark));
    }
    const int table = strip->table;
    if (table >= 0 && galley.tables[static_cast<std::size_t>(table)].plot) {
      if (part.rows.empty()) part.top = y;
      if (!strip->closes_table) part.rows.push_back({y - part.top, strip->height, strip->mark});
      if (strip + 1 == last || strip[1].table != table) {
        if (!part.rows.empty()) put_plot(galley, table, part, items);
        part = {};
      }
    }
    y += strip->height;
  }
  for (const PanelSpan& span : panels) {
    const PanelParts& panel = galley.panels[static_cast<std::size_t>(span.panel)];
    put_panel_box(result.items, panel.role,
                  {panel.x, span.top, panel.width, span.bottom - span.top}, galley.style);
  }
  result.boxes = static_cast<std::ptrdiff_t>(result.items.size());
  result.items.insert(result.items.end(), std::make_move_iterator(items.begin()),
                      std::make_move_iterator(items.end()));
  result.bottom = y;
  return result;
}

Strip merged(Galley& galley, Strips strips) {
  Strip result;
  if (strips.empty()) return result;
  result.before = strips.front().before;
  result.after = strips.back().after;
  Stack whole = stack(galley, strips.data(), strips.data() + strips.size(), 0);
  result.items = std::move(whole.items);
  result.bookmarks = std::move(whole.bookmarks);
  result.height = whole.bottom;
  return result;
}

}  // namespace steelyard
