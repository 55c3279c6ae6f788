// What blocks become before pages are known: strips, each as wide as its column and never split.
#pragma once
#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "layout/tag_tree.h"
#include "steelyard/layout/pages.h"

namespace steelyard {

/// Where strips go: their left edge and width, and the greatest height a strip may have.
struct Area {
  double x = 0, width = 0, max_height = 0;
};

/// Items lie relative to the top of the strip; x is that of the page.
struct Strip {
  double before = 0, height = 0, after = 0;  ///< spaces are dropped at the edge of a page
  std::vector<Item> items;
  std::vector<Bookmark> bookmarks;
  bool keep_with_next = false;
  bool goes_on = false;  ///< the next strip is a line of the same paragraph or list item
  bool page_break = false;
  int table = -1;             ///< a row of this table, or what closes it
  bool closes_table = false;  ///< the strip beside or in which the axis stands
  int group = -1;             ///< the group of rows that goes on with this one
  RowMark mark;               ///< of a row
  std::vector<int> panels;    ///< the panels it stands in, outermost first
  bool panel_edge = false;    ///< the padding at the top or bottom of a panel
};
using Strips = std::vector<Strip>;

/// Lines at the top of a page, relative to their own top.
struct TopLines {
  std::vector<Item> items;
  double height = 0;
};

/// What a table needs wherever a page ends inside it.
struct TableParts {
  TopLines title;                ///< what goes on
  std::vector<TopLines> groups;  ///< the titles of its groups of rows
  std::vector<Item> header;      ///< relative to its own top
  double header_height = 0;
  const Table* table = nullptr;
  double plot_x = 0;
  std::optional<PlotColumn> plot;  ///< as wide as there is room for
  double axis_height = 0;
  double rest_left_empty = 0;  ///< of a page, at most, to keep the table whole; 0: rows may part
  int last_tag = 0;  ///< the Table, or the last Figure put after it
};

/// A panel: its box is painted anew on each page it stands on.
struct PanelParts {
  PanelRole role = PanelRole::plain;
  double x = 0, width = 0;
  bool fits_page = false;  ///< split only where much of a page would stay empty
  TopLines title;          ///< what goes on
};

/// Everything a block needs to know and may add to.
struct Galley {
  const Style& style;
  const FontMetrics& fonts;
  TagTree tags;
  std::deque<TableParts> tables;
  std::deque<PanelParts> panels;
  int heading_level = 0;  ///< of the last heading in the structure
  Runs heading;           ///< the last one, if it is not the title of the document
  int open_panels = 0;    ///< that are being made
  std::string continued;  ///< the word for what goes on from the page before
};

/// Strips as they stand on one page from `y` down.
struct Stack {
  std::vector<Item> items;
  std::vector<Bookmark> bookmarks;
  double bottom = 0;
  std::ptrdiff_t boxes = 0;  ///< how many items at the front are boxes of panels
};

double gap_between(const Strip& upper, const Strip& lower);

/// Height of a stack from the first to before `last`, without what page ends add.
double stacked_height(const Strip* first, const Strip* last);

/// Puts strips under each other; draws the plots beside table rows and the boxes of panels. A panel that
/// goes on from the page before starts `opened` above the first strip.
Stack stack(Galley& galley, Strip* first, Strip* last, double y, double opened = 0);

/// All strips as one that is not split.
Strip merged(Galley& galley, Strips strips);

/// A thin line that is decoration.
Item rule(Point from, Point to, Colour colour, double width);

void move_by(Ink& ink, double dx, double dy);

/// The marks of a drawing as items with one tag, its top left corner at `corner`, scaled.
void put_drawing(std::vector<Item>& items, const Drawing& drawing, Point corner, double scale,
                 int tag, const FontMetrics& fonts);

}  // namespace steelyard
