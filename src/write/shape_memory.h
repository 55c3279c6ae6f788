// What shaping has taught about single characters and pairs of them, so that plain text need not
// be shaped again: in a font whose only positioning is pair kerning a line is the sum of its pairs.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace steelyard {

// A glyph as set, in font units. Glyphs of a run stand in visual order, from left to right.
struct Glyph {
  unsigned id = 0;
  int advance = 0;          // with kerning
  int x = 0, y = 0;         // where it is painted, from the pen
  std::size_t cluster = 0;  // index of the first character it stands for
};

// Threads may learn and recall at once. Whatever is recalled is what shaping would have given, so
// the order in which they learn shows nowhere.
class ShapeMemory {
 public:
  ShapeMemory();

  // True if text made only of such characters is set one glyph a character.
  static bool is_plain(std::span<const char32_t> text);

  // The glyphs of a plain text if all its characters and pairs are known.
  [[nodiscard]] std::optional<std::vector<Glyph>> recall(std::span<const char32_t> text) const;
  [[nodiscard]] std::optional<int> recall_advance(std::span<const char32_t> text) const;

  // `alone` holds the advance of each glyph without kerning.
  void learn(std::span<const char32_t> text, std::span<const Glyph> glyphs,
             std::span<const int> alone);

 private:
  // A table of a fixed size whose entries are written once; what finds no room is not remembered.
  class Table {
   public:
    explicit Table(std::size_t size);
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t key) const;
    void insert(std::uint64_t key, std::uint32_t value);

   private:
    std::size_t size_;
    std::unique_ptr<std::atomic<std::uint64_t>[]> entries_;
  };
  Table characters_, pairs_;
};

}  // namespace steelyard
