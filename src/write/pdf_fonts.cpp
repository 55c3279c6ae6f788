// The door to HarfBuzz: font files opened, text shaped, subsets cut.
#include "write/pdf_fonts.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "steelyard/base/error.h"

namespace steelyard {

namespace {

template <class T, void (*destroy)(T*)>
struct Destroyer {
  void operator()(T* object) const { destroy(object); }
};
template <class T, void (*destroy)(T*)>
using Handle = std::unique_ptr<T, Destroyer<T, destroy>>;
using Blob = Handle<hb_blob_t, hb_blob_destroy>;
using HbFace = Handle<hb_face_t, hb_face_destroy>;
using HbFont = Handle<hb_font_t, hb_font_destroy>;
using Buffer = Handle<hb_buffer_t, hb_buffer_destroy>;
using SubsetInput = Handle<hb_subset_input_t, hb_subset_input_destroy>;
using SubsetPlan = Handle<hb_subset_plan_t, hb_subset_plan_destroy>;

// Kerning and marks only: ligatures and contextual forms would make one glyph of several
// characters, which a reader's search then has to guess apart.
constexpr std::array<hb_feature_t, 4> features{
    {
     {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
     {HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
     {HB_TAG('d', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
     {HB_TAG('c', 'a', 'l', 't'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
     }
};

// A big-endian field of a font table; 0 beyond its end.
class TableReader {
 public:
  TableReader(hb_face_t* face, hb_tag_t tag) : blob_(hb_face_reference_table(face, tag)) {
    unsigned length = 0;
    const char* data = hb_blob_get_data(blob_.get(), &length);
    bytes_ = {data, length};
  }
  [[nodiscard]] int word(std::size_t at) const {
    return static_cast<std::int16_t>(static_cast<std::uint16_t>(byte(at) << 8U | byte(at + 1)));
  }
  // A 16.16 fixed-point number.
  [[nodiscard]] double fixed_point(std::size_t at) const {
    return word(at) + (byte(at + 2) << 8U | byte(at + 3)) / 65536.0;
  }

 private:
  [[nodiscard]] unsigned byte(std::size_t at) const {
    return at < bytes_.size() ? static_cast<unsigned char>(bytes_[at]) : 0U;
  }
  Blob blob_;
  std::string_view bytes_;
};

// Offsets: OpenType specification 1.9, tables head, OS/2 and post.
FontFacts read_facts(hb_face_t* face) {
  const TableReader head(face, HB_TAG('h', 'e', 'a', 'd')), os2(face, HB_TAG('O', 'S', '/', '2')),
      post(face, HB_TAG('p', 'o', 's', 't'));
  FontFacts facts;
  facts.units_per_em = static_cast<int>(hb_face_get_upem(face));
  facts.x_min = head.word(36);
  facts.y_min = head.word(38);
  facts.x_max = head.word(40);
  facts.y_max = head.word(42);
  facts.weight = os2.word(4);
  facts.ascent = os2.word(68);
  facts.descent = os2.word(70);
  facts.x_height = os2.word(86);
  facts.cap_height = os2.word(88);
  facts.italic_angle = post.fixed_point(4);
  return facts;
}

bool nominal_glyph(hb_font_t* font, char32_t character) {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(font, character, &glyph) != 0 && glyph != 0;
}

// The character to look up in place of one that must not break but looks like another.
char32_t drawn_as(hb_font_t* font, char32_t character) {
  constexpr char32_t no_break_hyphen = 0x2011, hyphen = 0x2010;
  if (character != no_break_hyphen || nominal_glyph(font, character)) return character;
  return nominal_glyph(font, hyphen) ? hyphen : U'-';
}

std::vector<Glyph> shaped(hb_font_t* font, std::span<const char32_t> text, bool right_to_left) {
  Buffer buffer(hb_buffer_create());
  hb_buffer_set_content_type(buffer.get(), HB_BUFFER_CONTENT_TYPE_UNICODE);
  hb_buffer_set_cluster_level(buffer.get(), HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_buffer_pre_allocate(buffer.get(), static_cast<unsigned>(text.size()));
  for (std::size_t i = 0; i < text.size(); ++i)
    hb_buffer_add(buffer.get(), drawn_as(font, text[i]), static_cast<unsigned>(i));
  // Set, or HarfBuzz would ask the process for its locale.
  hb_buffer_set_language(buffer.get(), hb_language_from_string("en", -1));
  hb_buffer_guess_segment_properties(buffer.get());
  hb_buffer_set_direction(buffer.get(), right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_shape(font, buffer.get(), features.data(), static_cast<unsigned>(features.size()));
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
  std::vector<Glyph> glyphs(count);
  for (unsigned i = 0; i < count; ++i)
    glyphs[i] = {infos[i].codepoint, positions[i].x_advance, positions[i].x_offset,
                 positions[i].y_offset, infos[i].cluster};
  return glyphs;
}

}  // namespace

struct FontFile::Handles {
  HbFace face;
  HbFont font;
};

FontFile::FontFile(const std::filesystem::path& path) : handles_(std::make_unique<Handles>()) {
  const Blob blob(hb_blob_create_from_file_or_fail(path.c_str()));
  if (!blob) throw Error(Exit::no_input, path.string() + ": the font file cannot be read");
  handles_->face.reset(hb_face_create(blob.get(), 0));
  if (hb_face_get_glyph_count(handles_->face.get()) == 0)
    throw Error(Exit::no_input, path.string() + ": is no TrueType font");
  hb_face_make_immutable(handles_->face.get());
  handles_->font.reset(hb_font_create(handles_->face.get()));
  hb_font_make_immutable(handles_->font.get());
  facts_ = read_facts(handles_->face.get());
}

FontFile::~FontFile() = default;

bool FontFile::has(char32_t character) const {
  hb_font_t* font = handles_->font.get();
  return nominal_glyph(font, drawn_as(font, character));
}

std::vector<Glyph> FontFile::shape(std::span<const char32_t> text, bool right_to_left) const {
  const bool plain = !right_to_left && ShapeMemory::is_plain(text);
  if (plain)
    if (auto known = memory_.recall(text)) return *std::move(known);
  std::vector<Glyph> glyphs = shaped(handles_->font.get(), text, right_to_left);
  if (plain) {
    std::vector<int> alone;
    for (const Glyph& glyph : glyphs) alone.push_back(advance(glyph.id));
    memory_.learn(text, glyphs, alone);
  }
  return glyphs;
}

int FontFile::advance(std::span<const char32_t> text, bool right_to_left) const {
  if (!right_to_left && ShapeMemory::is_plain(text))
    if (const auto known = memory_.recall_advance(text)) return *known;
  int sum = 0;
  for (const Glyph& glyph : shape(text, right_to_left)) sum += glyph.advance;
  return sum;
}

int FontFile::advance(unsigned glyph) const {
  return hb_font_get_glyph_h_advance(handles_->font.get(), glyph);
}

FontSubset FontFile::subset(std::span<const unsigned> glyphs) const {
  const auto refuse = [] { throw Error(Exit::defect, "a font could not be cut to its glyphs"); };
  const SubsetInput input(hb_subset_input_create_or_fail());
  if (!input) refuse();
  hb_set_t* wanted = hb_subset_input_glyph_set(input.get());
  for (const unsigned glyph : glyphs) hb_set_add(wanted, glyph);
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
  hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const char* table : {"GSUB", "GPOS", "GDEF", "kern", "name", "OS/2", "post", "cmap", "DSIG",
                            "gasp", "FFTM", "hdmx", "VDMX", "LTSH", "MATH", "BASE", "JSTF"})
    hb_set_add(dropped, hb_tag_from_string(table, 4));

  const SubsetPlan plan(hb_subset_plan_create_or_fail(handles_->face.get(), input.get()));
  if (!plan) refuse();
  const HbFace face(hb_subset_plan_execute_or_fail(plan.get()));
  if (!face) refuse();
  const Blob blob(hb_face_reference_blob(face.get()));
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob.get(), &length);

  FontSubset subset{
      {data,    length},
      {       }
  };
  const hb_map_t* renumbered = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  for (const unsigned glyph : glyphs) {
    const hb_codepoint_t number = hb_map_get(renumbered, glyph);
    if (number == HB_MAP_VALUE_INVALID) refuse();
    subset.glyphs.push_back(number);
  }
  return subset;
}

bool is_combining(char32_t character) {
  if (character < 0x300) return false;
  const auto category = hb_unicode_general_category(hb_unicode_funcs_get_default(), character);
  return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

bool is_right_to_left(char32_t character) {
  if (character < 0x590) return false;  // the first right-to-left block, Hebrew
  const hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), character);
  return hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL;
}

}  // namespace steelyard
