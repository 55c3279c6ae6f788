// What stands again at the top of a page that goes on with a panel, a table or a group of its rows.
#include "layout/continuation.h"

#include <utility>

namespace steelyard {

TopLines continuation(const Runs& text, const Area& area, double size, double line_height,
                      const Galley& galley) {
  TopLines result;
  if (text.empty() || galley.continued.empty()) return result;
  Runs runs = text;
  for (Run& run : runs) run.link.clear();
  runs.push_back({" " + galley.continued, Face::regular, Tone::muted, ""});
  const SetText set =
      set_text(runs, {size, galley.style.ink, false}, area.width, galley.style, galley.fonts);
  const double baseline = baseline_in(line_height, size, galley.fonts);
  for (const SetLine& line : set.lines) {
    for (const SetPiece& piece : line.pieces)
      result.items.push_back({
          TextPiece{{area.x + piece.x, result.height + baseline},
                    piece.text, piece.face, size, piece.colour, piece.width},
          -1, true
      });
    result.height += line_height;
  }
  return result;
}

}  // namespace steelyard
