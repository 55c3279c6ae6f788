// Joins the words of a number.
#pragma once
#include <vector>

#include "claim/sentence/words.h"

namespace steelyard::sentence {

/// How many tokens from `from` on are one number or fraction in words, 0 if there is none. Its
/// unit, if that stands among them ("a year and a half"), is the token `unit`.
std::size_t number_at(const std::vector<Token>& in, std::size_t from, Token& out,
                      std::size_t& unit);

/// "three quarters", "a third", "half": how many tokens it takes, 0 if there is none.
std::size_t fraction_words(const std::vector<Token>& in, std::size_t from, Token& out);

/// "thousand", "million"; 0 for any other word.
double power_of(std::string_view word);

}  // namespace steelyard::sentence
