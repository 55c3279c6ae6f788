// Measures of set text, and the check that every character can be painted.
#include "steelyard/write/fonts.h"

#include <fmt/format.h>

#include "steelyard/base/text.h"
#include "write/font_set.h"

namespace steelyard {

namespace {

// Text for a message: its beginning, on one line, without control characters.
std::string excerpt(std::string_view text) {
  constexpr int longest = 60;
  std::string result;
  int count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    append_utf8(result, c < 0x20 || (c >= 0x7F && c < 0xA0) ? U' ' : c);
    if (++count == longest && at < text.size()) return result + "…";
  }
  return result;
}

}  // namespace

FontSet::FontSet() : impl_(std::make_unique<Impl>()) {}
FontSet::~FontSet() = default;

double FontSet::width(std::string_view text, Face face, double size) const {
  return impl_->width(text, face) * size;
}

// The line is as high as Lato whatever stands in it, so that lines stay evenly spaced.
double FontSet::ascent(Face face, double size) const {
  const FontFacts& facts = impl_->first(face).facts();
  return size * facts.ascent / facts.units_per_em;
}

double FontSet::descent(Face face, double size) const {
  const FontFacts& facts = impl_->first(face).facts();
  return -size * facts.descent / facts.units_per_em;
}

std::string FontSet::missing_glyph(std::string_view text, Face face) const {
  const std::optional<char32_t> character = impl_->missing(text, face);
  if (!character) return {};
  return fmt::format("U+{:04X} (in \"{}\")", static_cast<unsigned>(*character), excerpt(text));
}

}  // namespace steelyard
