// Results that were lost, spoilt, feared or only spoken of, and did not come or did not stay.
#include <algorithm>

#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"

namespace steelyard::sentence {

namespace {

// Before what was lost.
constexpr PhraseTable losses(
    "lost, lose, loses, losing, loss, losses, stopped, stop, stops, stopping, ceased, cease, "
    "ceases, ceasing, quit, quitting, lack, lacks, lacked, lacking, denied, deny, denying, "
    "refused, forfeited, forfeit, missed, miss, missing, ended, ending, end of, out of remission, "
    "out of response, fell from, far from, short of, absence of, absent, gave up, gave away, "
    "deprived, robbed, abandoned, sacrificed, reversed, reversal of, interrupted, halted, halt, "
    "halts, slows, slowed, arrests, arrested, curbs, curbed, "
    "left remission, leave remission, exited, waning, fading, faded, delayed, delay, delays, "
    "postponed, hindered, impeded, blocked, had their, have their, without, nearly, almost, "
    "failed, fail, fails, failing, unable, danger of, risk of losing, turned away, waiting, "
    "eligible, candidates, candidate, asked, applied, prayed, longed, overcame, overcome, solved, got over, "
    "got past, bounced back from, recovered from");

// Behind what was lost.
constexpr PhraseTable gone(
    "initially, at first, for a while, for a time, "
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

// A result that is spoken of and did not come.
constexpr PhraseTable not_reached(
    "shot at, in sight, within reach, had history of, have history of, told they, were told, "
    "was told, been told, feared, fear of, fearing, fears of, faced, facing, face, at risk of, "
    "at risk for, warned about, warned of, warned that, lost parent, lost mother, lost father, "
    "lost friend, lost husband, lost wife, lost child, lost relative, worried about, "
    "worry about, anxious about, afraid of, scared of, asked about, hopes of, hope of, "
    "verge of, brink of, on way to, on road to, on path to, close to remission, "
    "close to response, near remission, odds of, prospect of, concerned about, dreaded, "
    "dreading, read about, heard about, heard of, learned about, knew someone, had relative, "
    "family member");

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
                          "improvements", "recovery", "relief", "success", "cure", "benefit",
                          "benefits", "closure", "healing", "reduction"});
}

// What one does with a result that came.
bool brings(std::string_view word) {
  return is_one_of(
      word, {"had",       "have",      "has",          "having",     "got",          "get",
             "gets",      "getting",   "achieved",     "achieve",    "achieving",    "achieves",
             "reached",   "reach",     "reaching",     "showed",     "show",         "shows",
             "showing",   "shown",     "experienced",  "experience", "experiencing", "experiences",
             "attained",  "attain",    "obtained",     "obtain",     "entered",      "enter",
             "entering",  "went",      "go",           "gone",       "going",        "came",
             "saw",       "see",       "seen",         "seeing",     "noticed",      "notice",
             "noted",     "report",    "reported",     "reporting",  "felt",         "feel",
             "found",     "find",      "gained",       "gain",       "enjoyed",      "made",
             "make",      "with",      "was",          "were",       "are",          "is",
             "be",        "been",      "remained",     "remain",     "stayed",       "stay",
             "still",     "into",      "in",           "and",        "or",           "maintained",
             "sustained", "kept",      "demonstrated", "displayed",  "exhibited",    "met",
             "describe",  "described", "of",           "than",       "not",          "no",
             "did",       "derived",   "received",     "needed",     "after",        "by",
             "or",        "produced",  "led",          "resulted",   "reaches",      "did",
             "also",      "then",      "on",           "as",         "likely",       "more",
             "fewer",     "less",      "without",      "treatment",  "drug",         "therapy",
             "rate"});
}

