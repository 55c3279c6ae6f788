// Words that suggest an item of the checklist. English only; a claim in another language matches
// nothing, and its items stay with the people who judge.
#include "checklist_words.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// Words in small letters; "%" is a word of its own, a hyphen joins.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : lower_case(text)) {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
    if (letter) {
      words.back() += c;
      continue;
    }
    if (!words.back().empty()) words.emplace_back();
    if (c != '%') continue;
    words.back() += c;
    words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

using List = std::initializer_list<std::string_view>;

bool any(const std::vector<std::string>& words, List wanted) {
  return std::ranges::any_of(words, [&](const std::string& word) {
    return std::ranges::find(wanted, std::string_view(word)) != wanted.end();
  });
}

}  // namespace

bool speaks_of_ratios(std::string_view text) {
  const auto words = words_of(text);
  if (any(words, {"twice", "double", "doubles", "doubled", "triple", "triples", "tripled", "halve",
                  "halves", "halved", "half-as"}))
    return true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].ends_with("fold") && words[i] != "fold") return true;
    const std::string_view next = i + 1 < words.size() ? std::string_view(words[i + 1]) : "";
    const std::vector<std::string> after{std::string(next)};
    if (words[i] == "times" &&
        any(after, {"as", "more", "less", "fewer", "higher", "lower", "better", "greater"}))
      return true;
    if ((words[i] == "%" || words[i] == "percent") &&
        any(after, {"more", "less", "fewer", "higher", "lower", "better", "greater", "reduction",
                    "increase", "drop", "rise", "improvement"}))
      return true;
  }
  return false;
}

SignificantWord significant_word(std::string_view text) {
  const auto words = words_of(text);
  SignificantWord found;
  found.said = any(words, {"significant", "significantly", "significance"});
  found.explained = any(words, {"statistically", "statistical", "clinically", "clinical"});
  return found;
}

bool tells_stories(std::string_view text) { return any(words_of(text), {"stories", "testimonials"}); }

std::vector<std::string> appeals(std::string_view text) {
  const auto words = words_of(text);
  std::vector<std::string> flags;
  if (any(words, {"novel", "newest", "latest", "breakthrough", "revolutionary", "cutting-edge",
                  "pioneer", "pioneers", "pioneering", "groundbreaking", "state-of-the-art"}))
    flags.emplace_back("NOVELTY");
  if (any(words, {"natural", "naturally", "nature", "organic", "chemical-free"}))
    flags.emplace_back("APPEAL_TO_NATURE");
  if (any(words, {"ancient", "centuries", "traditional", "experts", "leading", "renowned",
                  "experience", "experienced", "member", "members", "membership", "memberships",
                  "award", "awards", "award-winning", "famous", "celebrities"}))
    flags.emplace_back("AUTHORITY");
  return flags;
}

bool regulatory_words(std::string_view text) {
  return any(words_of(text),
             {"ethics", "approved", "approval", "accredited", "accreditation", "certified",
              "certificate", "compliant", "compliance", "licensed", "registered", "fda", "ema",
              "gmp", "inspected", "regulated", "regulations", "rules", "sterile"});
}

bool avoids_treatment(std::string_view text) {
  const auto words = words_of(text);
  const bool leaves = any(words, {"avoid", "avoids", "avoiding", "stop", "stops", "stopping",
                                  "instead", "replace", "replaces", "replacing", "quit", "without",
                                  "off", "discontinue", "unnecessary"});
  const bool care = any(words, {"medicine", "medicines", "medication", "medications", "drug",
                                "drugs", "surgery", "chemotherapy", "insulin", "dialysis",
                                "steroids", "antibiotics", "vaccine", "vaccines"});
  return leaves && care;
}

}  // namespace steelyard
