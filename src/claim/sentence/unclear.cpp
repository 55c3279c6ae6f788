// What looks like a result of the treatment and is none: loss, wishes, how people were before it.
#include <algorithm>

#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"

namespace steelyard::sentence {

namespace {

constexpr const char* plain_result =
    "write how many had which result after the treatment, such as \"150 of 200 people improved\"";

// Before what was lost.
constexpr PhraseTable losses(
    "lost, lose, loses, losing, loss, losses, stopped, stop, stops, stopping, ceased, cease, "
    "ceases, ceasing, quit, quitting, lack, lacks, lacked, lacking, denied, deny, denying, "
    "refused, forfeited, forfeit, missed, miss, missing, ended, ending, end of, out of remission, "
    "out of response, fell from, far from, short of, absence of, absent, gave up, gave away, "
    "deprived, robbed, abandoned, sacrificed, reversed, reversal of, interrupted, halted, halt, "
    "left remission, leave remission, exited, waning, fading, faded, delayed, delay, delays, "
    "postponed, hindered, impeded, blocked, had their, have their, without, nearly, almost, "
    "failed, fail, fails, failing, unable, danger of, risk of losing, turned away, waiting, "
    "eligible, candidates, candidate, asked, applied, prayed, longed");

// Behind what was lost.
constexpr PhraseTable gone(
    "ended, ends, end, ending, stopped, stops, ceased, lost, short lived, shortlived, short term, "
    "brief, briefly, delayed, late, faded, fades, waned, wanes, fade, fading, wane, waning, "
    "weaken, weakened, slip, slipped, collapse, went away, go away, ran out, run out, wear off, "
    "taken away, dried up, wore off, wears off, worn off, was denied, were denied, temporary, "
    "temporarily, transient, transiently, fleeting, reversed, collapsed, absent, missing, "
    "lacking, badly, poorly, negatively, adversely, unfavourably, unfavorably, inadequately, "
    "insufficiently, too late, not maintained, not sustained, not last, didn't last, lasted only, "
    "cut short, interrupted, less, least, worse, only on, instead, financially, that they, yes");

// "A poor response", "an immune response": no good one.
constexpr PhraseTable spoilt(
    "poor, poorer, incomplete, inadequate, insufficient, suboptimal, weak, weaker, negative, bad, "
    "worse, slow, slower, late, delayed, immune, antibody, allergic, inflammatory, stress, "
    "pathological, abnormal, adverse, harmful, undesired, limited, minimal, little, "
    "unsatisfactory, disappointing, false, apparent, temporary, transient, brief, short lived, "
    "placebo, nocebo, previously, formerly, falsely, allegedly, supposedly, once");

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

bool bridge(std::string_view word) {
  return is_one_of(
      word, {"their",   "his",     "her",      "its",         "the",      "a",        "an",
             "any",     "all",     "this",     "that",        "of",       "having",   "to",
             "from",    "being",   "have",     "had",         "complete", "full",     "good",
             "partial", "renal",   "clinical", "initial",     "earlier",  "previous", "early",
             "in",      "into",    "be",       "been",        "or",       "were",     "was",
             "are",     "is",      "first",    "sustained",   "ever",     "kidney",   "disease",
             "some",    "much",    "serious",  "severe",      "major",    "minor",    "mild",
             "signs",   "sign",    "for",      "got",         "get",      "getting",  "developed",
             "keep",    "keeping", "maintain", "maintaining", "sustain",  "retain"});
}

bool is_result_noun(std::string_view word) {
  return is_one_of(word, {"remission", "remissions", "response", "responses", "improvement",
                          "improvements", "recovery", "relief", "success", "cure", "benefit", "benefits",
                          "closure", "healing", "reduction"});
}

// What one does with a result that came.
bool brings(std::string_view word) {
  return is_one_of(word, {"had", "have", "has", "having", "got", "get", "gets", "getting", "achieved",
                          "achieve", "achieving", "achieves", "reached", "reach", "reaching", "showed",
                          "show", "shows", "showing", "shown", "experienced", "experience",
                          "experiencing", "experiences", "attained", "attain", "obtained", "obtain",
                          "entered", "enter", "entering", "went", "go", "gone", "going", "came", "saw",
                          "see", "seen", "seeing", "noticed", "notice", "noted", "report", "reported",
                          "reporting", "felt", "feel", "found", "find", "gained", "gain", "enjoyed",
                          "made", "make", "with", "was", "were", "are", "is", "be", "been", "remained",
                          "remain", "stayed", "stay", "still", "into", "in", "and", "or", "maintained",
                          "sustained", "kept", "demonstrated", "displayed", "exhibited", "met",
                          "describe", "described", "of", "than", "not", "no", "did", "derived",
                          "received", "needed", "after", "by", "or", "produced", "led", "resulted",
                          "reaches", "did", "also", "then", "on", "as", "likely", "more", "fewer",
                          "less", "without", "treatment", "drug", "therapy", "rate"});
}

}  // namespace

bool Reader::refuse_phrase(const WordRange& place, const std::string& why) {
  return refuse("\"" + slice(tokens_, place.from, place.to) + "\": " + why, plain_result);
}

bool Reader::refuse_no_result() {
  return refuse_uncounted() || refuse_loss() || refuse_unknown_verb() ||
         refuse_changed_thing() || refuse_not_after_treatment() ||
         refuse_two_events();
}

// "lost their response", "a poor response", "remission ended"
bool Reader::refuse_loss() {
  if (!event_) return false;
  const PhraseFinder phrases(tokens_);
  const char* why = "it is not clear whether the people counted had the result";
  const bool good = is_good_event(event_->topic);
  if (word(event_->to) == "of" && is_one_of(word(event_->to + 1), {"remission", "response"}))
    return refuse_phrase({event_->from, event_->to + 2}, why);
  if (event_->denied && good) {
    // "no longer responded", "escaped remission": those without it are not simply the others
    for (std::size_t back = 1; back <= std::min<std::size_t>(6, event_->from); ++back) {
      const std::size_t i = event_->from - back;
      if (tokens_[i].kind != Kind::word) break;
      if ((word(i) == "no" && word(i + 1) == "longer") ||
          is_one_of(word(i), {"lasting", "avoided", "avoid", "escaped", "prevented"}))
        return refuse_phrase({i, event_->to}, why);
    }
    for (std::size_t i = event_->to; i < std::min(event_->to + 3, tokens_.size()); ++i)
      if (is_one_of(word(i), {"gone", "disappeared", "vanished", "ceased", "subsided", "disappear",
                              "disappears", "vanish"}))
        return refuse_phrase({event_->from, i + 1}, why);
    return false;
  }
  constexpr std::size_t reach = 5;
  for (std::size_t back = 1; back <= std::min(reach, event_->from); ++back) {
    const std::size_t i = event_->from - back;
    if (tokens_[i].kind != Kind::word) break;
    if (const auto found = phrases.at(losses, i);
        found && (good || !is_one_of(word(i), {"without", "delayed", "delay", "delays", "missed"})) &&
        !event_->denied) {
      const bool owned = is_one_of(word(i), {"had", "have"});
      if (!owned) return refuse_phrase({i, event_->to}, why);
    }
    if (good && event_->topic != EventTopic::other_good)
      if (const auto found = phrases.at(spoilt, i); found && found->to <= event_->from)
        return refuse_phrase({i, event_->to}, "it is not clear that this is a good result");
    if (good && share_ && event_->topic != EventTopic::other_good && i + 1 == event_->from &&
        event_->from > share_->to &&
        is_one_of(word(i), {"less", "fewer", "lower", "smaller", "reduced"}) &&
        !is_one_of(word(i - 1), {"no", "not"}))
      return refuse_phrase({i, event_->to}, "it is not clear that this is a good result");
    if (!bridge(word(i))) break;
  }
  if (!good) return false;
  if (is_one_of(word(event_->from), {"quit", "stopped"}) && event_->to == event_->from + 1 &&
      begins_event(word(event_->to)))
    return refuse_phrase({event_->from, event_->to + 1}, why);
  // "came out of remission", "fell out of it"
  if (event_->from >= 2 && word(event_->from - 1) == "of" && word(event_->from - 2) == "out")
    return refuse_phrase({event_->from - 2, event_->to}, why);
  constexpr std::size_t behind = 4;
  if (const auto found = phrases.first(gone, event_->to, event_->to + behind)) {
    const auto cut = [](const Token& token) {
      return token.kind != Kind::word || is_one_of(token.text, {"after", "who", "by", "within", "at", "until", "before"});
    };
    const auto from = tokens_.begin() + static_cast<std::ptrdiff_t>(event_->to);
    const auto to = tokens_.begin() + static_cast<std::ptrdiff_t>(found->from);
    const bool bound = found->from > 0 && is_one_of(word(found->from - 1), {"at", "or", "no", "not", "than"}) &&
                       is_one_of(word(found->from), {"less", "least", "worse"});
    if (!bound && std::none_of(from, to, cut)) return refuse_phrase({event_->from, found->to}, why);
  }
  return false;
}

// "60% seek remission", "60% regretted the improvement": the word before tells whether it came.
bool Reader::refuse_unknown_verb() {
  if (!event_ || !is_good_event(event_->topic) || event_->denied) return false;
  const std::size_t begin = share_ ? share_->to : relative_ ? relative_->to : 0;
  if (event_->from < begin) return false;
  std::size_t i = event_->from;
  const auto stands = [&](std::size_t at) {
    return at > begin && tokens_[at - 1].kind == Kind::word && !is_people(word(at - 1));
  };
  if (stands(i) && is_result_noun(word(i))) {
    const bool adjacent = !bridge(word(i - 1)) || is_one_of(word(i - 1), {"in", "into"});
    while (stands(i) && bridge(word(i - 1)) && !brings(word(i - 1))) --i;
    if (!stands(i) || brings(word(i - 1))) return false;
    const bool adjective = adjacent && [&] {
      constexpr std::size_t reach = 5;
      for (std::size_t back = 2; back <= reach && i >= begin + back; ++back) {
        const bool joins = is_one_of(word(i - back), {"with", "in", "of", "on", "after", "by", "and", "or"});
        if (joins && back > 2) return false;
        if (brings(word(i - back))) return true;
      }
      return false;
    }();
    if (adjective || !stands(i)) return false;
    return refuse_phrase({i - 1, event_->to}, "it is not clear whether the result came");
  }
  if (stands(i) && word(i - 1) == "to" && stands(i - 1) && !relative_ &&
      !is_one_of(word(i - 2), {"began", "begin", "started", "start", "able", "continued", "managed", "due"}))
    return refuse_phrase({i - 2, event_->to}, "it is not clear whether the result came");
  const bool clause = stands(i) && is_one_of(word(i - 1), {"they", "it"}) && stands(i - 1);
  if (clause) {
    const std::size_t verb = word(i - 2) == "that" && i > begin + 2 ? i - 3 : i - 2;
    if (!is_one_of(word(verb), {"said", "say", "saying", "report", "reported", "found", "told", "noticed",
                                "felt", "feel", "confirmed", "stated", "and", "when", "after"}))
      return refuse_phrase({verb, event_->to}, "it is not clear whether the result came");
  }
  return false;
}

// "60% improved their diet", "recovered from surgery", "60% of the improvement"
bool Reader::refuse_changed_thing() {
  if (!event_ || !is_good_event(event_->topic)) return false;
  const std::size_t to = event_->to;
  const bool verb = is_one_of(word(event_->from), {"improved", "improve", "improves"});
  const bool owned = is_one_of(word(to), {"their", "his", "her", "its"});
  const bool health = [&] {
    for (std::size_t i = to + 1; i < to + 4; ++i)
      if (is_one_of(word(i), {"symptoms", "symptom", "pain", "function", "functioning", "score",
                              "scores", "condition", "health", "disability", "mobility", "walking",
                              "vision", "sight", "skin", "disease", "quality", "kidney", "renal",
                              "lupus", "joint", "joints", "sleep", "strength", "breathing", "hearing",
                              "balance", "fatigue", "proteinuria", "urine", "acr20"}))
        return true;
    return false;
  }();
  if (verb && owned && !health)
    return refuse_phrase({event_->from, to + 2}, "it is not clear that this is a result of the treatment");
  const bool recovered = is_one_of(word(event_->from), {"recovered", "recover", "recovers", "recovery",
                                                        "recovering", "healed", "healing"});
  if (recovered && is_one_of(word(to), {"from", "after"}))
    for (std::size_t i = to + 1; i < to + 4; ++i)
      if (is_one_of(word(i), {"surgery", "operation", "operations", "anaesthesia", "anesthesia",
                              "procedure", "transplant", "transplantation", "chemotherapy", "injection",
                              "infusion", "drug", "biopsy", "accident", "fall", "treatment"}))
        return refuse_phrase({event_->from, i + 1},
                             "it is not clear that this is a result of the treatment");
  if (is_one_of(word(to), {"to", "in", "at"}) || recovered)
    for (std::size_t i = to; i < to + 4; ++i)
      if (is_one_of(word(i), {"survey", "questionnaire", "questionnaires", "letter", "call", "email",
                              "question", "questions", "invitation", "work", "school", "business", "costs",
                              "money", "advert", "poll", "interview"}))
        return refuse_phrase({event_->from, i + 1}, "it is not clear that this is a result of the treatment");
  if (share_ && word(share_->to) == "of") {
    std::size_t i = share_->to + 1;
    while (is_one_of(word(i), {"the", "all", "their", "this", "total", "overall", "these"})) ++i;
    if (i == event_->from &&
        is_one_of(word(i), {"improvement", "improvements", "benefit", "benefits", "response", "responses",
                            "remission", "remissions", "recovery", "relief", "reduction", "success",
                            "successes", "cures", "healing"}) && (i > share_->to + 1 || word(i).ends_with('s')))
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
  const bool able = event_ && (event_->topic == EventTopic::opinion ||
                               is_one_of(word(event_->from), {"walk", "walking", "walked", "sleep", "see"}));
  const bool counted = event_ && event_->topic != EventTopic::opinion;
  if (counted)
    for (std::size_t i = from; i < last; ++i) {
      const auto found = phrases.at(wishes, i);
      if (!found || (i >= event_->from && i < event_->to)) continue;
      if (able && is_one_of(word(i), {"could", "can"})) continue;
      if (word(i) == "may" && ((i > 0 && is_one_of(word(i - 1), {"in", "since", "by", "until", "of"})) ||
                               (i + 1 < tokens_.size() && tokens_[i + 1].kind == Kind::number)))
        continue;
      if (is_one_of(word(i), {"expected", "due", "likely"}) &&
          (relative_ || (i > 0 && is_one_of(word(i - 1), {"as", "than"})) ||
           !is_one_of(word(i + 1), {"to"})))
        continue;
      return refuse_phrase(*found, "it is not clear whether the result came");
    }
  if (event_ && is_good_event(event_->topic))
    if (const auto found = phrases.first(by_itself, begin, end))
      return refuse_phrase(*found, "the result is said to come without the treatment");
  if (!event_) return false;
  const char* early = "it is not clear whether this was before or after the treatment";
  if (const auto found = phrases.first(at_start, begin, end);
      found && !(found->from > 0 && is_one_of(word(found->from - 1), {"than", "with", "to"})))
    return refuse_phrase(*found, early);
  for (std::size_t i = begin; i < end; ++i) {
    if (word(i) == "baseline" && !is_one_of(word(i - 1), {"from", "than", "to", "with", "over", "of"}) && i > 0)
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
      if (is_one_of(word(at), {"treatment", "therapy", "trial", "study", "start", "started", "starting",
                               "beginning", "began", "it", "drug", "drugs", "infusion", "vaccination",
                               "vaccine", "taking", "receiving", "getting", "treated", "being", "cells",
                               "medicine", "injection", "randomisation", "randomization", "enrolment",
                               "enrollment", "they", "dose", "doses", "first", "infusions"}))
        return refuse_phrase({i, at + 1}, early);
  }
  return false;
}

// "half of the patients in remission relapsed": which of the two was counted?
bool Reader::refuse_two_events() {
  if (!event_ || event_->from < (share_ ? share_->to : relative_ ? relative_->from : 0)) return false;
  const auto good = [](const Event& e) { return is_good_event(e.topic) != e.denied; };
  for (const Event& other : events_) {
    if (other.from <= event_->from || other.of_whom || good(other) == good(*event_)) continue;
    if (!is_good_event(other.topic) && !is_bad_event(other.topic)) continue;
    if (other.topic == EventTopic::symptom && is_good_event(event_->topic)) continue;
    if (!is_good_event(event_->topic) && !is_bad_event(event_->topic)) continue;
    if (is_one_of(word(event_->to), {"in", "of", "from", "after", "with", "on", "to", "despite", "rate",
                                     "since", "than", "when", "following", "during", "until", "for"}))
      continue;
    const auto split = [](const Token& token) {
      return token.kind == Kind::mark || token.kind == Kind::number || token.kind == Kind::percent ||
             is_one_of(token.text, {"and", "but", "who", "whose", "with", "after", "despite", "without",
                                    "or", "from", "because", "than", "as"});
    };
    const auto from = tokens_.begin() + static_cast<std::ptrdiff_t>(event_->to);
    const auto to = tokens_.begin() + static_cast<std::ptrdiff_t>(other.from);
    const bool later = good(*event_) && std::any_of(from, to, [](const Token& token) {
      return is_one_of(token.text, {"then", "later", "subsequently", "eventually", "afterwards", "but",
                                    "soon", "before"});
    }) && std::none_of(from, to, [](const Token& token) {
      return token.kind != Kind::word && token.kind != Kind::mark;
    });
    if (!later && std::any_of(from, to, split)) continue;
    return refuse("it is not clear which is counted: \"" + slice(tokens_, event_->from, event_->to) +
                      "\" or \"" + slice(tokens_, other.from, other.to) + "\"",
                  plain_result);
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

}  // namespace steelyard::sentence
