// Sentences that state an outcome in its own words; any further word that could turn their sense speaks against it.
#include "claim/states_outcome.h"

#include <algorithm>
#include <vector>

#include "claim/sentence/numbers.h"
#include "claim/sentence/words.h"
#include "steelyard/base/one_of.h"

namespace steelyard {

namespace {

using sentence::Kind;
using sentence::Token;

// Says neither what happened nor that it did not.
bool leaves_sense(std::string_view word) {
  return sentence::is_people(word) || sentence::weeks_in(word) > 0 ||
         is_one_of(word, {"the",       "a",         "an",        "of",         "out",      "in",        "on",
                          "at",        "to",        "from",      "by",         "among",    "amongst",   "with",
                          "who",       "whom",      "whose",     "which",      "that",     "this",      "these",
                          "those",     "their",     "our",       "its",        "his",      "her",       "they",
                          "we",        "it",        "there",     "were",       "was",      "are",       "is",
                          "be",        "been",      "had",       "have",       "has",      "got",       "became",
                          "become",    "did",       "still",     "clearly",    "then",     "after",     "later",
                          "within",    "during",    "for",       "least",      "about",    "nearly",    "almost",
                          "around",    "roughly",   "just",      "only",       "overall",  "every",     "each",
                          "all",       "and",       "or",        "percent",    "per",      "more",      "than",
                          "over",      "up",        "so",        "found",      "seen",     "noted",     "observed",
                          "reported",  "said",      "checks",    "showed",     "where",    "when",      "treated",
                          "treatment", "therapy",   "cells",     "cell",       "stem",     "infusion",  "infusions",
                          "injection", "given",     "trial",     "study",      "results",  "result",    "remained",
                          "stayed",    "remain",    "remains",   "occurred",   "occurs",   "end",       "follow",
                          "week",      "some",      "one",       "first",      "third",    "quarter",   "half"});
}

bool says_none(std::string_view word) {
  return is_one_of(word, {"none", "nobody", "no", "zero", "not", "single"});
}

bool says_ratio(std::string_view word) {
  return is_one_of(word, {"twice",  "times", "fold",  "as",    "many",   "likely", "fewer",   "less",   "more",
                          "risk",   "rate",  "lower", "higher", "chance", "halves", "halved", "doubles", "doubled",
                          "reduces", "cuts", "raises", "compared"});
}

bool same_stem(std::string_view a, std::string_view b) {
  constexpr std::size_t stem = 6;  // "healed" and "healing", "ulcer" and "ulcers"
  const std::size_t length = std::min({a.size(), b.size(), stem});
  return a == b || (length >= 5 && a.substr(0, length) == b.substr(0, length));
}

bool holds(const std::vector<Token>& tokens, std::string_view word) {
  return std::ranges::any_of(tokens, [&](const Token& token) {
    return token.kind == Kind::word && same_stem(token.text, word);
  });
}

// What stands in brackets explains the name.
std::vector<Token> without_brackets(const std::string& name) {
  std::vector<Token> tokens = sentence::tokens_of(name), rest;
  int depth = 0;
  for (Token& token : tokens) {
    if (token.text == ")" && depth > 0) --depth;
    else if (token.text == "(") ++depth;
    else if (depth == 0) rest.push_back(std::move(token));
  }
  return rest;
}

bool holds_all(const std::vector<Token>& said, const std::vector<Token>& name) {
  bool any = false;
  for (const Token& token : name) {
    if (token.kind != Kind::word || leaves_sense(token.text)) continue;
    if (!holds(said, token.text)) return false;
    any = true;
  }
  return any;
}

}  // namespace

bool states_outcome(const Claim& claim, const std::string& name, const std::string& plain_name) {
  const std::vector<Token> said = sentence::tokens_of(claim.paraphrase), first = without_brackets(name),
                           second = without_brackets(plain_name),
                           with = sentence::tokens_of(claim.comparator_text);
  if (!holds_all(said, first) && !holds_all(said, second)) return false;
  return std::ranges::none_of(said, [&](const Token& token) {
    if (token.kind != Kind::word || leaves_sense(token.text)) return false;
    if (says_none(token.text) && claim.events == 0) return false;
    if (claim.ratio && says_ratio(token.text)) return false;
    return !holds(first, token.text) && !holds(second, token.text) && !holds(with, token.text);
  });
}

}  // namespace steelyard
