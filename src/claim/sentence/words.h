// A sentence as words and numbers.
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/base/one_of.h"

namespace steelyard::sentence {

enum class Kind {
  word,      // lower case
  number,    // 200, two hundred
  percent,   // 75%, 75 percent
  fraction,  // three quarters, half, ¾
  mark,      // punctuation, one character
};

struct Token {
  Kind kind = Kind::word;
  std::string text;  // lower case; of a percentage the number as printed
  double value = 0;  // number or percent
  double part = 0, whole = 0;  // fraction
  bool in_words = false;       // "nine", not "9"
  bool money = false;          // a currency stands before it
  bool unclear = false;        // "75,5": a decimal comma, or two numbers
  bool adjoins = false;        // nothing stands between it and the token before
};

/// A whole number as the documents print it, with thin spaces between thousands.
std::string people_text(double number);

// Never fails; what is no letter, digit or known sign is a mark.
std::vector<Token> tokens_of(std::string_view sentence);

// The word at a position, empty where none stands there; positions may lie beyond the end.
inline std::string_view word_at(const std::vector<Token>& tokens, std::size_t i) {
  return i < tokens.size() && tokens[i].kind == Kind::word ? std::string_view(tokens[i].text) : std::string_view();
}

// Whether this mark stands at a position, which may lie beyond the end.
inline bool mark_at(const std::vector<Token>& tokens, std::size_t i, std::string_view text) {
  return i < tokens.size() && tokens[i].kind == Kind::mark && tokens[i].text == text;
}

// Where the phrase whose first word stands at `i` ends, 0 if it does not stand there. `read` is what a position
// is compared as; `passed_over` holds for what may stand between two words of the phrase.
template <class Read, class PassedOver>
std::size_t end_of_phrase(std::string_view phrase, std::size_t i, const Read& read, const PassedOver& passed_over) {
  std::size_t at = i;
  while (!phrase.empty()) {
    const std::size_t space = std::min(phrase.find(' '), phrase.size());
    const std::string_view wanted = phrase.substr(0, space);
    while (at > i && read(at) != wanted && passed_over(at)) ++at;
    if (read(at) != wanted) return 0;
    ++at;
    phrase.remove_prefix(std::min(space + 1, phrase.size()));
  }
  return at;
}

// Tokens by position, and which numbers have been understood already. Positions beyond the end are
// nothing at all.
class TokenView {
 public:
  explicit TokenView(const std::vector<Token>& tokens)
      : tokens_(&tokens), taken_(tokens.size(), false) {}

  [[nodiscard]] std::size_t size() const { return tokens_->size(); }
  [[nodiscard]] const Token& token(std::size_t i) const { return (*tokens_)[i]; }
  [[nodiscard]] std::string_view word(std::size_t i) const { return word_at(*tokens_, i); }
  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const { return mark_at(*tokens_, i, text); }
  // A number that is not yet understood.
  [[nodiscard]] bool number(std::size_t i) const {
    return i < size() && token(i).kind == Kind::number && !taken_[i];
  }
  [[nodiscard]] bool taken(std::size_t i) const { return taken_[i]; }
  void take(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to && i < size(); ++i) taken_[i] = true;
  }

 private:
  const std::vector<Token>* tokens_;
  std::vector<bool> taken_;
};

// False if most letters are not Latin, or small words of other languages outweigh English ones.
bool looks_english(const std::vector<Token>& tokens);

}  // namespace steelyard::sentence
