// Numbers that cannot be read: negative, more than everybody, ranges, changes, of no people.
#include <algorithm>

#include "claim/sentence/events.h"
#include "claim/sentence/finder.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

bool is_change_word(std::string_view word) {
  return is_one_of(word, {"improvement", "reduction", "increase", "decrease", "drop", "decline",
                          "relief", "gain", "rise", "fall", "loss"});
}

// "9 of 10 infections": of events, not of people.
bool is_event_noun(std::string_view word) {
  return is_one_of(word, {"infections", "relapses", "deaths", "strokes", "fractures", "attacks",
                          "seizures", "flares", "symptoms", "episodes", "complications"});
}

}  // namespace

bool is_other_thing(std::string_view word) {
  return is_one_of(
      word, {"mice",       "mouse",    "rats",     "rat",       "animals",  "dogs",     "cats",
             "rabbits",    "pigs",     "monkeys",  "horses",    "joints",   "knees",    "eyes",
             "teeth",      "fingers",  "hands",    "toes",      "ears",     "hips",     "shoulders",
             "limbs",      "feet",     "legs",     "lesions",   "ulcers",   "wounds",   "cells",
             "tests",      "samples",  "scans",    "visits",    "periods",  "procedures",
             "injections", "studies",  "trials",   "doctors",   "physicians", "dentists", "experts",
             "clinics",    "hospitals", "nurses",  "surgeons",  "therapists", "biopsies", "embryos",
             "cycles",     "implants", "nodules",  "fistulas",  "cultures", "specialists",
             "scientists", "researchers", "reviews", "vets", "owners", "parents", "reviewers"});
}

bool is_result(std::string_view word) {
  return is_benefit(word) || is_harm(word) || begins_event(word);
}

bool Finder::refuse_impossible() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    if (token.kind != Kind::number && token.kind != Kind::percent) continue;
    if (token.unclear)
      return refuse(token.text + " is not clear: two numbers, or a decimal comma",
                    "write decimals with a point, such as 75.5");
    const bool ratio = mark(i + 1, ":") && i + 2 < tokens_.size() &&
                       tokens_[i + 2].kind == Kind::number && !tokens_[i + 2].in_words;
    if (ratio && token.value >= 1 && tokens_[i + 2].adjoins && tokens_[i + 1].adjoins)
      return refuse(token.text + ":" + tokens_[i + 2].text +
                        " is not clear: it may be a ratio, a share or a time",
                    "write how many of how many, such as \"7 of 10 people\"");
    const bool after_word = i >= 2 && (tokens_[i - 2].kind != Kind::mark || mark(i - 2, ")"));
    if (i >= 1 && mark(i - 1, "-") && !after_word && token.adjoins)
      return refuse("-" + token.text + " is negative, but a number of people is 0 or more", "");
    // "Eight and a half out of ten": the half is no share of its own.
    if (word(i + 1) == "and" && i + 2 < tokens_.size() && tokens_[i + 2].kind == Kind::fraction &&
        weeks_in(word(i + 3)) == 0 && (is_one_of(word(i + 3), {"of", "out", "in"}) || is_people(word(i + 3))))
      return refuse(tokens_[i].text + " and " + tokens_[i + 2].text + " is no number of people",
                    "write whole numbers, such as \"17 of 20 people\"");
    const bool price = is_one_of(word(i + 1), {"off", "discount", "cheaper", "money", "refund",
                                               "interest", "markup"}) ||
                       (i >= 1 && is_one_of(word(i - 1), {"save", "saves", "saving"}));
    if (token.kind == Kind::percent && price)
      return refuse(
          token.text + "% is about money, not a share of people",
          "write how many people had which result, such as \"150 of 200 people improved\"");
    // "30 more patients per 100", "1 more patient in 3"
    const bool more = is_one_of(word(i + 1), {"more", "fewer", "extra", "additional", "less"});
    if (token.kind == Kind::number && more && is_people(word(i + 2)))
      for (std::size_t at = i + 3; at < std::min(i + 12, tokens_.size()); ++at)
        if (is_one_of(word(at), {"per", "in", "of", "than"}) || word(at) == "out")
          return refuse(
              "\"" + token.text + " " + std::string(word(i + 1)) + " " + std::string(word(i + 2)) +
                  "\" is an absolute difference between two groups, not a share of people",
              "write how many of how many had the result with the treatment, such as \"60 of 100 "
              "people improved\"");
    if (token.kind == Kind::percent && token.value > 100 && !is_change(i))
      return refuse(token.text + "% is more than everybody",
                    "a share of people lies between 0% and 100%");
    const bool range = i + 2 < tokens_.size() &&
                       (mark(i + 1, "-") || word(i + 1) == "to" || word(i + 1) == "and") &&
                       tokens_[i + 2].kind == Kind::percent;
    const bool between = i >= 1 && word(i - 1) == "between";
    const bool limits = i >= 1 && (is_one_of(word(i - 1), {"ci", "interval", "from"}) || mark(i - 1, ":") ||
                         mark(i - 1, ",")) &&
                        i >= 2 && is_one_of(word(i - 2), {"ci", "confidence", "interval"});
    if (limits || (i >= 1 && word(i - 1) == "ci")) continue;
    if (range && (word(i + 1) != "and" || between))
      return refuse("a range of shares is named (" + token.text + " to " + tokens_[i + 2].text + "%)",
                    "write one number, or two sentences");
  }
  return false;
}

