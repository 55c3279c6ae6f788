// Blocks side by side.
#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "layout/blocks.h"

namespace steelyard {
namespace {

// Below this width a column of text is no longer pleasant to read: about 20 characters.
constexpr double narrowest_column = 70;

std::vector<double> widths_of(const Columns& columns, double width) {
  const std::size_t count = columns.columns.size();
  std::vector<double> shares = columns.widths;
  shares.resize(count, 1);
  for (double& share : shares)
    if (!(share > 0)) share = 1;
  const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
  const double room = width - columns.gap * static_cast<double>(count - 1);
  for (double& share : shares) share *= room / total;
  return shares;
}

Strips stacked(const Columns& columns, const Area& area, int parent, Galley& galley) {
  Strips result;
  for (const auto& column : columns.columns) {
    Strips strips = strips_of(column, area, parent, galley);
    result.insert(result.end(), std::make_move_iterator(strips.begin()),
                  std::make_move_iterator(strips.end()));
  }
  return result;
}

}  // namespace

Strips columns_strips(const Columns& columns, const Area& area, int parent, Galley& galley) {
  if (columns.columns.empty()) return {};
  const std::vector<double> widths = widths_of(columns, area.width);
  const int tags_before = galley.tags.size();
  const std::size_t tables_before = galley.tables.size();
  const std::size_t panels_before = galley.panels.size();

  Strip result;
  bool fits = *std::min_element(widths.begin(), widths.end()) >= narrowest_column;
  if (fits) {
    const int group = galley.tags.add(parent, "Div");
    double x = area.x;
    for (std::size_t index = 0; index < widths.size(); ++index) {
      const int tag = galley.tags.add(group, "Div");
      Strip column = merged(galley, strips_of(columns.columns[index],
                                              {x, widths[index], area.max_height}, tag, galley));
      result.items.insert(result.items.end(), std::make_move_iterator(column.items.begin()),
                          std::make_move_iterator(column.items.end()));
      result.bookmarks.insert(result.bookmarks.end(), column.bookmarks.begin(),
                              column.bookmarks.end());
      result.height = std::max(result.height, column.height);
      result.before = std::max(result.before, column.before);
      result.after = std::max(result.after, column.after);
      x += widths[index] + columns.gap;
    }
    fits = result.height <= area.max_height;
  }
  if (!fits) {
    // Side by side they cannot stand; one under the other they may be split.
    galley.tags.roll_back(tags_before, parent);
    galley.tables.resize(tables_before);
    galley.panels.resize(panels_before);
    return stacked(columns, area, parent, galley);
  }
  Strips strips;
  strips.push_back(std::move(result));
  return strips;
}

}  // namespace steelyard
