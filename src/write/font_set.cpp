// The faces of a document: where their files are, and which of them sets which characters.
#include "write/font_set.h"

#include <algorithm>
#include <cstdlib>
#include <span>

#include "steelyard/base/error.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

struct FontRow {
  std::string_view file, name, package;
};

constexpr FontRow font_rows[font_count] = {
    {"Lato-Regular.ttf",    "Lato-Regular",    "fonts-lato"       },
    {"Lato-Bold.ttf",       "Lato-Bold",       "fonts-lato"       },
    {"Lato-Italic.ttf",     "Lato-Italic",     "fonts-lato"       },
    {"Lato-Semibold.ttf",   "Lato-Semibold",   "fonts-lato"       },
    {"DejaVuSans.ttf",      "DejaVuSans",      "fonts-dejavu-core"},
    {"DejaVuSans-Bold.ttf", "DejaVuSans-Bold", "fonts-dejavu-core"},
};

std::size_t first_font(Face face) {
  switch (face) {
    case Face::regular:
      return 0;
    case Face::bold:
      return 1;
    case Face::italic:
      return 2;
    case Face::semibold:
      return 3;
  }
  return 0;
}

std::size_t second_font(Face face) {
  return face == Face::bold || face == Face::semibold ? 5 : 4;
}

std::vector<std::filesystem::path> font_folders() {
  std::vector<std::filesystem::path> folders;
  if (const char* given = std::getenv("STEELYARD_FONTS"); given != nullptr && *given != '\0') {
    for (const std::string& folder : split(given, ':'))
      if (!folder.empty()) folders.emplace_back(folder);
    return folders;
  }
  return {"/usr/share/fonts/truetype/lato", "/usr/share/fonts/truetype/dejavu"};
}

std::filesystem::path find_font(const FontRow& row,
                                const std::vector<std::filesystem::path>& folders) {
  std::string places;
  for (const auto& folder : folders) {
    std::error_code ignored;
    if (std::filesystem::exists(folder / row.file, ignored)) return folder / row.file;
    places += (places.empty() ? "" : ", ") + folder.string();
  }
  throw Error(Exit::no_input, std::string(row.file) + ": the font is not in " + places +
                                  "\n  hint: Debian's package " + std::string(row.package) +
                                  " brings it; STEELYARD_FONTS names other folders");
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

// Marks for line breaking and direction that are never painted: soft hyphen, zero-width space,
// direction marks, word joiner, byte order mark.
bool is_unpainted(char32_t c) {
  return c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x2060 || c == 0xFEFF;
}

std::u32string painted(std::string_view text) {
  std::u32string characters;
  characters.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!is_unpainted(c)) characters += c == U'\n' ? U' ' : c;
  }
  return characters;
}

std::size_t end_of_piece(std::u32string_view text, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < text.size() && is_combining(text[end])) ++end;
  return end;
}

}  // namespace

FontSet::Impl::Impl() {
  const auto folders = font_folders();
  for (std::size_t i = 0; i < font_count; ++i) slots_[i].path = find_font(font_rows[i], folders);
}

const FontFile& FontSet::Impl::file(std::size_t font) const {
  const Slot& slot = slots_[font];
  std::call_once(slot.once, [&] { slot.file = std::make_unique<FontFile>(slot.path); });
  return *slot.file;
}

const FontFile& FontSet::Impl::first(Face face) const {
  return file(first_font(face));
}

std::string_view FontSet::Impl::name(std::size_t font) {
  return font_rows[font].name;
}

std::optional<std::size_t> FontSet::Impl::font_for(std::u32string_view piece, Face face) const {
  if (is_control(piece.front())) return std::nullopt;
  const std::size_t candidates[] = {first_font(face), second_font(face)};
  for (const std::size_t font : candidates)
    if (std::ranges::all_of(piece, [&](char32_t c) { return file(font).has(c); })) return font;
  // A letter and its mark may be one glyph though the mark alone has none, or the other way round.
  for (const std::size_t font : candidates)
    if (std::ranges::none_of(file(font).shape(piece, false),
                             [](const Glyph& glyph) { return glyph.id == 0; }))
      return font;
  return std::nullopt;
}

std::vector<FontSet::Impl::Stretch> FontSet::Impl::stretches(std::string_view text,
                                                             Face face) const {
  const std::u32string characters = painted(text);
  const std::u32string_view all = characters;
  std::vector<Stretch> result;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = end_of_piece(all, begin);
    const std::u32string_view piece = all.substr(begin, end - begin);
    const std::size_t font = font_for(piece, face).value_or(first_font(face));
    // A space between two words written from right to left goes their way.
    const bool between = piece == U" " && !result.empty() && result.back().right_to_left &&
                         end < all.size() && is_right_to_left(all[end]);
    const bool right_to_left = between || is_right_to_left(piece.front());
    if (result.empty() || result.back().font != font ||
        result.back().right_to_left != right_to_left)
      result.push_back({font, right_to_left, {}});
    result.back().text += piece;
    begin = end;
  }
  return result;
}

std::vector<TextRun> FontSet::Impl::set(std::string_view text, Face face) const {
  std::vector<TextRun> runs;
  for (const Stretch& stretch : stretches(text, face)) {
    TextRun run{stretch.font, {}};
    const std::vector<Glyph> glyphs = file(stretch.font).shape(stretch.text, stretch.right_to_left);
    std::vector<std::size_t> starts;
    starts.reserve(glyphs.size() + 1);
    for (const Glyph& glyph : glyphs) starts.push_back(glyph.cluster);
    starts.push_back(stretch.text.size());
    std::ranges::sort(starts);
    for (const Glyph& glyph : glyphs) {
      SetGlyph set{glyph, {}, false};
      const std::size_t end = *std::ranges::upper_bound(starts, glyph.cluster);
      for (std::size_t i = glyph.cluster; i < end; ++i) append_utf8(set.text, stretch.text[i]);
      set.continues = !run.glyphs.empty() && run.glyphs.back().glyph.cluster == glyph.cluster;
      run.glyphs.push_back(std::move(set));
    }
    runs.push_back(std::move(run));
  }
  return runs;
}

double FontSet::Impl::width(std::string_view text, Face face) const {
  double ems = 0;
  for (const Stretch& stretch : stretches(text, face)) {
    const FontFile& font = file(stretch.font);
    ems += static_cast<double>(font.advance(stretch.text, stretch.right_to_left)) /
           font.facts().units_per_em;
  }
  return ems;
}

std::optional<char32_t> FontSet::Impl::missing(std::string_view text, Face face) const {
  const std::u32string characters = painted(text);
  const std::u32string_view all = characters;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = end_of_piece(all, begin);
    const std::u32string_view piece = all.substr(begin, end - begin);
    if (!font_for(piece, face)) {
      for (const char32_t c : piece)
        if (is_control(c) || !(file(first_font(face)).has(c) || file(second_font(face)).has(c)))
          return c;
      return piece.front();
    }
    begin = end;
  }
  return std::nullopt;
}

}  // namespace steelyard
