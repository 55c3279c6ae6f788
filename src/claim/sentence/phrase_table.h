// Set phrases as data: one text with commas between them, found by their first word.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace steelyard::sentence {

struct PhrasePlace {
  std::uint16_t at = 0, length = 0;  // in the text of its table
};

/// What all tables have in common, whatever their length.
class PhraseList {
 public:
  constexpr PhraseList(std::string_view text, std::span<const PhrasePlace> places)
      : text_(text), places_(places) {}

  [[nodiscard]] constexpr std::string_view phrase(PhrasePlace place) const {
    return text_.substr(place.at, place.length);
  }
  [[nodiscard]] constexpr std::string_view first_word(PhrasePlace place) const {
    const std::string_view whole = phrase(place);
    return whole.substr(0, whole.find(' '));
  }
  /// Those that begin with this word, in the order in which they are written.
  [[nodiscard]] constexpr std::span<const PhrasePlace> beginning_with(std::string_view word) const {
    const auto found = std::ranges::equal_range(
        places_, word, {}, [&](PhrasePlace place) { return first_word(place); });
    return {found.begin(), found.end()};
  }

 private:
  std::string_view text_;
  std::span<const PhrasePlace> places_;
};

/// `constexpr PhraseTable kin("wives, husbands, their child");`
template <std::size_t Length>
class PhraseTable {
 public:
  consteval PhraseTable(const char (&text)[Length]) : text_(text, Length - 1) {
    std::size_t from = 0;
    while (from < text_.size()) {
      const std::size_t to = std::min(text_.find(',', from), text_.size());
      insert({static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(to - from)});
      from = std::min(to + 2, text_.size());
    }
  }

  constexpr operator PhraseList() const { return all(); }

 private:
  [[nodiscard]] constexpr PhraseList all() const { return {text_, std::span(places_).first(count_)}; }

  // Behind those that begin alike. One that begins with an earlier one would never be found: such a
  // table does not compile.
  consteval void insert(PhrasePlace place) {
    const PhraseList phrases = all();
    const std::string_view added = phrases.phrase(place);
    for (const PhrasePlace& each : phrases.beginning_with(phrases.first_word(place))) {
      const std::string_view earlier = phrases.phrase(each);
      if (added.starts_with(earlier) &&
          (added.size() == earlier.size() || added[earlier.size()] == ' '))
        throw "a phrase that is never found";
    }
    std::size_t at = count_++;
    for (; at > 0 && phrases.first_word(places_[at - 1]) > phrases.first_word(place); --at)
      places_[at] = places_[at - 1];
    places_[at] = place;
  }

  std::string_view text_;
  std::size_t count_ = 0;
  std::array<PhrasePlace, Length / 4 + 1> places_{};  // no phrase is shorter than two letters
};

}  // namespace steelyard::sentence
