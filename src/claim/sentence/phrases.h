// Finds set phrases in a sentence; hyphens and small words between their words do not count.
#pragma once
#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "claim/sentence/phrase_table.h"
#include "claim/sentence/words.h"

namespace steelyard::sentence {

struct WordRange {
  std::size_t from = 0, to = 0;  // tokens
};

class PhraseFinder {
 public:
  explicit PhraseFinder(const std::vector<Token>& tokens) : tokens_(tokens) {}

  [[nodiscard]] std::string_view word(std::size_t i) const { return word_at(tokens_, i); }

  /// Where the phrase that starts at `i` ends; 0 if it does not stand there.
  [[nodiscard]] std::size_t end_of(std::string_view phrase, std::size_t i) const {
    return end_of_phrase(
        phrase, i, [&](std::size_t at) { return word(at); },
        [&](std::size_t at) { return at < tokens_.size() && passed_over(at); });
  }

  /// The first of the phrases that starts within [from, to).
  [[nodiscard]] std::optional<WordRange> first(const PhraseList& phrases, std::size_t from,
                                               std::size_t to) const {
    for (std::size_t i = from; i < std::min(to, tokens_.size()); ++i)
      if (const auto found = at(phrases, i)) return found;
    return std::nullopt;
  }
  /// The phrase that starts at this word.
  [[nodiscard]] std::optional<WordRange> at(const PhraseList& phrases, std::size_t i) const {
    if (word(i).empty()) return std::nullopt;
    for (const PhrasePlace place : phrases.beginning_with(word(i)))
      if (const std::size_t end = end_of(phrases.phrase(place), i); end > 0)
        return WordRange{i, end};
    return std::nullopt;
  }

  /// Where the clause around `i` begins and ends: full stops, semicolons, "but".
  [[nodiscard]] std::size_t clause_from(std::size_t i) const {
    while (i > 0 && !ends_clause(i - 1)) --i;
    return i;
  }
  [[nodiscard]] std::size_t clause_to(std::size_t i) const {
    while (i < tokens_.size() && !ends_clause(i)) ++i;
    return i;
  }

 private:
  [[nodiscard]] bool passed_over(std::size_t i) const {
    return tokens_[i].text == "-" || is_one_of(word(i), {"the", "a", "an", "their", "our", "any",
                                                         "this", "its", "these", "all"});
  }
  [[nodiscard]] bool ends_clause(std::size_t i) const {
    return (tokens_[i].kind == Kind::mark && is_one_of(tokens_[i].text, {".", ";", "!"})) ||
           word(i) == "but";
  }

  const std::vector<Token>& tokens_;
};

}  // namespace steelyard::sentence
