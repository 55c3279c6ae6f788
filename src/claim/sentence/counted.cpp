// What the share of a sentence counts, and whether it makes one statement or two.
#include <algorithm>

#include "claim/sentence/reader.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

constexpr const char* one_at_a_time = "write one sentence for each";

// A quotation of a result begins with its verb, not with whom or what it follows: "taking 500 mg
// improved".
bool begins_quote(std::string_view word) {
  return word.ends_with("ly") || word.ends_with("n't") ||
         is_one_of(
             word,
             {"had",         "have",       "has",       "got",      "get",     "felt",  "feel",
              "went",        "go",         "were",      "was",      "are",     "is",    "showed",
              "show",        "reached",    "reach",     "reported", "report",  "said",  "say",
              "saw",         "see",        "achieved",  "achieve",  "did",     "do",    "not",
              "no",          "never",      "failed",    "unable",   "could",   "will",  "without",
              "became",      "become",     "remained",  "remain",   "stayed",  "stay",  "stopped",
              "only",        "severe",     "serious",   "mild",     "needed",  "need",  "noticed",
              "experienced", "experience", "developed", "gained",   "avoided", "kept",  "entered",
              "came",        "attained",   "free",      "complete", "partial", "full",  "clinical",
              "lasting",     "major",      "minor",     "further",  "any",     "be",    "been",
              "still",       "better",     "worse",     "less",     "more",    "fewer", "suffered",
              "swear",       "told",       "took"});
}

bool harmful(EventTopic topic) {
  return topic == EventTopic::harm || topic == EventTopic::death;
}

Bound opposite(Bound bound) {
  switch (bound) {
    case Bound::more_than: return Bound::fewer_than;
    case Bound::at_least: return Bound::up_to;
    case Bound::fewer_than: return Bound::more_than;
    case Bound::up_to: return Bound::at_least;
    case Bound::none: break;
  }
  return Bound::none;
}

}  // namespace

