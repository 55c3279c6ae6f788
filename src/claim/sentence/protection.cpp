// Protection, prevention and tests: a word for an illness that nobody is said to have got.
#include <algorithm>

#include "claim/sentence/event_words.h"
#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"

namespace steelyard::sentence {

namespace {

constexpr PhraseTable protections(
    "protected, protects, protect, protecting, protection, protective, spared, spares, shielded, "
    "shields, immune to, immune from, tested negative, test negative, testing negative, "
    "saved from, safe from, guarded");

constexpr PhraseTable preventions(
    "prevented, prevents, prevent, preventing, prevention, preventable, averted, averts, avert, "
    "escaped, escape, escapes, escaping, avoided, avoid, avoids, avoiding, dodged, evaded, evade, "
    "eluded, stayed clear, kept clear, warded off");

}  // namespace

// A result that is not known, beside a word for another one, would be taken for that one.
bool Reader::refuse_uncounted() {
  const PhraseFinder phrases(tokens_);
  const char* why =
      "it is not clear whom the sentence counts: those with the result, or those without";
  if (const auto found = phrases.first(protections, 0, tokens_.size());
      found && (!event_ || !is_good_event(event_->topic)))
    return refuse_phrase(*found, why);
  const auto prevented = phrases.first(preventions, 0, tokens_.size());
  const bool share_avoided = share_ && event_ && event_->denied && prevented &&
                             prevented->from > share_->from &&
                             is_one_of(word(prevented->from), {"avoided", "avoid", "escaped"});
  if (prevented && !share_avoided && (relative_ || (event_ && is_bad_event(event_->topic))))
    return refuse_phrase(*prevented, why);
  if (event_ && event_->topic == EventTopic::illness) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(4, event_->from); ++back)
      if (const std::size_t i = event_->from - back;
          is_one_of(word(i), {"vaccinated", "immunised", "immunized", "tested", "screened",
                              "insured", "checked", "examined", "vaccine", "vaccines"}) &&
          is_one_of(word(i + 1), {"against", "for"}))
        return refuse_phrase({i, event_->to}, why);
    if (is_one_of(word(event_->to),
                  {"test", "tests", "scan", "scans", "vaccine", "vaccines", "vaccination", "drug",
                   "drugs", "treatment", "screening", "check", "clinic"}))
      return refuse_phrase({event_->from, event_->to + 1}, why);
  }
  if (event_) return false;
  if (prevented && share_ && prevented->from < share_->from) return refuse_phrase(*prevented, why);
  const bool named = std::ranges::any_of(tokens_, [](const Token& token) {
    return token.kind == Kind::word && !is_one_of(token.text, {"disease", "dialysis", "cancer"}) &&
           std::ranges::any_of(event_words(), [&](const EventWords& each) {
             return each.only_if_had && each.phrase == token.text;
           });
  });
  const bool needed =
      relative_ && is_one_of(word(relative_->to), {"needed", "need", "needs", "required"});
  const bool risk = relative_ && !relative_->named && has({"risk", "risks"});
  if (relative_ && !needed && !(risk && !named))
    return refuse(
        "it is not clear which result the ratio counts",
        "write \"twice as many people improved\" or \"50% fewer people got tuberculosis\"");
  if (named && share_)
    return refuse("it is not clear whether the people counted got the illness",
                  "write \"5 of 200 people got tuberculosis\"");
  return false;
}

}  // namespace steelyard::sentence
