// Fonts embedded as CIDFontType2: subset, widths, codes to glyphs, codes to text (ISO
// 32000-1, 9.7).
#include "write/pdf_subset.h"

#include <fmt/format.h>

#include <algorithm>

#include "steelyard/base/error.h"
#include "steelyard/base/file.h"
#include "write/pdf_syntax.h"

namespace steelyard {

namespace {

// A name that differs between different subsets: six letters made from a hash of the bytes.
std::string subset_tag(std::string_view bytes) {
  const std::string hash = sha256(bytes);
  std::string tag;
  for (std::size_t i = 0; i < 6; ++i) {
    const auto digit = [&](std::size_t at) {
      const char c = hash[at];
      return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
    };
    tag += static_cast<char>('A' + (digit(2 * i) * 16 + digit(2 * i + 1)) % 26);
  }
  return tag;
}

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char c : bytes)
    text += fmt::format("{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return text;
}

// A CMap from codes to text. `texts[0]` belongs to code 1. Source: ISO 32000-1, 9.10.3; a section
// holds at most 100 entries (Adobe Technical Note 5014).
std::string to_unicode(const std::vector<std::string_view>& texts) {
  constexpr std::size_t entries_in_section = 100;
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  for (std::size_t at = 0; at < texts.size(); at += entries_in_section) {
    const std::size_t end = std::min(texts.size(), at + entries_in_section);
    map += fmt::format("{} beginbfchar\n", end - at);
    for (std::size_t i = at; i < end; ++i)
      map += fmt::format("<{:04X}> <{}>\n", i + 1, hexadecimal(utf16(texts[i]).substr(2)));
    map += "endbfchar\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

std::string descriptor(const FontFacts& facts, std::string_view name, unsigned file) {
  const auto units = [&](int value) { return pdf_number(value * 1000.0 / facts.units_per_em, 0); };
  constexpr int symbolic = 4, italic = 64;  // ISO 32000-1, table 123
  // Stem widths are not in the font; readers use them only when they must replace it.
  const int stem = facts.weight >= 600 ? 140 : 80;
  return fmt::format(
      "/Type /FontDescriptor /FontName /{} /Flags {} /FontBBox [{} {} {} {}] /ItalicAngle {} "
      "/Ascent {} /Descent {} /CapHeight {} /XHeight {} /StemV {} /FontFile2 {}",
      name, symbolic | (facts.italic_angle != 0 ? italic : 0), units(facts.x_min),
      units(facts.y_min), units(facts.x_max), units(facts.y_max), pdf_number(facts.italic_angle, 1),
      units(facts.ascent), units(facts.descent), units(facts.cap_height), units(facts.x_height),
      stem, reference(file));
}

}  // namespace

std::vector<TextRun> DocumentFonts::set(std::string_view text, Face face) const {
  std::vector<TextRun> runs = fonts_.impl().set(text, face);
  const bool complete = std::ranges::all_of(runs, [](const TextRun& run) {
    return std::ranges::all_of(run.glyphs, [](const SetGlyph& set) { return set.glyph.id != 0; });
  });
  const bool control = std::ranges::any_of(
      text, [](char c) { return (c >= 0 && c < 0x20 && c != '\n') || c == 0x7F; });
  if (complete && !control) return runs;
  throw Error(Exit::data,
              "the character " + fonts_.missing_glyph(text, face) +
                  " is in neither Lato nor DejaVu Sans, but must be in one of them to be printed");
}

unsigned DocumentFonts::code(std::size_t font, const SetGlyph& glyph) {
  Used& used = used_[font];
  if (glyph.glyph.id >= used.first.size()) used.first.resize(glyph.glyph.id + 1);
  unsigned last = 0;
  for (unsigned code = used.first[glyph.glyph.id]; code != 0; code = used.codes[code].next) {
    if (used.codes[code].text == glyph.text) return code;
    last = code;
  }
  const auto code = static_cast<unsigned>(used.codes.size());
  if (code > 0xFFFF) throw Error(Exit::data, "the document uses more than 65,535 glyphs of a font");
  used.codes.push_back({glyph.glyph.id, glyph.text, 0});
  (last == 0 ? used.first[glyph.glyph.id] : used.codes[last].next) = code;
  return code;
}

double DocumentFonts::thousandths(std::size_t font, int units) const {
  return units * 1000.0 / fonts_.impl().file(font).facts().units_per_em;
}

int DocumentFonts::advance_alone(std::size_t font, unsigned glyph) const {
  return fonts_.impl().file(font).advance(glyph);
}

std::string DocumentFonts::resource(std::size_t font) {
  return fmt::format("F{}", font + 1);
}

unsigned DocumentFonts::write_font(PdfDocument& document, std::size_t font) const {
  const FontFile& file = fonts_.impl().file(font);
  std::vector<unsigned> glyphs;
  std::vector<std::string_view> texts;
  std::string widths;
  for (const Code& code : std::span(used_[font].codes).subspan(1)) {
    glyphs.push_back(code.glyph);
    texts.push_back(code.text);
    append_number(widths, thousandths(font, file.advance(code.glyph)));
    widths += ' ';
  }
  const FontSubset subset = file.subset(glyphs);
  std::string map(2, '\0');  // two bytes a code; the first is code 0
  for (const unsigned glyph : subset.glyphs) {
    map += static_cast<char>(glyph >> 8U);
    map += static_cast<char>(glyph & 0xFFU);
  }
  const std::string name = subset_tag(subset.bytes) + "+" + std::string(FontSet::Impl::name(font));
  const unsigned program = document.add_stream(fmt::format("/Length1 {}\n", subset.bytes.size()),
                                               subset.bytes, Packing::deflated);
  const unsigned description = document.add(descriptor(file.facts(), name, program));
  const unsigned codes_to_glyphs = document.add_stream({}, map, Packing::deflated);
  const unsigned codes_to_text = document.add_stream({}, to_unicode(texts), Packing::deflated);
  const unsigned descendant = document.add(fmt::format(
      "/Type /Font /Subtype /CIDFontType2 /BaseFont /{} /CIDSystemInfo <</Registry (Adobe) "
      "/Ordering (Identity) /Supplement 0>> /CIDToGIDMap {} /FontDescriptor {} /DW 0 /W [1 [{}]]",
      name, reference(codes_to_glyphs), reference(description), widths));
  return document.add(
      fmt::format("/Type /Font /Subtype /Type0 /BaseFont /{} /Encoding /Identity-H "
                  "/DescendantFonts [{}] /ToUnicode {}",
                  name, reference(descendant), reference(codes_to_text)));
}

unsigned DocumentFonts::write(PdfDocument& document) const {
  std::string entries;
  for (std::size_t font = 0; font < font_count; ++font)
    if (used_[font].codes.size() > 1)
      entries += fmt::format("/{} {}\n", resource(font), reference(write_font(document, font)));
  return document.add(entries);
}

}  // namespace steelyard