// Behind a bad event: what says neither that it came nor how bad it was.
bool ends_it(std::string_view word) {
  const bool says_it_came = is_one_of(
      word, {"was",       "were",       "is",        "are",      "has",       "have",      "had",      "been",
             "be",        "occurred",   "occur",     "occurs",   "happened",  "happens",   "happen",   "developed",
             "develop",   "develops",   "appeared",  "appears",  "came",      "arose",     "seen",     "found",
             "noted",     "reported",   "observed",  "recorded", "documented", "detected", "diagnosed", "confirmed",
             "present",   "registered", "rate",      "rates",    "risk",      "cases",     "case",     "only",
             "just",      "about",      "then",      "still",    "also",      "later",     "such",     "as",
             "affected",  "affects",    "struck",    "hit",      "followed",  "set",       "worse",    "again",
             "increased", "returned",   "recurred",  "ensued",   "started",   "triggered", "caused",   "continued",
             "persisted", "remained",   "lasted",    "worsened", "spread",    "progressed", "counted", "noticed",
             "mentioned", "listed",     "described", "expected", "experienced", "suffered", "needed", "required",
             "treated",   "either",     "never",     "ever",     "however",   "after",     "when",     "often"});
  return !says_it_came && (word.ends_with("ed") || word.ends_with("er") || word.ends_with("en") ||
                           is_one_of(word, {"less", "kept", "held", "put", "brought", "dealt", "shrank", "shrunk",
                                            "cut", "under", "absent", "gone", "went", "sank", "stopping"}));
}

}  // namespace

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
        found &&
        (good || !is_one_of(word(i), {"without", "delayed", "delay", "delays", "missed"})) &&
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
  if (const std::size_t begin = phrases.clause_from(event_->from); word(begin) == "initially")
    return refuse_phrase({begin, begin + 1}, why);
  if (is_one_of(word(event_->from), {"quit", "stopped"}) && event_->to == event_->from + 1 &&
      begins_event(word(event_->to)))
    return refuse_phrase({event_->from, event_->to + 1}, why);
  // "came out of remission", "fell out of it"
  if (event_->from >= 2 && word(event_->from - 1) == "of" && word(event_->from - 2) == "out")
    return refuse_phrase({event_->from - 2, event_->to}, why);
  constexpr std::size_t behind = 4;
  if (const auto found = phrases.first(gone, event_->to, event_->to + behind)) {
    const auto cut = [](const Token& token) {
      return token.kind != Kind::word ||
             is_one_of(token.text, {"after", "who", "by", "within", "at", "until", "before"});
    };
    const auto from = tokens_.begin() + static_cast<std::ptrdiff_t>(event_->to);
    const auto to = tokens_.begin() + static_cast<std::ptrdiff_t>(found->from);
    const bool bound = found->from > 0 &&
                       is_one_of(word(found->from - 1), {"at", "or", "no", "not", "than"}) &&
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
    const auto at_least = [&](std::size_t at) {  // "had at least a partial response"
      return (word(at) == "least" && at > 0 && word(at - 1) == "at") || (word(at) == "at" && word(at + 1) == "least");
    };
    while (stands(i) && (bridge(word(i - 1)) || at_least(i - 1)) && !brings(word(i - 1))) --i;
    if (!stands(i) || brings(word(i - 1))) return false;
    const bool adjective = adjacent && [&] {
      constexpr std::size_t reach = 5;
      for (std::size_t back = 2; back <= reach && i >= begin + back; ++back) {
        const bool joins =
            is_one_of(word(i - back), {"with", "in", "of", "on", "after", "by", "and", "or"});
        if (joins && back > 2) return false;
        if (brings(word(i - back))) return true;
      }
      return false;
    }();
    if (adjective || !stands(i)) return false;
    return refuse_phrase({i - 1, event_->to}, "it is not clear whether the result came");
  }
  if (stands(i) && word(i - 1) == "to" && stands(i - 1) && !relative_ &&
      !is_one_of(word(i - 2),
                 {"began", "begin", "started", "start", "able", "continued", "managed", "due"}))
    return refuse_phrase({i - 2, event_->to}, "it is not clear whether the result came");
  const bool clause = stands(i) && is_one_of(word(i - 1), {"they", "it"}) && stands(i - 1);
  if (clause) {
    const std::size_t verb = word(i - 2) == "that" && i > begin + 2 ? i - 3 : i - 2;
    if (!is_one_of(word(verb),
                   {"said", "say", "saying", "report", "reported", "found", "told", "noticed",
                    "felt", "feel", "confirmed", "stated", "and", "when", "after"}))
      return refuse_phrase({verb, event_->to}, "it is not clear whether the result came");
  }
  return false;
}

// What names a result and does not say that it came and stayed.
bool Reader::refuse_spoken_of() {
  return refuse_not_reached() || refuse_clause_between() || refuse_gone();
}

// "Were told they had cancer", "on the verge of remission", "60% had a chance of remission"
bool Reader::refuse_not_reached() {
  if (!event_) return false;
  const PhraseFinder phrases(tokens_);
  const char* why = "it is not clear whether the result came";
  if (const auto found = phrases.first(not_reached, 0, tokens_.size());
      found && !(relative_ && word(found->from) == "odds"))
    return refuse_phrase(*found, why);
  // A chance that is multiplied is a ratio.
  if (relative_ || !share_) return false;
  for (std::size_t i = share_->to + 1; i + 1 < event_->from; ++i)
    if (is_one_of(word(i), {"chance", "chances", "hope", "hopes", "possibility", "opportunity"}) &&
        is_one_of(word(i + 1), {"of", "at", "for", "to"}))
      return refuse_phrase({i, event_->to}, why);
  return false;
}

// "Progression was halted in 88%", "serious problems were solved in 80 of 100": between a bad event and whom it counts
// stands a verb that does not say that it came.
bool Reader::refuse_ended() {
  if (!event_ || !share_ || !is_bad_event(event_->topic) || event_->denied || event_->to > share_->from) return false;
  for (std::size_t i = event_->to; i < share_->from; ++i) {
    if (tokens_[i].kind != Kind::word || is_one_of(word(i), {"who", "that", "which", "than"})) return false;
    const bool of = is_one_of(word(i), {"in", "among", "of", "for", "with", "at", "after", "on", "from", "by", "was",
                                        "were", "is", "are", "had"});
    if (of && !is_one_of(word(i), {"was", "were", "is", "are", "had"})) return false;
    if (ends_it(word(i)))
      return refuse_phrase({event_->from, i + 1}, "it is not clear whether the people counted had the result");
  }
  return false;
}

// "saw their serious side effects disappear": they had them, and no longer.
bool Reader::refuse_gone() {
  if (refuse_ended()) return true;
  if (!event_ || is_good_event(event_->topic)) return false;
  if (event_->denied && event_->topic != EventTopic::harm) return false;
  for (std::size_t i = event_->to; i < event_->to + 4; ++i)
    if (is_one_of(word(i),
                  {"disappear", "disappeared", "disappears", "vanish",       "vanished", "resolve",
                   "resolved",  "subside",     "subsided",   "ease",         "eased",    "clear",
                   "cleared",   "fade",        "faded",      "disappearing", "ended",    "stopped",
                   "ceased",    "end",         "stop",       "cease",
                   "shrink", "shrinking", "shrank", "heal", "healed", "lessen",
                   "improve", "improved", "solved", "relent", "lift", "lifted", "reverse", "reversed", "recede",
                   "receded", "retreat", "diminish", "diminished", "halted", "slowed", "arrested", "halt"}) ||
        (is_one_of(word(i), {"go", "went", "gone", "going"}) && word(i + 1) == "away"))
      return refuse_phrase({event_->from, i + 1},
                           "it is not clear whether the people counted had the result");
  return false;
}

}  // namespace steelyard::sentence
