// Words kept apart across lines, columns and pages.
#include "write/word_ends.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "write/ink_bounds.h"

namespace steelyard {

namespace {

// The tag of the block that holds a piece of running text.
int block(const Pages& pages, int tag) {
  const auto type = [&] {
    return std::string_view(pages.tags[static_cast<std::size_t>(tag)].type);
  };
  while (tag > 0 && (type() == "Span" || type() == "Link"))
    tag = pages.tags[static_cast<std::size_t>(tag)].parent;
  return tag;
}

struct Piece {
  std::size_t page, item;
  const TextPiece* text;
  int block;
};

// A line may break after these inside a word or an address.
bool breaks_inside(std::string_view text) {
  return text.ends_with('-') || text.ends_with('/') || text.ends_with("\u2010");
}

bool stands_apart(const Piece& piece, const Piece& next, const FontSet& fonts) {
  if (piece.page != next.page) return true;
  const double size = piece.text->size;
  const double drop = std::abs(next.text->at.y - piece.text->at.y);
  constexpr double next_line = 0.7, word_gap = 0.1;  // of the size; a raised figure drops less
  if (drop > next_line * size) return true;
  if (next.text->at.x < piece.text->at.x) return true;
  return next.text->at.x - bounds(*piece.text, fonts).right() > word_gap * size;
}

bool ends_word(const Piece& piece, const Piece& next, const FontSet& fonts) {
  if (piece.block != next.block) return false;
  const std::string_view text = piece.text->text, following = next.text->text;
  if (text.empty() || text.ends_with(' ') || following.starts_with(' ')) return false;
  return !breaks_inside(text) && stands_apart(piece, next, fonts);
}

}  // namespace

std::vector<std::vector<bool>> word_ends(const Pages& pages, const FontSet& fonts) {
  std::vector<std::vector<bool>> ends;
  std::vector<Piece> pieces;
  for (std::size_t p = 0; p < pages.pages.size(); ++p) {
    const std::vector<Item>& items = pages.pages[p].items;
    ends.emplace_back(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
      if (const auto* text = std::get_if<TextPiece>(&items[i].ink); text && items[i].tag >= 0)
        pieces.push_back({p, i, text, block(pages, items[i].tag)});
  }
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i)
    if (ends_word(pieces[i], pieces[i + 1], fonts)) ends[pieces[i].page][pieces[i].item] = true;
  return ends;
}

}  // namespace steelyard
