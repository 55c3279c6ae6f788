// Blocks of a document as strips.
#pragma once
#include <span>

#include "layout/set_text.h"

namespace steelyard {

/// All blocks one after the other; tags go under `parent`.
Strips strips_of(std::span<const Block> blocks, const Area& area, int parent, Galley& galley);

Strips heading_strips(const Heading& heading, const Area& area, int parent, Galley& galley);
Strips paragraph_strips(const Paragraph& paragraph, const Area& area, int parent, Galley& galley);
Strips list_strips(const List& list, const Area& area, int parent, Galley& galley);
Strips table_strips(const Table& table, const Area& area, int parent, Galley& galley);
Strips figure_strips(const Figure& figure, const Area& area, int parent, Galley& galley);
Strips columns_strips(const Columns& columns, const Area& area, int parent, Galley& galley);
Strips panel_strips(const Panel& panel, const Area& area, int parent, Galley& galley);

/// One strip a line, in the given style, tagged `tag`; no widow, no orphan.
Strips text_strips(const Runs& runs, const TextStyle& text_style, const TextLook& look,
                   const Area& area, int tag, Galley& galley);

}  // namespace steelyard
