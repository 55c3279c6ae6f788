// Numbers that are no share of people: ratios by name, sizes of a change, efficacy, a part of an
// unknown group.
#include <algorithm>
#include <cmath>

#include "claim/sentence/event_words.h"
#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"

namespace steelyard::sentence {

namespace {

constexpr PhraseTable ratio_names(
    "risk ratio, odds ratio, hazard ratio, rate ratio, hazards ratio, hazard ratios, odds ratios, "
    "risk ratios, relative risk, relative risks, prevalence ratio, ratio, ratios, hazard, hazards, "
    "odds");

constexpr PhraseTable difference_names(
    "percentage points, percentage point, factor of, a factor, standard deviations");

constexpr const char* size_of_change =
    "this is the size of a change or difference, not a share of people";

// "Increased 90%"
bool tells_change(std::string_view word) {
  return is_one_of(word,
                   {"increased", "jumped", "rose",      "soared", "surged", "grew",      "climbed",
                    "dropped",   "fell",   "increases", "jumps",  "rises",  "decreased", "declined",
                    "plunged",   "gained", "boosted",   "shot",   "leapt",  "shrank"});
}

// Between "by" and its number: "by as little as 5%".
bool before_size(std::string_view word) {
  return is_one_of(word, {"as",     "little", "much", "less", "more",   "than",  "at",    "least",
                          "most",   "up",     "to",   "only", "just",   "about", "under", "over",
                          "nearly", "almost", "well", "some", "around", "a",     "mere"});
}

}  // namespace

bool Reader::refuse_size() {
  return refuse_ratio_against_words() || refuse_named_ratio() || refuse_size_of_change() ||
         refuse_efficacy() || refuse_other_number();
}

// "Relapse was less frequent (RR 1.3)": the words and the number go different ways.
bool Reader::refuse_ratio_against_words() {
  if (!relative_ || !relative_->named) return false;
  const bool up = has({"more", "higher", "increased", "increases", "raised", "doubled"});
  const bool down = has({"fewer", "less", "lower", "reduced", "reduces", "halved"});
  if ((up && !down && relative_->ratio < 1) || (down && !up && relative_->ratio > 1))
    return refuse(
        "the words and the ratio of " + tokens_[relative_->to - 1].text + " go different ways",
        "is the number right?");
  return false;
}

// "OR 2.5 for death", "the hazard ratio was 0.4": a number that counts no people.
bool Reader::refuse_named_ratio() {
  const PhraseFinder phrases(tokens_);
  const char* why = "odds, hazards and ratios without words are no numbers of people";
  const char* hint = "write \"twice as many people improved\" or \"150 of 200 people improved\"";
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (const auto found = phrases.at(ratio_names, i); found && !relative_)
      return refuse_phrase(*found, why, hint);
    const bool joined = mark(i + 1, "=") || mark(i + 1, ":") || mark(i + 1, "(") ||
                        is_one_of(word(i + 1), {"of", "was", "is"});
    const std::size_t next = i + (joined ? 2 : 1);
    const bool read =
        relative_ &&
        ((i >= relative_->from && i < relative_->to) ||
         (is(next, Kind::number) && word(i) == "rr" && tokens_[next].value == relative_->ratio));
    if (read) continue;
    const bool short_name =
        is(next, Kind::number) &&
        is_one_of(word(i), {"rr", "hr", "or", "irr", "arr", "nnt", "nnh", "aor", "ahr"}) &&
        (word(i) != "or" || tokens_[next].value != std::floor(tokens_[next].value));
    if (short_name) return refuse_phrase({i, next + 1}, why, hint);
  }
  return false;
}

