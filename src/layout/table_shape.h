// How wide the columns of a table are, and where they stand.
#pragma once
#include <vector>

#include "layout/set_text.h"
#include "steelyard/document/document.h"

namespace steelyard {

struct TableShape {
  std::vector<double> x, width;  ///< of each column; x from the left edge of the table
  double plot_x = 0, plot_width = 0;
  double total = 0;
  double text_size = 0, row_height = 0, line_height = 0;

  /// The box of a cell over `span` columns from `column`; `plot_after` > column ends it there.
  [[nodiscard]] Box cell(std::size_t column, std::size_t span) const;
  std::size_t plot_after = 0;
  bool has_plot = false;
};

constexpr double table_padding = 4;     ///< between the edge of a table and its outer columns
constexpr double subtitle_scale = 0.9;  ///< size of a header's second line
constexpr double group_header_gap = 2;  ///< the rule under a group header ends this far inside

/// Columns as wide as their contents; if that is too wide for `room`, text columns wrap, then the
/// plot narrows, then the type gets smaller, then numbers wrap too, and last words are broken.
TableShape table_shape(const Table& table, double room, const Style& style,
                       const FontMetrics& fonts);

}  // namespace steelyard
