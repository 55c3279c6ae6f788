// Which claims patients are told of, and in which words.
#include "report/patient_claims.h"

#include <algorithm>
#include <array>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// Vowels in a row are one syllable; an e at the end is silent, but not in "little".
int syllables_of(std::string_view word) {
  int count = 0;
  bool vowel_before = false;
  for (const char letter : word) {
    const bool vowel = std::string_view("aeiouy").find(letter) != std::string_view::npos;
    if (vowel && !vowel_before) ++count;
    vowel_before = vowel;
  }
  if (word.ends_with("e") && count > 1 && !word.ends_with("le")) --count;
  return std::max(1, count);
}

// The specification's list (section 4.8), and words of statistics.
constexpr std::array<std::string_view, 34> not_for_patients{
    "does not work", "doesn't work",   "ineffective", "useless",             "no effect",     "proven",
    "disproved",     "debunked",       "scam",        "fraud",               "quack",         "miracle",
    "just placebo",  "merely placebo", "failed to",   "trend towards",       "p-value",       "p =",
    "p <",           "odds ratio",     "risk ratio",  "confidence interval", "relative risk", "risk difference",
    "heterogeneity", "nnt",            "significant", "95%",                 "random effect", "meta-analysis",
    "τ²",            "i²",             "percentile",  "standard deviation"};

bool ends_sentence(std::string_view word) {
  return !word.empty() && std::string_view(".?!:").find(word.back()) != std::string_view::npos;
}

}  // namespace

// Flesch–Kincaid grade: 0.39 words per sentence + 11.8 syllables per word − 15.59.
// Source: Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Research Branch Report 8-75, 1975.
bool is_plain_language(std::string_view text) {
  constexpr double highest_grade = 8;
  constexpr int longest = 25;
  const std::string lower = lower_case(text);
  if (std::ranges::any_of(not_for_patients, [&](std::string_view word) { return lower.find(word) != std::string::npos; }))
    return false;
  double words = 0, sentences = 0, syllables = 0;
  int here = 0;
  for (const std::string& raw : split(lower, ' ')) {
    if (raw.empty()) continue;
    if (++here > longest) return false;
    if (ends_sentence(raw)) {
      sentences += 1;
      here = 0;
    }
    std::string word;
    for (const char letter : raw)
      if (letter >= 'a' && letter <= 'z') word += letter;
    if (word.empty()) continue;
    words += 1;
    syllables += syllables_of(word);
  }
  if (words == 0) return false;
  return 0.39 * words / std::max(1.0, sentences) + 11.8 * syllables / words - 15.59 <= highest_grade;
}

std::string words_for_patients(const Review& review, const Claim& claim) {
  const bool chosen = std::ranges::any_of(review.claims, [](const Claim& each) { return !each.plain.empty(); });
  if (chosen) return claim.plain;
  std::string text(trimmed(claim.paraphrase));
  if (!text.empty() && !ends_sentence(text)) text += ".";
  return is_plain_language(text) ? text : "";
}

}  // namespace steelyard
