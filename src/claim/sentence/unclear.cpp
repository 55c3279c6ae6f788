// What looks like a result of the treatment and is none: wishes, how people were before it, one of
// two results.
#include <algorithm>

#include "claim/sentence/finder.h"
#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"

namespace steelyard::sentence {

namespace {

constexpr PhraseTable wishes(
    "could, would, may, might, should, can, ought, hope to, hope for, hope they, hope that, "
    "hopes to, hoped, hoping, hopefully, expect, expects, expected, expecting, think, thinks, "
    "thought, thinking, believe, believes, believed, believing, wish, wished, wishes, want, "
    "wants, wanted, plan to, planned to, intend, intended, aim, aimed, aims, predicted, "
    "projected, supposed, assumed, imagine, imagined, pretend, pretended, claim, claimed, guess, "
    "likely to, due to, about to, trying to, tried to, dream, dreamt, need to, promised, said to");

constexpr PhraseTable by_itself(
    "anyway, regardless, by themselves, on their own, of their own accord, spontaneously, "
    "spontaneous, naturally, by itself, on its own, in any case, either way, by chance, "
    "for other reasons");

constexpr PhraseTable at_start(
    "at start, at beginning, at outset, at baseline, at entry, at study entry, at enrolment, "
    "at enrollment, at inclusion, at admission, on admission, at screening, at randomisation, "
    "at randomization, at trial entry, to begin with, to start with, from start, from outset, "
    "from beginning, at study start, at trial start, at first visit, at recruitment, on entry, "
    "on enrolment, on enrollment, when trial began, when study began, when trial started, "
    "when study started, when treatment started, when treatment began, when they started, "
    "when they joined, when they enrolled, when they entered, pretreatment, pre treatment, "
    "in advance, beforehand, at diagnosis, at day zero, entered study, entered trial, "
    "joined study, joined trial, started study, started trial, began study, began trial");

}  // namespace

bool Reader::refuse_no_result() {
  return refuse_uncounted() || refuse_loss() || refuse_unknown_verb() || refuse_changed_thing() ||
         refuse_not_after_treatment() || refuse_two_events();
}

// "60% improved their diet", "recovered from surgery", "60% of the improvement"
bool Reader::refuse_changed_thing() {
  if (!event_ || !is_good_event(event_->topic)) return false;
  const std::size_t to = event_->to;
  const bool verb = is_one_of(word(event_->from), {"improved", "improve", "improves"});
  const bool owned = is_one_of(word(to), {"their", "his", "her", "its"});
  const bool health = [&] {
    for (std::size_t i = to + 1; i < to + 4; ++i)
      if (is_one_of(word(i),
                    {"symptoms",  "symptom",   "pain",    "function",   "functioning", "score",
                     "scores",    "condition", "health",  "disability", "mobility",    "walking",
                     "vision",    "sight",     "skin",    "disease",    "quality",     "kidney",
                     "renal",     "lupus",     "joint",   "joints",     "sleep",       "strength",
                     "breathing", "hearing",   "balance", "fatigue",    "proteinuria", "urine",
                     "acr20"}))
        return true;
    return false;
  }();
  if (verb && owned && !health)
    return refuse_phrase({event_->from, to + 2},
                         "it is not clear that this is a result of the treatment");
  const bool recovered = is_one_of(
      word(event_->from),
      {"recovered", "recover", "recovers", "recovery", "recovering", "healed", "healing"});
  if (recovered && is_one_of(word(to), {"from", "after"}))
    for (std::size_t i = to + 1; i < to + 4; ++i)
      if (is_one_of(word(i),
                    {"surgery", "operation", "operations", "anaesthesia", "anesthesia", "procedure",
                     "transplant", "transplantation", "chemotherapy", "injection", "infusion",
                     "drug", "biopsy", "accident", "fall", "treatment"}))
        return refuse_phrase({event_->from, i + 1},
                             "it is not clear that this is a result of the treatment");
  if (is_one_of(word(to), {"to", "in", "at"}) || recovered)
    for (std::size_t i = to; i < to + 4; ++i)
      if (is_one_of(word(i), {"survey", "questionnaire", "questionnaires", "letter", "call",
                              "email", "question", "questions", "invitation", "work", "school",
                              "business", "costs", "money", "advert", "poll", "interview"}))
        return refuse_phrase({event_->from, i + 1},
                             "it is not clear that this is a result of the treatment");
  if (share_ && word(share_->to) == "of") {
    std::size_t i = share_->to + 1;
    while (is_one_of(word(i), {"the", "all", "their", "this", "total", "overall", "these"})) ++i;
    if (i == event_->from &&
        is_one_of(word(i), {"improvement", "improvements", "benefit", "benefits", "response",
                            "responses", "remission", "remissions", "recovery", "relief",
                            "reduction", "success", "successes", "cures", "healing"}) &&
        (i > share_->to + 1 || word(i).ends_with('s')))
      return refuse("the sentence counts " + std::string(word(i)) + ", not people",
                    "only numbers of patients can be set against trials");
  }
  return false;
}

// "could improve", "would have improved anyway", "in remission at the start"
bool Reader::refuse_not_after_treatment() {
  const PhraseFinder phrases(tokens_);
  const std::size_t number = share_ ? share_->from : relative_ ? relative_->from : 0;
  const std::size_t from = event_ ? std::min(event_->from, number) : number;
  const std::size_t last = event_ ? std::max(event_->to, number) : number;
  const std::size_t begin = phrases.clause_from(from), end = phrases.clause_to(last);
  const bool able =
      event_ && (event_->topic == EventTopic::opinion ||
                 is_one_of(word(event_->from), {"walk", "walking", "walked", "sleep", "see"}));
  const bool counted = event_ && event_->topic != EventTopic::opinion;
  if (counted)
    for (std::size_t i = from; i < last; ++i) {
      const auto found = phrases.at(wishes, i);
      if (!found || (i >= event_->from && i < event_->to)) continue;
      if (able && is_one_of(word(i), {"could", "can"})) continue;
      if (word(i) == "could" && word(i + 1) == "be" && i > 0 && word(i - 1) == "who" &&  // whom they could count
          is_one_of(word(i + 2), {"traced", "followed", "reached", "evaluated", "assessed", "examined", "contacted"}))
        continue;
      if (word(i) == "may" &&
          ((i > 0 && is_one_of(word(i - 1), {"in", "since", "by", "until", "of"})) ||
           (i + 1 < tokens_.size() && tokens_[i + 1].kind == Kind::number)))
        continue;
      if (is_one_of(word(i), {"expected", "due", "likely"}) &&
          (relative_ || (i > 0 && is_one_of(word(i - 1), {"as", "than"})) ||
           !is_one_of(word(i + 1), {"to"})))
        continue;
      return refuse_phrase(*found, "it is not clear whether the result came");
    }
  if (event_ && is_good_event(event_->topic))
    if (const auto found = phrases.first(by_itself, begin, end);
        found && !(found->from == 0 && mark(found->to, ",") && is_one_of(word(1), {"its", "itself"})))  // the drug alone
      return refuse_phrase(*found, "the result is said to come without the treatment");
  if (!event_) return false;
  const char* early = "it is not clear whether this was before or after the treatment";
  if (const auto found = phrases.first(at_start, begin, end);
      found && !(found->from > 0 && is_one_of(word(found->from - 1), {"than", "with", "to"})))
    return refuse_phrase(*found, early);
  for (std::size_t i = begin; i < end; ++i) {
    if (word(i) == "baseline" &&
        !is_one_of(word(i - 1), {"from", "than", "to", "with", "over", "of"}) && i > 0)
      return refuse_phrase({i, i + 1}, early);
    if (word(i) == "already" && i + 1 >= from && i <= last + 2) {
      bool timed = false;
      for (std::size_t at = i + 1; at < end; ++at)
        timed = timed || is_one_of(word(at), {"after", "within", "by"});
      if (!timed) return refuse_phrase({i, i + 1}, early);
    }
    if (!is_one_of(word(i), {"before", "prior"})) continue;
    if (i > 0 && is_one_of(word(i - 1), {"than", "with", "no", "as", "to"})) continue;
    const bool placed = i >= event_->to || i == begin || i + 2 < from;
    if (i >= event_->to && (i + 1 >= end || tokens_[i + 1].kind == Kind::mark))
      return refuse_phrase({i, i + 1}, early);
    for (std::size_t at = i + 1; placed && at < std::min(i + 6, end); ++at)
      if (is_one_of(word(at),
                    {"treatment", "therapy",    "trial",     "study",         "start",
                     "started",   "starting",   "beginning", "began",         "it",
                     "drug",      "drugs",      "infusion",  "vaccination",   "vaccine",
                     "taking",    "receiving",  "getting",   "treated",       "being",
                     "cells",     "medicine",   "injection", "randomisation", "randomization",
                     "enrolment", "enrollment", "they",      "dose",          "doses",
                     "first",     "infusions"}))
        return refuse_phrase({i, at + 1}, early);
  }
  return false;
}

// "half of the patients in remission relapsed": which of the two was counted?
bool Reader::refuse_two_events() {
  // "Stable or improved": how many of them improved is not said.
  const auto unchanged = [](const Event& event) { return event.topic == EventTopic::no_change; };
  for (std::size_t i = 0; event_ && share_ && i + 1 < events_.size(); ++i) {
    const Event &first = events_[i], &second = events_[i + 1];
    // "Reached remission or improved": nor how many reached the better of the two.
    const bool better = is_good_event(first.topic) && is_good_event(second.topic) && !first.denied &&
                        !second.denied && first.topic != second.topic &&
                        (first.topic == EventTopic::remission || second.topic == EventTopic::remission);
    if ((unchanged(first) == unchanged(second) && !better) || second.from > first.to + 3) continue;
    if (first.from != event_->from && second.from != event_->from) continue;
    for (std::size_t at = first.to; at < second.from; ++at)
      if (word(at) == "or")
        return refuse_phrase({first.from, second.to}, "it is not said how many had which of the two");
  }
  if (!event_ || event_->from < (share_ ? share_->to : relative_ ? relative_->from : 0))
    return false;
  const auto good = [](const Event& e) { return is_good_event(e.topic) != e.denied; };
  for (const Event& other : events_) {
    if (other.from <= event_->from || other.of_whom || good(other) == good(*event_)) continue;
    if (!is_good_event(other.topic) && !is_bad_event(other.topic)) continue;
    if (other.topic == EventTopic::symptom && is_good_event(event_->topic)) continue;
    if (!is_good_event(event_->topic) && !is_bad_event(event_->topic)) continue;
    if (is_one_of(word(event_->to),
                  {"in", "of", "from", "after", "with", "on", "to", "despite", "rate", "since",
                   "than", "when", "following", "during", "until", "for"}))
      continue;
    const auto split = [](const Token& token) {
      return token.kind == Kind::mark || token.kind == Kind::number ||
             token.kind == Kind::percent ||
             is_one_of(token.text, {"and", "but", "who", "whose", "with", "after", "despite",
                                    "without", "or", "from", "because", "than", "as"});
    };
    const auto from = tokens_.begin() + static_cast<std::ptrdiff_t>(event_->to);
    const auto to = tokens_.begin() + static_cast<std::ptrdiff_t>(other.from);
    const bool later =
        good(*event_) &&
        std::any_of(from, to,
                    [](const Token& token) {
                      return is_one_of(token.text, {"then", "later", "subsequently", "eventually",
                                                    "afterwards", "but", "soon", "before"});
                    }) &&
        std::none_of(from, to, [](const Token& token) {
          return token.kind != Kind::word && token.kind != Kind::mark;
        });
    if (!later && std::any_of(from, to, split)) continue;
    return refuse("it is not clear which is counted: \"" +
                      slice(tokens_, event_->from, event_->to) + "\" or \"" +
                      slice(tokens_, other.from, other.to) + "\"",
                  how_many());
  }
  if (share_ && comparison_ < tokens_.size() && word(comparison_) == "than" &&
      comparison_ > share_->from && denied_comparison())
    return refuse("the share is said to be no other than something else, which is a second claim",
                  "write one sentence for each");
  // "60% improved; that is less than with placebo"
  if (share_ && comparison_ < tokens_.size() && comparison_ >= 1 && word(comparison_) == "than" &&
      is_one_of(word(comparison_ - 1), {"less", "fewer", "lower", "worse", "smaller", "rarer"}))
    return refuse("the share is said to be \"" + std::string(word(comparison_ - 1)) +
                      " than\" something else, which is a second claim",
                  "write one sentence for each");
  return false;
}

// "65% of patients, all of whom had failed other drugs, improved": the clause between tells whom.
bool Reader::refuse_clause_between() {
  if (!share_ || !event_ || event_->from < share_->to) return false;
  std::size_t open = tokens_.size();
  for (std::size_t i = share_->to; i < event_->from; ++i) {
    if (is_one_of(word(i), {"whom", "who", "whose"}))
      for (std::size_t back = 1; back <= 3; ++back)
        if (mark(i - back, ",")) open = i;
    if (mark(i, ",") && open < i) open = tokens_.size();
  }
  if (open == tokens_.size()) return false;
  const auto begins_result = [&](std::size_t i) {
    for (std::size_t at = i; at < i + 4; ++at)
      if (is_result(word(at))) return true;
    return false;
  };
  for (std::size_t i = event_->to; i + 1 < tokens_.size(); ++i)
    if (mark(i, ",") && begins_result(i + 1))
      return refuse_phrase({open, i},
                           "it is not clear whether this is the result, or tells whom it counts");
  return false;
}

}  // namespace steelyard::sentence
