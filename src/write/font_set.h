// Which font file sets which piece of a text.
#pragma once
#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/write/fonts.h"
#include "write/pdf_fonts.h"

namespace steelyard {

constexpr std::size_t font_count = 6;

// A glyph with the text a reader copies when selecting it.
struct SetGlyph {
  Glyph glyph;
  std::string text;
  bool continues = false;  // belongs to the same characters as the glyph before it
};

// A piece of one line set in one font.
struct TextRun {
  std::size_t font = 0;  // index below font_count
  std::vector<SetGlyph> glyphs;
};

struct FontSet::Impl {
  Impl();
  [[nodiscard]] const FontFile& file(std::size_t font) const;
  // The font of a face where it has the characters.
  [[nodiscard]] const FontFile& first(Face face) const;
  // Name of the font as PostScript and PDF know it.
  [[nodiscard]] static std::string_view name(std::size_t font);
  // Characters that neither font has are set as the empty box of the first.
  [[nodiscard]] std::vector<TextRun> set(std::string_view text, Face face) const;
  [[nodiscard]] double width(std::string_view text, Face face) const;  // in ems
  // The first character that no font has.
  [[nodiscard]] std::optional<char32_t> missing(std::string_view text, Face face) const;

 private:
  // A stretch of characters for one font and one direction.
  struct Stretch {
    std::size_t font = 0;
    bool right_to_left = false;
    std::u32string text;
  };
  [[nodiscard]] std::vector<Stretch> stretches(std::string_view text, Face face) const;
  // The font for one character with the marks on it; absent if none has them all.
  [[nodiscard]] std::optional<std::size_t> font_for(std::u32string_view piece, Face face) const;

  struct Slot {
    std::filesystem::path path;
    mutable std::once_flag once;
    mutable std::unique_ptr<FontFile> file;
  };
  std::array<Slot, font_count> slots_;
};

}  // namespace steelyard
