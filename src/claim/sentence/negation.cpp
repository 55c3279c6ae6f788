// A denial that stands beside a result must have been understood, or the sentence is refused.
#include <algorithm>

#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"

namespace steelyard::sentence {

namespace {

constexpr const char* whom_unclear =
    "it is not clear whom the sentence counts: those with the result, or those without";

bool says_not(std::string_view word) {
  return is_one_of(word, {"not", "never", "cannot", "neither", "nor"}) || word.ends_with("n't");
}

bool is_negator(std::string_view word) {
  return says_not(word) || is_one_of(word, {"no", "without", "nothing", "nowhere", "nobody", "none",
                                            "hardly", "scarcely", "barely"});
}

// "Achieved in", "seen in": the result before the number came, or with "not" did not.
bool tells_of_result(std::string_view word) {
  return is_one_of(
      word,
      {"achieved",    "reached",    "observed",  "reported", "seen",    "occur",    "occurred",
       "happen",      "happened",   "found",     "shown",    "noted",   "noticed",  "recorded",
       "experienced", "attained",   "obtained",  "come",     "appear",  "develop",  "present",
       "detected",    "documented", "arise",     "set",      "evident", "apparent", "demonstrated",
       "visible",     "registered", "confirmed", "ensue",    "follow",  "take"});
}

}  // namespace

// "Remission was not achieved in 15 of 20": the denial stands behind the result.
void Reader::deny_behind(Event& event, std::size_t number) const {
  if (event.denied || event.to > number) return;
  for (std::size_t i = event.to; i < number; ++i) {
    if (tokens_[i].kind != Kind::word) return;
    if (!says_not(word(i)) || is_one_of(word(i), {"neither", "nor"})) continue;
    std::size_t verb = i + 1;
    while (verb < number &&
           is_one_of(word(verb), {"be", "been", "ever", "actually", "yet", "being", "to"}))
      ++verb;
    if (!tells_of_result(word(verb))) return;
    for (std::size_t rest = verb + 1; rest < number; ++rest)
      if (is_negator(word(rest))) return;
    event.denied = true;
    event.denied_behind = i;
    return;
  }
}

// "Remission was not reached": where the words end that may deny what stands before them.
std::size_t Reader::after_auxiliaries(std::size_t i) const {
  while (
      is_one_of(word(i), {"was", "were", "is", "are", "has", "have", "had", "did", "does", "been"}))
    ++i;
  constexpr std::size_t denial = 4;  // "not", and the verb behind it
  return says_not(word(i)) ? std::min(i + denial, tokens_.size()) : 0;
}

// Part of a number, of another result, or of an idiom that denies nothing.
bool Reader::negator_is_understood(std::size_t i) const {
  const std::string_view next = word(i + 1);
  if (is_one_of(word(i), {"no", "not"}) &&
      is_one_of(next, {"fewer", "less", "more", "only", "just", "doubt", "later", "longer",
                       "surprisingly", "merely", "simply", "matter", "question"}))
    return !(next == "more" && event_ && event_->from > i && word(i + 2) != "than") &&
           !(next == "longer" && event_ && event_->from > i + 1);
  if (share_ && i >= share_->from && i < share_->to) return true;
  if (is_one_of(word(i), {"not", "no", "without"}) && next == "exception") return true;
  if (event_ && i >= event_->from && i < event_->to) return true;
  if (event_ && event_->denied_behind == i) return true;
  // Another result that is denied, or a description: "who had not responded to drugs".
  for (std::size_t at = i; at > 0 && at + 6 > i; --at) {
    if (tokens_[at].kind != Kind::word) break;
    if (is_one_of(word(at), {"who", "whose", "whom", "that", "which"}) &&
        !(event_ && event_->from > i && event_->from < i + 5 && event_->denied == false &&
          !event_->of_whom && no_event_between(i, event_->from)))
      return true;
  }
  for (const Event& other : events_)
    if ((!event_ || other.from != event_->from) && other.denied && other.from <= i + 6 &&
        other.to > i)
      return true;
  return false;
}

bool Reader::no_event_between(std::size_t from, std::size_t to) const {
  return std::ranges::none_of(events_, [&](const Event& event) {
    return event.from > from && event.to <= to && event.from != to;
  });
}

// "15 of 20 had not a trace of improvement", "no pill made 24 of 40 improve"
bool Reader::refuse_negation() {
  if (!share_ && !relative_ && !has_share_) return false;
  const PhraseFinder phrases(tokens_);
  const std::size_t number = share_ ? share_->from : relative_ ? relative_->from : lone_at_;
  const std::size_t number_end = share_ ? share_->to : relative_ ? relative_->to : lone_at_ + 1;
  const auto cut = [&](std::size_t i) {
    return slice(tokens_, i, std::min(i + 3, tokens_.size()));
  };
  if (relative_)
    for (std::size_t i = phrases.clause_from(number); i < number; ++i) {
      const bool date = word(i) == "may" && tokens_[i + 1].kind != Kind::word;
      if (!date &&
          is_one_of(word(i), {"may", "might", "could", "would", "can", "should", "fails", "fail"}))
        return refuse("\"" + cut(i) + "\": it is not clear whether the result came", how_many());
    }
  if (relative_)
    for (std::size_t i = phrases.clause_from(number); i < number; ++i)
      if (is_negator(word(i)) && !negator_is_understood(i) &&
          !is_one_of(word(i), {"without", "failed"}))
        return refuse(
            "\"" + cut(i) + "\": the sentence denies a number and does not say what is so instead",
            "write how many times as many people had the result, such as \"1.2 times as many "
            "people improved\"");
  // "No side effects, except in 3 of 250 patients"
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (share_ && i >= share_->from && i < share_->to) continue;
    const bool but =
        is_one_of(word(i), {"except", "excepting", "excluding"}) ||
        (word(i) == "apart" && word(i + 1) == "from") ||
        (is_one_of(word(i), {"other", "aside"}) && is_one_of(word(i + 1), {"than", "from"}));
    if (but && event_) return refuse("\"" + cut(i) + "\": " + whom_unclear, how_many());
  }
  const bool zero = share_ && share_->events == 0.0;
  if (zero && event_) {
    for (std::size_t i = phrases.clause_from(number); i < number; ++i)
      if (is_one_of(word(i), {"may", "might", "could", "would", "can", "should"}))
        return refuse("\"" + cut(i) + "\": it is not clear whether the result came", how_many());
    for (std::size_t i = event_->to; i < std::min(event_->to + 5, tokens_.size()); ++i)
      if (is_one_of(word(i), {"most", "many", "majority", "some"}) &&
          (word(i) != "most" || word(i - 1) != "at"))
        return refuse("\"" + cut(i) + "\": " + whom_unclear, how_many());
  }
  if (!event_) return false;
  const std::size_t from = phrases.clause_from(std::min(number, event_->from));
  const std::size_t last = std::max(number_end, event_->to);
  // The word that denies the event itself: the nearest before it.
  std::size_t own = tokens_.size();
  if (event_->negated) {
    for (std::size_t i = event_->from; i-- > from;)
      if (is_negator(word(i)) ||
          is_one_of(word(i), {"avoided", "unable", "escaped", "failed", "fail", "fails"})) {
        own = i;
        break;
      }
  }
  const std::size_t inner = std::min(number_end, event_->to),
                    outer = std::max(number, event_->from);
  for (std::size_t i = from; i < std::min(last + 4, tokens_.size()); ++i) {
    if (i >= last && tokens_[i].kind == Kind::mark && tokens_[i].text != ",") break;
    const bool between = i >= inner && i < outer;
    const bool near =
        is_one_of(word(i), {"almost", "nearly"}) && event_->from > number_end && between;
    const bool yet = between && word(i) == "yet" && word(i + 1) == "to";
    const bool anything =
        between && is_one_of(word(i), {"anything", "everything"}) && word(i + 1) == "but";
    const bool all_but =
        between && word(i) == "all" && word(i + 1) == "but" && event_->from > number_end;
    if (near || yet || anything || all_but)
      return refuse("\"" + cut(i) + "\": " + whom_unclear, how_many());
    const bool fails =
        is_one_of(word(i), {"failed", "fail", "fails"}) && word(i + 1) == "to" && between;
    if ((!is_negator(word(i)) && !fails) || i == own || negator_is_understood(i)) continue;
    if (i >= last && !says_not(word(i)) && word(i) != "nowhere") continue;
    if (i >= last && word(i) == "not" &&
        is_one_of(word(i + 1),
                  {"all", "on", "with", "those", "the", "in", "taking", "one", "counting"}))
      if (word(i + 1) != "in" && word(i + 2) != "all") continue;
    if (is_one_of(word(i), {"no", "without"}) &&
        (i < inner || (i > 0 && word(i - 1) == "with") || is_people(word(i - 1))))
      continue;
    return refuse("\"" + cut(i) + "\": " + whom_unclear, how_many());
  }
  return false;
}

}  // namespace steelyard::sentence
