// Harm, its absence and stories of one person, by the words of a sentence.
#include "claim/sentence/signs.h"

#include <algorithm>

#include "claim/sentence/numbers.h"

namespace steelyard::sentence {

namespace {

class Words {
 public:
  explicit Words(const std::vector<Token>& tokens) : tokens_(tokens) {}

  [[nodiscard]] std::string_view word(std::size_t i) const { return word_at(tokens_, i); }
  [[nodiscard]] bool has(std::initializer_list<std::string_view> words) const {
    return std::ranges::any_of(tokens_, [&](const Token& token) {
      return token.kind == Kind::word && is_one_of(token.text, words);
    });
  }
  [[nodiscard]] bool has_pair(std::string_view first,
                              std::initializer_list<std::string_view> second) const {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
      if (word(i) == first && is_one_of(word(i + 1), second)) return true;
    return false;
  }

 private:
  const std::vector<Token>& tokens_;
};

}  // namespace

bool speaks_of_harm(const std::vector<Token>& tokens) {
  const Words words(tokens);
  return words.has({"adverse", "reaction", "reactions", "complication", "complications", "toxicity",
              "rejection", "tumour", "tumours", "tumor", "tumors", "infection", "infections",
              "died", "deaths", "bleeding"}) ||
         words.has_pair("side", {"effect", "effects"}) || words.has_pair("severe", {"event", "events"}) ||
         words.has_pair("serious", {"event", "events", "problem", "problems"});
}

bool denies_harm(const std::vector<Token>& tokens) {
  const Words words(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is_one_of(words.word(i), {"no", "without", "zero", "never", "nobody", "none"})) continue;
    if (no_difference_at(tokens, i) > 0 ||
        is_one_of(words.word(i + 1), {"more", "fewer", "less", "worse"}))
      continue;
    for (std::size_t j = i + 1; j < std::min(i + 8, tokens.size()); ++j)
      if (is_harm(words.word(j))) return true;
  }
  return false;
}

std::size_t no_difference_at(const std::vector<Token>& tokens, std::size_t i) {
  const Words words(tokens);
  if (!is_one_of(words.word(i), {"no", "without", "any", "not"})) return 0;
  constexpr std::size_t reach = 5;
  for (std::size_t at = i + 1; at < i + reach; ++at) {
    if (is_one_of(words.word(at), {"difference", "differences", "increase", "increases",
                                   "reduction", "reductions", "decrease", "rise", "drop", "fall",
                                   "excess", "change", "effect", "impact", "influence"}) &&
        is_one_of(words.word(at + 1), {"in", "on", "of", "between"}))
      return at + 2;
    if (!is_one_of(words.word(at),
                   {"significant", "statistically", "clear", "real", "detectable", "measurable",
                    "important", "relevant", "overall", "evidence", "of", "a", "an", "any",
                    "clinically", "meaningful", "apparent", "further", "sign"}))
      return 0;
  }
  return 0;
}

bool is_testimonial(const std::vector<Token>& tokens) {
  const Words words(tokens);
  if (words.has({"i", "my", "me", "i'm", "i've", "myself", "mine", "he", "she", "his", "him", "her"}))
    return true;
  if (words.has({"man", "woman", "boy", "girl", "grandmother", "grandfather", "actor", "singer",
                 "footballer"}))
    return true;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool one = words.word(i) == "a" || words.word(i) == "one" ||
                     (tokens[i].kind == Kind::number && tokens[i].value == 1 &&
                      tokens[i].in_words);
    if (!one || !(i == 0 || words.word(i - 1) == "for" || words.word(i - 1) == "by")) continue;
    for (std::size_t j = i + 1; j <= i + 3; ++j)
      if (is_one_of(words.word(j), {"patient", "woman", "man", "person", "boy", "girl", "child", "client",
                              "mother", "father", "athlete", "teacher", "veteran"}) ||
          (words.word(j) == "patients" && is_one_of(words.word(j - 1), {"our", "their"})))
        return true;
  }
  return false;
}

}  // namespace steelyard::sentence