void Reader::find_event(const Numbers& numbers) {
  // "40% fewer relapses", "fewer relapses than": the word belongs to the comparison.
  std::vector<Token> tokens = tokens_;
  const bool compares = !relative_ && !has_share_ && comparison_ < tokens.size();
  if (relative_ || compares)
    for (std::size_t i = compares || relative_->named ? 0 : relative_->from;
         i < std::min(compares ? comparison_ : relative_->to, tokens.size()); ++i)
      if (is_one_of(tokens[i].text, {"fewer",     "less",   "lower",     "reduced",  "halved",
                                     "reduction", "reduce", "decreased", "smaller",  "reduces",
                                     "reducing",  "lowers", "lowered",   "lowering", "decreases",
                                     "decrease",  "cuts",   "cut",       "cutting",  "eases",
                                     "fell",      "fallen", "dropped",   "declined", "diminished"}))
        tokens[i] = Token{.kind = Kind::mark, .text = "|"};
  // "RR 0.5 for tuberculosis": whoever got it.
  if (relative_ && relative_->named)
    for (std::size_t i = relative_->from; i < tokens.size(); ++i)
      if (is_one_of(tokens[i].text, {"for", "of"})) tokens[i] = Token{.kind = Kind::mark, .text = "|"};
  if (share_ && share_->events == 0.0)  // "no reactions": the word is the number
    for (std::size_t i = share_->from; i < std::min(share_->to, tokens.size()); ++i)
      tokens[i] = Token{.kind = Kind::mark, .text = "|"};
  events_ = events_in(tokens);
  std::size_t from = tokens_.size(), to = from;
  if (relative_) {
    from = to = relative_->from;
  } else if (share_) {
    from = share_->from;
    to = share_->to;
  } else if (numbers.lone_events) {
    from = lone_at_ = numbers.lone_at;
    to = from + 1;
  } else {
    // "Side effects were not seen in 250 patients": in none of them.
    const bool some = has({"most", "many", "some", "all", "every", "majority", "each", "several",
                           "nearly", "almost", "few"});
    for (Event& event : events_)
      if (is_bad_event(event.topic) && !some) deny_behind(event, tokens_.size());
    return;
  }
  event_ = event_of(events_, from, to);
  if (!event_) return;
  // "No deaths (0 of 500)": the denial and the number are one.
  if (share_ && share_->events == 0.0 && event_->negated && event_->to < share_->from &&
      mark(share_->from - 1, "("))
    event_->denied = false;
  deny_behind(*event_, event_->from >= to ? after_auxiliaries(event_->to) : from);
  CountedEvent& counted = reading_.counted;
  counted.topic = event_->topic;
  counted.denied = event_->denied;
  counted.serious = has({"severe", "serious", "major", "dangerous", "threatening", "sae", "saes"});
  if (relative_) to = std::max(relative_->to, event_->from);
  constexpr std::size_t far = 8;  // words between a number and its verb
  std::size_t first = event_->from;
  if (event_->from >= to && event_->from < to + far && !event_->of_whom) first = to;
  while (first < event_->from &&
         (tokens_[first].kind != Kind::word || is_people(word(first)) ||
          is_one_of(word(first), {"of", "or", "the", "who", "them", "whom", "our", "these", "also", "in",
                                  "with", "as", "many", "more", "fewer", "less", "likely", "to",
                                  "all", "their", "a", "had", "have", "has", "were", "was", "are"})))
    ++first;
  if (const auto whom = stayed_at(); whom && whom->to > first && whom->to <= event_->from) first = whom->to;
  for (std::size_t i = first; i < event_->from; ++i)
    if (is_one_of(word(i), {"who", "suffered", "on"}) || (word(i) == "with" && !event_->denied) ||
        std::ranges::find(events_, i, &Event::from) != events_.end() ||
        is_one_of(tokens_[i].text, {"(", ")"}) ||
        weeks_in(word(i)) > 0 || is_people(word(i)) || is_one_of(word(i), {"group", "arm"}))
      first = event_->from;
  while (first < event_->from && !begins_quote(word(first))) ++first;
  std::size_t last = event_->to;
  if (event_->topic == EventTopic::other_good && is_one_of(word(last), {"was", "were"}))
    last += 2;  // "pain was reduced"
  if (is_one_of(word(last), {"completely", "partially", "fully", "partly"})) ++last;  // "responded completely"
  if (last + 1 < tokens_.size() && tokens_[last].text == "-" && word(last + 1) == "free") last += 2;
  if (is_one_of(word(last), {"free", "freedom"})) ++last;
  if (first == event_->from && event_->topic == EventTopic::other_good)  // "reduces fatigue"
    for (std::size_t back = 1; back <= std::min<std::size_t>(2, first); ++back)
      if (is_one_of(word(first - back), {"reduces", "reduced", "reducing", "less", "fewer", "eases",
                                         "eased", "relieves", "relieved", "lessens", "lessened",
                                         "lowers", "lowered", "improves", "decreases"})) {
        first -= back;
        break;
      }
  // "Free of tuberculosis", "did not benefit": without its denial the quotation would say the opposite.
  if (first == event_->from && event_->negated) {
    constexpr std::size_t reach = 5;
    for (std::size_t back = 1; back <= std::min(reach, first) && tokens_[first - back].kind == Kind::word; ++back) {
      const std::string_view w = word(event_->from - back);
      if (!is_one_of(w, {"not", "never", "no", "without", "free", "failed", "avoided", "escaped", "unable"}) &&
          !w.ends_with("n't"))
        continue;
      first -= back;
      if (first > 0 && is_one_of(word(first - 1), {"did", "do", "were", "are", "had", "have", "stayed", "remained",
                                                   "was", "is", "could", "has"}))
        --first;
      break;
    }
  }
  // "Serious adverse events" are not any.
  while (first > 0 && is_one_of(word(first - 1), {"serious", "severe", "major", "mild", "minor", "dangerous"})) --first;
  first = from_degree(first);
  counted.words = slice(tokens_, first, last);
}

