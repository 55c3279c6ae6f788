// Runs of text broken into measured lines.
#pragma once
#include <map>
#include <vector>

#include "layout/strip.h"

namespace steelyard {

/// How runs look before their own face and tone.
struct TextLook {
  double size = 10;
  Colour colour;      ///< of Tone::normal
  bool bold = false;  ///< regular runs are set bold
};

/// A stretch of one face on one line. `text` may end in a space that `width` leaves out.
struct SetPiece {
  std::string text;
  Face face = Face::regular;
  Colour colour;
  double x = 0, width = 0;
  int run = 0;  ///< which of the runs it comes from
  bool link = false;
};

struct SetLine {
  std::vector<SetPiece> pieces;
  double width = 0;
};

struct SetText {
  std::vector<SetLine> lines;
  double size = 0;
};

enum class Fit {
  ragged,   ///< the fewest lines, as even as they go; the last line is free
  balanced  ///< the last line too: headings and header cells
};

/// No line is wider than `width`: a word that is gets broken.
SetText set_text(const Runs& runs, const TextLook& look, double width, const Style& style,
                 const FontMetrics& fonts, Fit fit = Fit::ragged);

/// Widths of the text on one line, and of its widest part that is not broken by choice.
struct TextExtent {
  double natural = 0, widest_word = 0;
};
TextExtent text_extent(const Runs& runs, const TextLook& look, const Style& style,
                       const FontMetrics& fonts);

/// Puts one line at its baseline. Links get a tag each under `tag` (kept in `links`, by run, so
/// that a link broken over lines stays one) and a thin underline.
void put_line(std::vector<Item>& items, const SetLine& line, double size, Point baseline, int tag,
              const Runs& runs, std::map<int, int>& links, TagTree& tags);

/// Distance from the top of a line box to the baseline.
double baseline_in(double line_height, double size, const FontMetrics& fonts);

}  // namespace steelyard
