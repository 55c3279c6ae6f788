// Single characters and kerning pairs remembered, without locks.
#include "write/shape_memory.h"

#include <algorithm>

namespace steelyard {

namespace {

// An entry: the key plus one (0 marks an empty one) above 20 bits of value.
constexpr unsigned value_bits = 20;
constexpr std::uint64_t value_mask = (1U << value_bits) - 1;
constexpr std::size_t longest_probe = 32;

// Plain characters lie below this one: Latin, Greek, Cyrillic, punctuation, arrows, signs.
constexpr char32_t plain_end = 0x2300;

bool is_plain_character(char32_t c) {
  if (c < 0x20 || c >= plain_end) return false;
  if (c < 0x300) return c < 0x7F || c >= 0xA0;
  if (c < 0x370) return false;                   // combining marks
  if (c < 0x483) return true;                    // Greek, Cyrillic
  if (c < 0x1E00) return false;                  // marks; scripts that join or reorder
  if (c == 0x2011) return false;                 // drawn as another character
  if (c >= 0x200B && c <= 0x200F) return false;  // joiners, direction marks
  if (c >= 0x2028 && c <= 0x202E) return false;  // separators, embeddings
  if (c >= 0x2060 && c <= 0x206F) return false;  // invisible operators
  return c < 0x20D0 || c >= 0x2100;              // combining marks for symbols
}

// Pairs of plain characters fit 28 bits.
constexpr unsigned character_bits = 14;
static_assert(plain_end <= 1U << character_bits);

std::uint64_t pair_key(char32_t first, char32_t second) {
  return std::uint64_t{first} << character_bits | second;
}

// Kerning is stored with an offset, so that it is never negative.
constexpr int kerning_offset = 1 << (value_bits - 1);

}  // namespace

ShapeMemory::Table::Table(std::size_t size)
    : size_(size), entries_(std::make_unique<std::atomic<std::uint64_t>[]>(size)) {}

std::optional<std::uint32_t> ShapeMemory::Table::find(std::uint64_t key) const {
  // Multiplicative hashing by the golden ratio: Knuth, TAOCP 3, section 6.4.
  std::size_t at = (key * 0x9E3779B97F4A7C15U >> 40U) % size_;
  for (std::size_t probe = 0; probe < longest_probe; ++probe, at = (at + 1) % size_) {
    const std::uint64_t entry = entries_[at].load(std::memory_order_relaxed);
    if (entry == 0) return std::nullopt;
    if (entry >> value_bits == key + 1) return static_cast<std::uint32_t>(entry & value_mask);
  }
  return std::nullopt;
}

void ShapeMemory::Table::insert(std::uint64_t key, std::uint32_t value) {
  if (value > value_mask) return;
  const std::uint64_t wanted = (key + 1) << value_bits | value;
  std::size_t at = (key * 0x9E3779B97F4A7C15U >> 40U) % size_;
  for (std::size_t probe = 0; probe < longest_probe; ++probe, at = (at + 1) % size_) {
    std::uint64_t found = 0;
    if (entries_[at].compare_exchange_strong(found, wanted, std::memory_order_relaxed)) return;
    if (found >> value_bits == key + 1) return;
  }
}

// Sizes: a report uses some 200 characters and 1,500 pairs of them.
ShapeMemory::ShapeMemory() : characters_(1024), pairs_(8192) {}

bool ShapeMemory::is_plain(std::span<const char32_t> text) {
  return std::ranges::all_of(text, is_plain_character);
}

// A character's value is its glyph; its advance stands in the pair of the character with nothing.
std::optional<std::vector<Glyph>> ShapeMemory::recall(std::span<const char32_t> text) const {
  std::vector<Glyph> glyphs(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto glyph = characters_.find(text[i]);
    const auto advance = pairs_.find(pair_key(text[i], i + 1 < text.size() ? text[i + 1] : 0));
    if (!glyph || !advance) return std::nullopt;
    glyphs[i] = {*glyph, static_cast<int>(*advance) - kerning_offset, 0, 0, i};
  }
  return glyphs;
}

std::optional<int> ShapeMemory::recall_advance(std::span<const char32_t> text) const {
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto advance = pairs_.find(pair_key(text[i], i + 1 < text.size() ? text[i + 1] : 0));
    if (!advance) return std::nullopt;
    sum += static_cast<int>(*advance) - kerning_offset;
  }
  return sum;
}

void ShapeMemory::learn(std::span<const char32_t> text, std::span<const Glyph> glyphs,
                        std::span<const int> alone) {
  if (glyphs.size() != text.size()) return;
  for (std::size_t i = 0; i < glyphs.size(); ++i)
    if (glyphs[i].cluster != i || glyphs[i].x != 0 || glyphs[i].y != 0 || glyphs[i].id == 0) return;
  const auto stored = [](int advance) {
    return static_cast<std::uint32_t>(advance + kerning_offset);
  };
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    characters_.insert(text[i], glyphs[i].id);
    pairs_.insert(pair_key(text[i], 0), stored(alone[i]));
    if (i + 1 < glyphs.size())
      pairs_.insert(pair_key(text[i], text[i + 1]), stored(glyphs[i].advance));
  }
}

}  // namespace steelyard
