// The header of a table: groups over columns, titles, subtitles and the rule under them.
#pragma once
#include <string>
#include <vector>

#include "layout/table_shape.h"

namespace steelyard {

struct TableHeader {
  std::vector<Item> items;  ///< relative to the top of the header
  double height = 0;
  std::vector<std::vector<std::string>> ids;  ///< for each column the ids of its header cells
};

TableHeader table_header(const Table& table, const TableShape& shape, double x, int header_tag,
                         int table_index, Galley& galley);

/// Where a line starts that leaves `slack` in its cell.
double aligned(Align align, double slack);

}  // namespace steelyard
