// One font file: what it has, how it sets text, how it is cut down to the glyphs of one document.
// HarfBuzz stays behind this door.
#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "write/shape_memory.h"

namespace steelyard {

// What a font descriptor states, in font units.
struct FontFacts {
  int units_per_em = 1000;
  int x_min = 0, y_min = 0, x_max = 0, y_max = 0;
  int ascent = 0, descent = 0;  // typographic; descent is negative
  int cap_height = 0, x_height = 0;
  double italic_angle = 0;  // degrees, counter-clockwise
  int weight = 400;
};

struct FontSubset {
  std::string bytes;             // a TrueType file without hinting, names and layout tables
  std::vector<unsigned> glyphs;  // number in the subset of each glyph asked for, in the same order
};

// Free to share between threads: what it remembers of earlier calls does not show.
class FontFile {
 public:
  // Throws Error(no_input) if the file is missing or no TrueType font.
  explicit FontFile(const std::filesystem::path& path);
  ~FontFile();
  FontFile(const FontFile&) = delete;
  FontFile& operator=(const FontFile&) = delete;

  // True if the font has a glyph for this character or a substitute that looks the same.
  [[nodiscard]] bool has(char32_t character) const;
  [[nodiscard]] std::vector<Glyph> shape(std::span<const char32_t> text, bool right_to_left) const;
  // Sum of the advances of `shape`.
  [[nodiscard]] int advance(std::span<const char32_t> text, bool right_to_left) const;
  // Advance of a glyph standing alone.
  [[nodiscard]] int advance(unsigned glyph) const;
  [[nodiscard]] const FontFacts& facts() const { return facts_; }
  // Throws Error(defect) if the font cannot be cut down.
  [[nodiscard]] FontSubset subset(std::span<const unsigned> glyphs) const;

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
  FontFacts facts_;
  mutable ShapeMemory memory_;
};

// True for a character that is painted over or under the one before it.
bool is_combining(char32_t character);

bool is_right_to_left(char32_t character);

}  // namespace steelyard