// "outperformed placebo by 90%", "jumped 90% over placebo": by how much, not how many.
bool Reader::refuse_size_of_change() {
  const PhraseFinder phrases(tokens_);
  if (const auto found = phrases.first(difference_names, 0, tokens_.size()))
    return refuse_phrase(*found, size_of_change);
  const auto refuse_from = [&](std::size_t from, std::size_t to) {
    return refuse_phrase({from, to}, size_of_change);
  };
  // "An average improvement of 70%", "patients improved 70%"
  const bool percent =
      share_ && !share_->percent.empty() && !share_->counts && !reading_.claim.events;
  for (std::size_t i = 0; percent && !relative_ && i + 1 < tokens_.size(); ++i) {
    if (is_one_of(word(i), {"average", "mean", "median", "averaged", "averaging"}) &&
        !is_one_of(word(i + 1),
                   {"age", "duration", "follow", "time", "dose", "weight", "treatment"}))
      return refuse_from(i, i + 2);
    if (is_one_of(word(i), {"improved", "improve", "improves"}) && i + 1 == share_->from &&
        !share_->n && is(i + 1, Kind::percent) && word(i + 2) != "of")
      return refuse_from(i, i + 2);
  }
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!relative_ && word(i).ends_with("fold") && word(i).size() > 4) return refuse_from(i, i + 1);
    if (is(i, Kind::word) || is(i, Kind::mark)) continue;
    if (relative_ && i >= relative_->from && i < relative_->to) continue;
    if (is_one_of(word(i + 1), {"points", "point", "pp"})) return refuse_from(i, i + 2);
    for (std::size_t back = 1; back <= 3 && back <= i && is(i, Kind::percent); ++back) {
      if (tells_change(word(i - back))) return refuse_from(i - back, i + 1);
      if (!is_one_of(word(i - back),
                     {"by", "about", "nearly", "almost", "over", "than", "more", "up", "to"}))
        break;
    }
    const bool over =
        is(i, Kind::percent) && is_one_of(word(i + 1), {"over", "above", "beyond"}) &&
        is_one_of(word(i + 2), {"placebo", "the", "standard", "usual", "controls", "control"});
    const std::size_t by = mark(i + 1, "-") ? i + 2 : i + 1;  // "ten-fold more effective"
    const bool times =
        !relative_ && is_one_of(word(by), {"times", "fold", "x"}) &&
        (is_one_of(word(by + 1), {"better", "worse", "superior", "stronger", "greater"}) ||
         is_one_of(word(by + 2), {"effective", "efficacious", "potent", "powerful"}));
    if (over || times) return refuse_from(i, times ? by + 2 : i + 3);
    // "cuts the risk of TB by less than 5%"
    const bool own =
        is(i, Kind::percent) && !relative_ && share_ && i >= share_->from && i < share_->to;
    for (std::size_t back = 1; back <= 5 && back <= i && own; ++back) {
      if (word(i - back) == "by") return refuse_from(i - back, i + 1);
      if (!before_size(word(i - back))) break;
    }
    // "2 more remissions per 1000 than placebo"
    const bool more =
        is(i, Kind::number) && !relative_ &&
        is_one_of(word(i + 1), {"more", "fewer", "extra", "additional", "less"}) &&
        (is_people(word(i + 2)) || begins_event(word(i + 2)) || word(i + 2).ends_with('s'));
    if (more) return refuse_from(i, i + 3);
  }
  return false;
}

// "Vaccine efficacy was 50%": a smaller risk, not half of the people.
bool Reader::refuse_efficacy() {
  for (std::size_t i = 0; share_ && !relative_ && i < tokens_.size(); ++i)
    if (is_one_of(word(i), {"efficacy", "effectiveness"}))
      return refuse_phrase({i, i + 1}, "a share of people, or a smaller risk: which is not clear",
                           "write \"95 of 100 people improved\" or \"95% fewer people fell ill\"");
  return false;
}

// "Thirteen patients, i.e. 65%": a part, and not the group; "better than placebo, 90%".
bool Reader::refuse_other_number() {
  for (std::size_t i = 0; i + 3 < tokens_.size(); ++i) {
    if (!is(i, Kind::number) || !is_people(word(i + 1))) continue;
    if (i > 0 && is_one_of(word(i - 1), {"of", "in", "with", "among", "from", "all", "the"}))
      continue;
    std::size_t next = i + 2;
    if (!is(next, Kind::mark) || !is_one_of(tokens_[next].text, {",", "-", "=", ";"})) continue;
    while (next < i + 11 &&
           (is(next, Kind::mark) ||
            is_one_of(word(next), {"i", "e", "ie", "that", "is", "or", "namely", "equivalent", "to",
                                   "which", "about", "a", "equals", "means", "viz"})))
      ++next;
    // "1500 patients, 80% responded": so many that every percentage is one of theirs.
    constexpr double many = 1000;
    const bool whole = mark(i + 2, ",") && next == i + 3 && tokens_[i].value >= many &&
                       (is_benefit(word(next + 1)) || begins_event(word(next + 1)));
    if (is(next, Kind::percent) && word(next + 1) != "of" && !whole)
      return refuse_phrase({i, next + 1}, "it is not clear of how many people this is a share",
                           "write both numbers, such as \"13 of 20 people\"");
  }
  for (std::size_t i = 0; i + 2 < tokens_.size(); ++i)  // "not even 60%", "not only 60% but all"
    if (word(i) == "not" && is_one_of(word(i + 1), {"even", "only"}) && !is(i + 2, Kind::word) &&
        !is(i + 2, Kind::mark))
      return refuse_phrase({i, i + 3}, "it is not clear how many had the result");
  if (share_ || relative_) return false;
  for (std::size_t i = comparison_ + 1; i < tokens_.size(); ++i)
    if ((is(i, Kind::percent) || is(i, Kind::fraction) || is(i, Kind::number)) && !counts_other(i))
      return refuse_phrase({comparison_, i + 1}, "it is not clear what the number counts");
  return false;
}

// A time, a P value.
bool Reader::counts_other(std::size_t i) const {
  if (!is(i, Kind::number)) return false;
  if (i >= 2 && word(i - 2) == "p" && is(i - 1, Kind::mark)) return true;  // "p = 0.02"
  return weeks_in(word(i + 1)) > 0 || (mark(i + 1, "-") && weeks_in(word(i + 2)) > 0) ||
         (i > 0 &&
          (weeks_in(word(i - 1)) > 0 || is_one_of(word(i - 1), {"in", "since", "phase"}))) ||
         is_people(word(i + 1));
}

}  // namespace steelyard::sentence