// "improved by 50%", "50% less pain", "a 30% reduction": a change, not a share of people.
bool Finder::is_change(std::size_t i) const {
  const std::string_view next = word(i + 1);
  if (next == "of")
    return is_one_of(word(i + 2), {"body", "weight"}) ||
           (is_one_of(word(i + 2), {"their", "its", "his", "her"}) &&
            is_one_of(word(i + 3), {"body", "weight", "hair", "strength", "pain", "vision", "symptoms",
                                    "range", "function", "normal"}));
  // "75% improvement rate", "the 80% relief rate"
  const bool changes =
      is_change_word(next) ||
      is_one_of(next, {"more", "less", "fewer", "better", "lower", "higher", "faster", "sooner",
                       "earlier", "quicker", "later", "slower", "shorter", "quicker", "greater",
                       "stronger", "worse", "longer", "reduced"});
  if (changes) return word(i + 2) != "rate";
  if (next == "or" && is_one_of(word(i + 2), {"more", "greater", "higher", "better"}) &&
      is_change_word(word(i + 3)))
    return true;
  // "by at least 50%", "an improvement of more than 50%"
  constexpr std::size_t reach = 4;
  for (std::size_t back = 1; back <= reach && back <= i; ++back) {
    const std::string_view before = word(i - back);
    if (before == "by") return true;
    if (before == "of") return back < i && is_change_word(word(i - back - 1));
    if (!is_one_of(before, {"at", "least", "more", "than", "about", "over", "up", "to", "as", "much",
                            "nearly", "almost", "around", "a", "an", "some"}))
      return false;
  }
  return false;
}

// "(95% CI 68 to 81)": limits, no counts.
void Finder::take_intervals() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!is_one_of(word(i), {"ci", "confidence"})) continue;
    std::size_t end = i + 1;
    while (end < tokens_.size() && !mark(end, ")") && !is_people(word(end)) && end < i + 9) ++end;
    take(i, end);
  }
}

// "100 to 200 patients", "between 100 and 200", "15 women and 5 men"
void Finder::refuse_ranges() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!number(i)) continue;
    const bool between = i >= 1 && word(i - 1) == "between" && word(i + 1) == "and";
    const bool joined = word(i + 1) == "to" || word(i + 1) == "or" || mark(i + 1, "-") || between;
    if (is_one_of(word(i + 1), {"v", "vs", "versus"}) && number(i + 2)) {
      refuse("two shares are named, one for each side of a comparison",
             "write one sentence for each, or put the trial into a review");
      return;
    }
    if (joined && number(i + 2)) {
      const bool change = i >= 1 && word(i - 1) == "from" && !is_people(word(i + 3));
      if (change || is_unit(word(i + 3))) {
        take(i, i + 3);
        continue;
      }
      refuse("a range of counts is named (" + tokens_[i].text + " to " + tokens_[i + 2].text + ")",
             "write one number, or two sentences");
      return;
    }
    const bool two_kinds = is_people(word(i + 1)) && is_one_of(word(i + 2), {"and", "plus"}) &&
                           number(i + 3) && is_people(word(i + 4));
    if (two_kinds) {
      refuse("two groups of people are named (" + slice(tokens_, i, i + 2) + " and " +
                 slice(tokens_, i + 3, i + 5) + ")",
             "write one sentence for each, or how many they were together");
      return;
    }
  }
}

void Finder::refuse_other_things() {
  for (const CountedShare& share : numbers_.shares) {
    constexpr std::size_t reach = 4;
    bool of = share.counts || share.n || share.worked_out;
    for (std::size_t i = share.to; i < std::min(share.to + reach, tokens_.size()); ++i) {
      if (tokens_[i].kind != Kind::word || is_people(word(i)) ||
          is_one_of(word(i), {"in", "with", "on", "after", "who", "at", "had", "were", "kissed",
                              "waved"}))
        break;
      of = of || word(i) == "of";
      const bool died = word(i) == "deaths" && share.to == share.from + 1;  // "3 deaths among 81"
      const bool events = of && share.events != 0.0 && is_event_noun(word(i)) && !died;
      if (is_one_of(word(i), {"when", "as", "if", "because", "since"})) break;
      if (!is_other_thing(word(i)) && !events) continue;
      refuse("the sentence counts " + std::string(word(i)) + ", not people",
             "only numbers of patients can be set against trials");
      return;
    }
  }
}

}  // namespace steelyard::sentence
