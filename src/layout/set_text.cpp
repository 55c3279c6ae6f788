// Runs of text broken into measured lines.
#include "layout/set_text.h"

#include <algorithm>
#include <utility>

#include "layout/fragments.h"
#include "layout/line_breaks.h"

namespace steelyard {
namespace {

Colour colour_of(const Run& run, const TextLook& look, const Style& style) {
  if (!run.link.empty()) return style.link;
  switch (run.tone) {
    case Tone::muted:
      return style.muted;
    case Tone::accent:
      return style.accent;
    case Tone::strong_accent:
      return style.strong_accent;
    case Tone::warning:
      return style.warning;
    case Tone::normal:
      break;
  }
  return look.colour;
}

class LineMaker {
 public:
  LineMaker(const Runs& runs, const TextLook& look, const Style& style, const FontMetrics& fonts)
      : runs_(runs), look_(look), style_(style), fonts_(fonts) {}

  SetLine make(const Fragment* first, const Fragment* last, bool ends_paragraph) {
    SetLine line;
    for (const Fragment* fragment = first; fragment != last; ++fragment) {
      for (const Atom& atom : fragment->atoms) put(line, atom.run, atom.text);
      if (fragment->space_run >= 0 && fragment + 1 != last) put(line, fragment->space_run, " ");
    }
    for (SetPiece& piece : line.pieces) {
      piece.x = line.width;
      piece.width = fonts_.width(piece.text, piece.face, look_.size);
      line.width += piece.width;
    }
    // A space ends a broken line so that text taken from the page keeps its words apart.
    if (!ends_paragraph && !line.pieces.empty() && last[-1].space_run >= 0)
      line.pieces.back().text += ' ';
    return line;
  }

 private:
  void put(SetLine& line, int run_index, const std::string& text) {
    const Run& run = runs_[static_cast<std::size_t>(run_index)];
    const Face face = face_of(run, look_);
    const Colour colour = colour_of(run, look_, style_);
    if (!line.pieces.empty()) {
      SetPiece& open = line.pieces.back();
      const bool same = open.run == run_index || (!open.link && run.link.empty() &&
                                                  open.face == face && open.colour == colour);
      if (same) {
        open.text += text;
        return;
      }
    }
    SetPiece piece;
    piece.text = text;
    piece.face = face;
    piece.colour = colour;
    piece.run = run_index;
    piece.link = !run.link.empty();
    line.pieces.push_back(std::move(piece));
  }

  const Runs& runs_;
  const TextLook& look_;
  const Style& style_;
  const FontMetrics& fonts_;
};

}  // namespace

SetText set_text(const Runs& runs, const TextLook& look, double width, const Style& style,
                 const FontMetrics& fonts, Fit fit) {
  SetText result;
  result.size = look.size;
  const auto fragments = fitted(fragments_of(runs, look, fonts), width, runs, look, fonts);
  LineMaker maker(runs, look, style, fonts);
  std::size_t from = 0;
  for (const std::size_t end : line_ends(fragments, width, fit)) {
    result.lines.push_back(
        maker.make(&fragments[from], &fragments[from] + (end - from), end == fragments.size()));
    from = end;
  }
  return result;
}

TextExtent text_extent(const Runs& runs, const TextLook& look, const Style& style,
                       const FontMetrics& fonts) {
  TextExtent extent;
  const auto fragments = fragments_of(runs, look, fonts);
  LineMaker maker(runs, look, style, fonts);
  std::size_t from = 0;
  for (std::size_t end = 1; end <= fragments.size(); ++end) {
    extent.widest_word = std::max(extent.widest_word, fragments[end - 1].width);
    if (end < fragments.size() && !fragments[end - 1].ends_line) continue;
    const SetLine line = maker.make(&fragments[from], &fragments[from] + (end - from), true);
    extent.natural = std::max(extent.natural, line.width);
    from = end;
  }
  // Set as one piece, kerning may make a word a little wider than its parts.
  extent.natural = std::max(extent.natural, extent.widest_word) + 0.05;
  extent.widest_word += 0.05;
  return extent;
}

void put_line(std::vector<Item>& items, const SetLine& line, double size, Point baseline, int tag,
              const Runs& runs, std::map<int, int>& links, TagTree& tags) {
  for (const SetPiece& piece : line.pieces) {
    TextPiece text;
    text.at = {baseline.x + piece.x, baseline.y};
    text.text = piece.text;
    text.face = piece.face;
    text.size = size;
    text.colour = piece.colour;
    text.width = piece.width;
    int owner = tag;
    if (piece.link && tag >= 0) {
      const auto [place, is_new] = links.try_emplace(piece.run, -1);
      if (is_new) {
        place->second = tags.add(tag, "Link");
        tags.at(place->second).link = runs[static_cast<std::size_t>(piece.run)].link;
      }
      owner = place->second;
    }
    const Point left{text.at.x, baseline.y + 0.14 * size};
    items.push_back({std::move(text), owner, false});
    if (piece.link)
      items.push_back({
          ::steelyard::Line{left, {left.x + piece.width, left.y}, {piece.colour, 0.4, {}, false}},
          -1, false
      });
  }
}

double baseline_in(double line_height, double size, const FontMetrics& fonts) {
  const double ascent = fonts.ascent(Face::regular, size);
  return (line_height - ascent - fonts.descent(Face::regular, size)) / 2 + ascent;
}

}  // namespace steelyard
