// How people came into the groups of a study, by the words of its table.
#include "steelyard/study/allocation.h"

#include <algorithm>
#include <array>
#include <string>

#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// " non randomised trial ": lower case, one spelling, words between single blanks.
std::string in_words_only(std::string_view text) {
  std::string words = " ";
  for (const char c : lower_case(text)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) words += c;
    if (!letter && words.back() != ' ') words += ' ';
  }
  if (words.back() != ' ') words += ' ';
  for (std::size_t at = words.find("miz"); at != std::string::npos; at = words.find("miz", at))
    words[at + 2] = 's';
  return words;
}

// Each is the beginning of words; one that ends with a blank is whole words.
template <std::size_t N>
bool has_any(const std::string& words, const std::array<std::string_view, N>& beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string_view each) {
    return words.find(" " + std::string(each)) != std::string::npos;
  });
}

constexpr std::array<std::string_view, 10> by_chance{
    "random", "minimis", "rct ", "rcts ", "drawn by lot", "drawing lots", "drawing of lots", "lottery", "coin",
    "computer generated"};
constexpr std::array<std::string_view, 19> denied{
    "non random",         "nonrandom",         "not random",         "no random",
    "without random",     "never random",      "not been random",    "unrandom",
    "rather than random", "instead of random", "quasi",              "pseudo",
    "semi random",        "mendelian",         "random allocation not", "random allocation unclear",
    "randomisation not stated", "randomisation unclear", "unclear whether random"};
constexpr std::array<std::string_view, 36> other_designs{
    "cohort",          "observational",    "case control",   "case series",   "case report",
    "historical",      "single arm",       "single group",   "uncontrolled",  "before after",
    "before and after", "pre post",        "retrospective",  "nrsi ",         "propensity",
    "cct ",            "ccts ",            "matched control", "matched cohort", "cross sectional",
    "survey",          "interrupted time", "natural experiment", "difference in difference", "chart review",
    "audit",           "alternat",         "by date of birth", "odd or even",  "odd and even",
    "odd even",        "systematic alloc", "allocated by choice", "patient preference", "patient choice",
    "by rotation"};
// Of trials at random too: "registry-based randomised trial".
constexpr std::array<std::string_view, 4> unless_random{"registry", "register ", "registers ",
                                                        "controlled clinical trial"};
// People who were chosen by chance out of a list were not put into groups by it.
constexpr std::array<std::string_view, 7> chosen{"randomly select", "randomly sampl", "randomly chosen",
                                                 "randomly drawn", "random sampl", "random select",
                                                 "randomly pick"};
constexpr std::array<std::string_view, 4> put_in_groups{"randomis", "randomly a", "random a", "randomly div"};

bool tells_of_chance(const std::string& words) {
  return has_any(words, by_chance) && (!has_any(words, chosen) || has_any(words, put_in_groups));
}

// What only looks like a design: a trial that was put into a register late is no retrospective study.
std::string without_registration(std::string words) {
  constexpr std::string_view late = " retrospectively registered";
  const std::size_t at = words.find(late);
  if (at != std::string::npos) words.erase(at, late.size());
  return words;
}

}  // namespace

Allocation allocation_by_design(std::string_view text) {
  const std::string words = without_registration(in_words_only(text));
  if (is_one_of(words, {" not stated ", " not reported ", " unclear ", " unknown ", " not known "}))
    return Allocation::not_random;
  const bool chance = tells_of_chance(words);
  if (has_any(words, denied) || has_any(words, other_designs)) return Allocation::not_random;
  if (chance) return Allocation::random;
  const bool against = has_any(words, unless_random) || has_any(words, chosen);
  return against ? Allocation::not_random : Allocation::unsaid;
}

Allocation allocation_by_column(std::string_view text) {
  if (trimmed(std::string(text)).empty()) return Allocation::unsaid;
  return allocation_by_design(text) == Allocation::random ? Allocation::random : Allocation::not_random;
}

bool allocation_in_conflict(const Study& study) {
  const Allocation column = allocation_by_column(study.cell("allocation"));
  const Allocation design = allocation_by_design(study.cell("design"));
  return column != Allocation::unsaid && design != Allocation::unsaid && column != design;
}

bool design_is_said(const Study& study) {
  return !study.cell("allocation").empty() || !study.cell("design").empty();
}

bool may_be_random(const Study& study) {
  return allocation_by_column(study.cell("allocation")) != Allocation::not_random &&
         allocation_by_design(study.cell("design")) != Allocation::not_random;
}

}  // namespace steelyard
