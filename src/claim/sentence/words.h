// A sentence as words and numbers.
#pragma once
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

// Tokens by position, and which numbers have been understood already. Positions beyond the end are
// nothing at all.
class TokenView {
 public:
  explicit TokenView(const std::vector<Token>& tokens)
      : tokens_(&tokens), taken_(tokens.size(), false) {}

  [[nodiscard]] std::size_t size() const { return tokens_->size(); }
  [[nodiscard]] const Token& token(std::size_t i) const { return (*tokens_)[i]; }
  [[nodiscard]] std::string_view word(std::size_t i) const {
    return i < size() && token(i).kind == Kind::word ? std::string_view(token(i).text)
                                                     : std::string_view();
  }
  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const {
    return i < size() && token(i).kind == Kind::mark && token(i).text == text;
  }
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