// "Complete renal remission", "partial or complete response": not any remission. Gives: where it begins.
std::size_t Reader::from_degree(std::size_t event) const {
  std::size_t first = event;
  for (std::size_t at = event; at > 0;) {
    --at;
    if (is_one_of(word(at), {"complete", "partial", "full", "total", "fully", "completely", "partially", "partly"}))
      first = mark(at - 1, "-") && word(at - 2) == "near" ? at - 2 : word(at - 1) == "near" ? at - 1 : at;
    else if (!is_one_of(word(at), {"or", "and", "renal", "kidney", "clinical", "near", "least"}) && !mark(at, "-"))
      break;
  }
  const std::size_t least = is_one_of(word(first - 1), {"a", "an"}) ? first - 1 : first;  // "at least a partial"
  return is_one_of(word(first), {"complete", "partial", "full"}) && word(least - 1) == "least" && word(least - 2) == "at" ? least - 2 : first;
}

// "13 of 20 improved, 7 did not": the second number must be that of the others, and says nothing
// new. Gives: whether the sentence is refused.
bool Reader::take_others(Numbers& numbers) {
  if (!numbers.another || !share_ || !event_ || !share_->events || !share_->n) return false;
  const std::size_t other = *numbers.another;
  std::size_t from = other, to = other + 1;
  if (other < event_->to || other < share_->to) return false;
  while (from > event_->to && from > share_->to &&
         (is(from - 1, Kind::mark) ||
          is_one_of(word(from - 1), {"and", "but", "while", "whereas", "the", "other", "remaining"})))
    --from;
  while (is_people(word(to)) || is_one_of(word(to), {"others", "of", "them"})) ++to;
  if (is_one_of(word(to), {"didn't", "weren't", "don't", "hadn't", "haven't"}))
    ++to;
  else if (word(to + 1) == "not" &&
           is_one_of(word(to), {"did", "do", "were", "are", "had", "have", "was"}))
    to += 2;
  else
    return false;
  const auto same = std::ranges::find_if(events_, [&](const Event& event) {
    return event.from >= to && event.from < to + 4 && event.topic == event_->topic;
  });
  if (same != events_.end()) to = same->to;
  if (to < tokens_.size() && !is(to, Kind::mark)) return false;
  const double all = *share_->events + tokens_[other].value;
  if (all != *share_->n)
    return refuse(people_text(*share_->events) + " and " + people_text(tokens_[other].value) +
                      " are " + people_text(all) + " people together, not " +
                      people_text(*share_->n),
                  "are the numbers right?");
  tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(from),
                tokens_.begin() + static_cast<std::ptrdiff_t>(to));
  numbers.another.reset();
  comparison_ = comparison_at();
  find_event(numbers);
  return false;
}

bool Reader::hedged() const {
  if (!event_) return false;
  constexpr std::size_t reach = 3;
  for (std::size_t back = 1; back <= reach && back <= event_->from; ++back)
    if (is_one_of(word(event_->from - back), {"hardly", "barely", "scarcely"})) return true;
  return false;
}

