// What a text for patients must keep to: short sentences, simple words, nothing the data cannot carry.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "steelyard/base/text.h"

namespace plain_language {

inline constexpr double highest_grade = 8;
inline constexpr int longest_sentence = 25;

// The specification's list (section 4.8), and the statistics words that no patient should meet.
inline const std::vector<std::string> forbidden{
    "does not work", "doesn't work",   "ineffective", "useless",      "no effect",  "proven",
    "disproved",     "debunked",       "scam",        "fraud",        "quack",      "miracle",
    "just placebo",  "merely placebo", "failed to",   "trend towards"};
inline const std::vector<std::string> statistics_words{
    "p-value",     "p =",           "p <",             "confidence interval", "odds ratio",
    "risk ratio",  "relative risk", "risk difference", "heterogeneity",       "nnt",
    "significant", "95%",           "random effect",   "meta-analysis",       "τ²",
    "i²",          "percentile",    "standard deviation"};

inline int syllables(const std::string& word) {
  int count = 0;
  bool vowel_before = false;
  for (const char c : word) {
    const bool vowel = std::string("aeiouy").find(c) != std::string::npos;
    if (vowel && !vowel_before) ++count;
    vowel_before = vowel;
  }
  if (word.ends_with("e") && count > 1 && !word.ends_with("le")) --count;
  return std::max(1, count);
}

inline std::string with_plain_spaces(std::string text) {
  for (const char* space : {"\u00A0", "\u202F", "\n"})
    for (std::size_t at = text.find(space); at != std::string::npos; at = text.find(space, at))
      text.replace(at, std::string(space).size(), " ");
  return text;
}

// Flesch–Kincaid grade: 0.39 words per sentence + 11.8 syllables per word − 15.59.
// Source: Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Research Branch Report 8-75, 1975.
inline double reading_grade(const std::string& text) {
  double words = 0, sentences = 0, all_syllables = 0;
  for (const std::string& raw : steelyard::split(text, ' ')) {
    std::string word;
    for (const char c : steelyard::lower_case(raw))
      if (c >= 'a' && c <= 'z') word += c;
    if (raw.ends_with(".") || raw.ends_with("?") || raw.ends_with(":")) sentences += 1;
    if (word.empty()) continue;
    words += 1;
    all_syllables += syllables(word);
  }
  return 0.39 * words / std::max(1.0, sentences) + 11.8 * all_syllables / std::max(1.0, words) -
         15.59;
}

// Words, and numbers, of the longest sentence.
inline int longest(const std::string& text) {
  int most = 0, here = 0;
  for (const std::string& raw : steelyard::split(with_plain_spaces(text), ' ')) {
    if (raw.empty()) continue;
    most = std::max(most, ++here);
    const char last = raw.back();
    if (last == '.' || last == '?' || last == '!' || last == ':') here = 0;
  }
  return most;
}

// Everything that is wrong with a text; empty if nothing is.
inline std::vector<std::string> faults(const std::string& text) {
  std::vector<std::string> found;
  const std::string lower = steelyard::lower_case(with_plain_spaces(text));
  for (const auto* list : {&forbidden, &statistics_words})
    for (const std::string& word : *list)
      if (lower.find(word) != std::string::npos) found.push_back("says: " + word);
  if (longest(text) > longest_sentence)
    found.push_back("a sentence of " + std::to_string(longest(text)) + " words");
  if (reading_grade(with_plain_spaces(text)) > highest_grade)
    found.push_back("reading grade " + steelyard::fixed(reading_grade(with_plain_spaces(text)), 1));
  for (const char* wrong : {"{", "}", "  ", " .", " ,", "..", "nan", "inf "})
    if (lower.find(wrong) != std::string::npos) found.push_back(std::string("holds: ").append(wrong));
  return found;
}

}  // namespace plain_language
