// What stands again at the top of a page that goes on with a panel, a table or a group of its rows.
#pragma once
#include "layout/set_text.h"

namespace steelyard {

/// "Claim B10: … (continued)": the text in its own faces, the word after it light; of no structure,
/// because a screen reader does not stop at the end of a page. Nothing where the document has no word.
TopLines continuation(const Runs& text, const Area& area, double size, double line_height,
                      const Galley& galley);

}  // namespace steelyard