// Two statements in one sentence would lose one of them.
bool Reader::refuse_bundle(const Numbers& numbers) {
  if (hedged())
    return refuse("\"hardly\", \"barely\" and \"scarcely\" leave open whether the result was there",
                  "write how many had the result, such as \"150 of 200 people improved\"");
  const auto first = [&] {
    const std::size_t from = share_ ? share_->from : relative_ ? relative_->from : numbers.lone_at;
    const std::size_t to = share_ ? share_->to : from + 1;
    return slice(tokens_, from, event_ && event_->to > to ? event_->to : to);
  };
  const auto two = [&](std::size_t from, std::size_t to) {
    while (from < to && tokens_[from].kind == Kind::mark) ++from;
    return refuse("two things are claimed: \"" + first() + "\" and \"" + slice(tokens_, from, to) + "\"",
                  one_at_a_time);
  };
  if (numbers.another && (has_share_ || relative_)) {
    const auto other = event_of(events_, *numbers.another, *numbers.another + 1);
    return two(*numbers.another, other && other->from > *numbers.another ? other->to
                                                                         : *numbers.another + 2);
  }
  const CountedShare *counts = nullptr, *percent = nullptr;
  for (const CountedShare& share : numbers.shares) (share.counts ? counts : percent) = &share;
  if (counts != nullptr && percent != nullptr) {
    const auto a = event_of(events_, counts->from, counts->to);
    const auto b = event_of(events_, percent->from, percent->to);
    if (a && b && a->from != b->from && is_good_event(a->topic) != is_good_event(b->topic)) {
      const auto& later = counts->from > percent->from ? *counts : *percent;
      const auto& earlier = counts->from > percent->from ? *percent : *counts;
      const auto event = event_of(events_, later.from, later.to);
      const auto before = event_of(events_, earlier.from, earlier.to);
      return refuse("two things are claimed: \"" +
                        slice(tokens_, earlier.from, std::max(earlier.to, before->to)) + "\" and \"" +
                        slice(tokens_, later.from, std::max(later.to, event->to)) + "\"",
                    one_at_a_time);
    }
  }
  if (!event_ || (!has_share_ && !relative_)) return false;
  for (const Event& other : events_) {
    if (other.from == event_->from || other.of_whom) continue;
    const bool denial = is_good_event(event_->topic) && harmful(other.topic) && other.denied;
    const bool joined = other.from > event_->to &&
                        [&] {
                          for (std::size_t i = event_->to; i < other.from; ++i)
                            if (is_one_of(word(i), {"and", "but"})) return true;
                          return false;
                        }();
    const bool rest = other.from > event_->to && other.topic != event_->topic &&
                      has({"rest", "others", "remaining", "remainder"});
    if (rest) return two(event_->to, other.to);
    const bool benefit_too = harmful(event_->topic) && is_good_event(other.topic) && joined;
    if (!denial && !benefit_too) continue;
    std::size_t from = other.from;
    while (denial && from > 0 && tokens_[from - 1].kind == Kind::word && other.from - from < 5 &&
           !is_one_of(word(from), {"no", "without", "never", "not", "nobody"}))
      --from;
    return two(from, other.to);
  }
  return false;
}

// "199 of 200 had no side effects": 1 of 200 had them.
bool Reader::take_complement() {
  Claim& claim = reading_.claim;
  if (claim.events && !claim.n) {
    refuse("it is not said how many people the " + people_text(static_cast<double>(*claim.events)) +
               " without the problem were among",
           "write both numbers, such as \"1 of 200 people had side effects\"");
    return false;
  }
  const auto n = claim.n;
  if (event_) {
    const bool grave = event_->from > 0 && is_one_of(word(event_->from - 1), {"serious", "severe", "major"});
    reading_.counted.words = slice(tokens_, event_->from - (grave ? 1 : 0), event_->to);
  }
  const std::string size = n ? people_text(static_cast<double>(*n)) : "";
  if (claim.events) {
    claim.events = *n - *claim.events;
    understood("had_it_counts",
               {{"events", people_text(static_cast<double>(*claim.events))}, {"n", size},
                                 {"what", reading_.counted.words}});
  }
  if (!claim.percent_text.empty()) {
    const std::size_t point = claim.percent_text.find('.');
    const int decimals =
        point == std::string::npos ? 0 : static_cast<int>(claim.percent_text.size() - point - 1);
    claim.percent_text = fixed(100 - parse_number(claim.percent_text).value_or(0), decimals);
    if (!claim.events) understood("had_it_percent",
                                  {{"percent", claim.percent_text}, {"what", reading_.counted.words}});
  }
  const bool none = claim.events == 0 || parse_number(claim.percent_text) == 0.0;
  if (none) {
    claim.events = 0;
    claim.percent_text.clear();
  }
  reading_.bound = opposite(reading_.bound);
  reading_.counted.denied = false;
  return true;
}

}  // namespace steelyard::sentence
