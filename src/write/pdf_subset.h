// The fonts of one document: which glyphs it uses, and under which codes.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "write/font_set.h"
#include "write/pdf_document.h"

namespace steelyard {

// Codes (CIDs) are given in order of first use, one for each pair of glyph and text: two characters
// that share a glyph stay apart when copied.
class DocumentFonts {
 public:
  explicit DocumentFonts(const FontSet& fonts) : fonts_(fonts) {}

  // A text as runs of glyphs, all of them there. Throws Error(data) if a character has no glyph.
  [[nodiscard]] std::vector<TextRun> set(std::string_view text, Face face) const;
  unsigned code(std::size_t font, const SetGlyph& glyph);
  // Thousandths of the size, as PDF counts widths.
  [[nodiscard]] double thousandths(std::size_t font, int units) const;
  [[nodiscard]] int advance_alone(std::size_t font, unsigned glyph) const;
  // Name of a font among a page's resources, without its slash.
  [[nodiscard]] static std::string resource(std::size_t font);

  // Writes all used fonts; returns their dictionary.
  unsigned write(PdfDocument& document) const;

 private:
  struct Code {
    unsigned glyph = 0;
    std::string text;
    unsigned next = 0;  // another code of the same glyph; 0: none
  };
  struct Used {
    std::vector<Code> codes{Code{}};  // code 0 stands for "no glyph" and is never shown
    std::vector<unsigned> first;      // of each glyph, by its number; 0: none
  };
  unsigned write_font(PdfDocument& document, std::size_t font) const;

  const FontSet& fonts_;
  std::array<Used, font_count> used_;
};

}  // namespace steelyard
