// An English sentence to the fields of a claim.
#include "steelyard/claim/sentence.h"

#include <algorithm>
#include <cmath>

#include "claim/sentence/doubts.h"
#include "claim/sentence/misread.h"
#include "claim/sentence/reader.h"
#include "claim/sentence/rounded.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace sentence {

namespace {

constexpr double largest_group = 1e9;  // people; more is no group that was counted

std::string shown(const CountedShare& share) {
  if (!share.percent.empty()) return share.percent + "%";
  if (!share.events) return "";
  if (*share.events == 0 && !share.n) return "none";
  return people_text(*share.events) + (share.n ? " of " + people_text(*share.n) : "");
}

bool names_care(std::string_view word) {
  return is_one_of(word, {"drugs",    "drug",    "standard", "usual",    "conventional", "placebo", "steroids",
                          "medicine", "medicines", "medication", "controls", "control",  "comparison", "sham",
                          "dummy",    "others",  "untreated", "chemotherapy", "methotrexate", "prednisone"});
}

// "75 of 100 (75 of 100 on drugs)", "75% (drugs: 75%)": the second share is that of other people.
bool share_of_others(const std::vector<Token>& tokens, std::size_t after, std::size_t from, std::size_t to) {
  std::size_t next = to;
  while (is_one_of(word_at(tokens, next), {"of", "people", "patients", "those", "the", "were", "did", "so"})) ++next;
  if (is_one_of(word_at(tokens, next), {"on", "with", "in", "under", "given", "taking", "getting", "receiving", "for",
                                        "among", "without"})) {
    ++next;
    while (is_one_of(word_at(tokens, next), {"the", "a", "just", "only", "their", "other"})) ++next;
    if (names_care(word_at(tokens, next))) return true;
  }
  for (std::size_t i = after; i < from; ++i)
    if (names_care(word_at(tokens, i)) && (mark_at(tokens, i + 1, ":") || mark_at(tokens, i + 1, ",") || i + 1 == from) &&
        i > 0 && !is_one_of(word_at(tokens, i - 1), {"to", "on", "off", "without", "of"}))
      return true;
  return false;
}

}  // namespace

const char* bound_key(Bound bound) {
  switch (bound) {
    case Bound::more_than: return "bound_more_than";
    case Bound::at_least: return "bound_at_least";
    case Bound::fewer_than: return "bound_fewer_than";
    case Bound::up_to: return "bound_up_to";
    case Bound::none: break;
  }
  return "approximate";
}

SentenceReading Reader::read() {
  reading_.claim.language = "en";
  relative_ = relative_of(tokens_);
  if (refuse_form()) return std::move(reading_);
  if (const auto misread = misread_of(tokens_)) return refused(misread->why, misread->hint);
  reading_.claim.paraphrase = std::string(trimmed(text_));
  Numbers numbers = numbers_of(without_relative());
  if (!numbers.trouble.empty()) return refused(numbers.trouble, numbers.hint);
  comparison_ = comparison_at();
  if (!take_share(numbers)) return std::move(reading_);
  find_event(numbers);
  if (take_others(numbers)) return std::move(reading_);
  if (!has_share_ && !relative_ && comparison_ < tokens_.size())
    if (const auto control = control_at())
      return refused("\"" + slice(tokens_, control->from, control->to) +
                         "\" names people of a comparison group, and the sentence is about them",
                     "write how the people who were treated did, such as \"better than placebo\"");
  if (refuse_bundle(numbers)) return std::move(reading_);
  const std::string& percent = reading_.claim.percent_text;
  if (share_ && share_->events == 0.0 && parse_number(percent).value_or(0) > 0)
    return refused("more than one share of people is named (" + percent + "% and none)",
                   "write one sentence for each");
  if ((has_share_ || relative_) &&
      (refuse_other_people() || refuse_no_result() || refuse_negation() || refuse_spoken_of()))
    return std::move(reading_);
  take_time(numbers);
  take_kind(numbers);
  if (relative_ && reading_.claim.approx) understood(bound_key(reading_.bound));
  if (reading_.refusal.empty())
    if (refuse_not_yet() || refuse_size() || (!has_share_ && !relative_ && refuse_other_people()))
      return std::move(reading_);
  const bool range = std::ranges::find(numbers.durations, -1.0) != numbers.durations.end();
  if (reading_.refusal.empty())
    if (const auto doubt =
            doubt_of({tokens_, events_, share_ ? &*share_ : nullptr, event_ ? &*event_ : nullptr,
                      reading_.claim, has_share_ || relative_.has_value(), range}))
      return refused(doubt->why, doubt->hint);
  if (reading_.refusal.empty()) say_what_is_missing();
  return std::move(reading_);
}

bool Reader::has(std::initializer_list<std::string_view> words) const {
  return std::ranges::any_of(tokens_, [&](const Token& token) {
    return token.kind == Kind::word && is_one_of(token.text, words);
  });
}

bool Reader::has_pair(std::string_view first, std::initializer_list<std::string_view> second) const {
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
    if (word(i) == first && is_one_of(word(i + 1), second)) return true;
  return false;
}

SentenceReading Reader::refused(std::string why, std::string hint) {
  refuse(std::move(why), std::move(hint));
  return std::move(reading_);
}

bool Reader::refuse(std::string why, std::string hint) {
  if (reading_.refusal.empty()) {
    reading_.refusal = std::move(why);
    reading_.hint = std::move(hint);
  }
  return true;
}

bool Reader::refuse_phrase(const WordRange& place, const std::string& why,
                           const std::string& hint) {
  return refuse("\"" + slice(tokens_, place.from, place.to) + "\": " + why, hint);
}

// What a ratio multiplies is no share of people: the numbers are read as if it were not there.
std::vector<Token> Reader::without_relative() const {
  std::vector<Token> rest = tokens_;
  if (!relative_) return rest;
  for (std::size_t i = relative_->from; i < std::min(relative_->to, rest.size()); ++i) {
    rest[i] = {};
    rest[i].kind = Kind::mark;
    rest[i].text = "|";
  }
  return rest;
}

// The word before what something is compared with; the count of tokens if there is none.
std::size_t Reader::comparison_at() const {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!starts_comparison(i)) continue;
    if (tells_difference(i)) return tells_difference(i);
    const bool two = is_one_of(word(i), {"compared", "comparison", "relative", "superior", "inferior",
                                       "noninferior"});
    return two ? i + 1 : i;
  }
  return tokens_.size();
}

// "Differ from", "different from": where "from" stands; 0 if they do not stand here.
std::size_t Reader::tells_difference(std::size_t i) const {
  if (!is_one_of(word(i), {"differ", "differs", "differed", "different", "difference", "distinguishable",
                           "indistinguishable"}))
    return 0;
  std::size_t from = i + 1;
  while (word(from).ends_with("ly") && from < i + 3) ++from;
  return is_one_of(word(from), {"from", "to", "than"}) && is(from + 1, Kind::word) ? from : 0;
}

bool Reader::starts_comparison(std::size_t i) const {
  const std::string_view w = word(i);
  const bool number_next = i + 1 < tokens_.size() && tokens_[i + 1].kind != Kind::word;
  if (w == "than" && relative_ && i + 1 == relative_->from) return false;  // "more than doubles"
  const bool dummy = word(i + 1) == "a" && is_one_of(word(i + 2), {"sugar", "dummy", "placebo", "sham"});
  if (w == "than" && dummy) return true;
  if (w == "than" && !number_next && !is_one_of(word(i + 1), {"half", "a", "one"})) return true;
  if (is_one_of(w, {"beat", "beats", "beating"}) && (is_one_of(word(i + 1), {"their", "his", "her"}) || begins_event(word(i + 1))))
    return false;  // "beat their symptoms", "beat cancer"
  if (is_one_of(w, {"versus", "vs", "outperforms", "outperformed", "outperform", "beats", "beat",
                    "beating"}))
    return true;
  if (tells_difference(i)) return true;
  if (is_one_of(w, {"exceeds", "exceeding", "exceeded", "surpasses", "surpassing"}) && !number_next)
    return true;
  if (is_one_of(w, {"compared", "comparison", "relative"}) &&
      is_one_of(word(i + 1), {"with", "to"})) {
    // With how the same people were before: no group of others.
    for (std::size_t next = i + 2; next < i + 6; ++next)
      if (is_one_of(word(next), {"baseline", "before", "start", "beginning", "pretreatment"}))
        return false;
    return true;
  }
  if (is_one_of(w, {"superior", "inferior", "noninferior"}) && word(i + 1) == "to") return true;
  if (is_one_of(w, {"above", "over", "beyond", "against"}) && !number_next) {
    constexpr std::size_t reach = 6;
    for (std::size_t next = i + 1; next < std::min(i + reach, tokens_.size()); ++next) {
      if (tokens_[next].kind != Kind::word) return false;
      if (is_one_of(word(next), {"rate", "rates", "placebo", "standard", "usual", "conventional",
                                 "average", "current"}))
        return true;
    }
    return false;
  }
  if (w == "as" && relative_ && relative_->as && i >= relative_->to) return true;
  return w == "as" && i >= 2 && !number_next && word(i - 2) == "as" &&
         is_one_of(word(i - 1), {"effective", "good", "well", "safe", "likely", "many", "often"});
}

// One claim has one share. Two forms of the same share are read together.
bool Reader::take_share(const Numbers& numbers) {
  std::vector<CountedShare> shares = numbers.shares;
  std::ranges::sort(shares, {}, &CountedShare::from);
  const std::size_t after = comparison_;
  const auto behind = std::ranges::count_if(shares, [&](const CountedShare& s) { return s.from > after; });
  if (behind == 1 && shares.size() == 1)
    return !refuse("it is not clear which side of the comparison the share belongs to",
                   "write it of one group, such as \"150 of 200 people improved\", or put the trial into a review");
  if (behind > 0)
    return !refuse("two shares are named, one for each side of a comparison",
                   "write one sentence for each, or put the trial into a review");
  std::optional<CountedShare> counts, percent;
  for (CountedShare& share : shares) {
    std::optional<CountedShare>& slot = share.counts ? counts : percent;
    // "Roughly 7 in 10 (71%)": the round words and the number are one share.
    const auto stands_for = [&](const CountedShare& round, const CountedShare& exact) {
      const auto number = parse_number(exact.percent);
      return !share.counts && round.worked_out && !exact.worked_out && number && !round.n &&
             may_stand_for(round, *number, tokens_);
    };
    if (slot && stands_for(share, *slot)) continue;
    if (slot && stands_for(*slot, share)) slot.reset();
    if (slot) {
      const bool same = slot->percent == share.percent && slot->events == share.events &&
                        slot->n == share.n;
      if (!same)
        return !refuse("more than one share of people is named (" + shown(*slot) + " and " +
                           shown(share) + ")",
                       "write one sentence for each");
      continue;
    }
    slot = share;
  }
  for (std::size_t i = 1; i < shares.size(); ++i)
    if (share_of_others(tokens_, shares[i - 1].to, shares[i].from, shares[i].to))
      return !refuse("two shares are named, one for each side of a comparison",
                     "write one sentence for each, or put the trial into a review");
  Claim& claim = reading_.claim;
  std::vector<double> groups = numbers.groups;
  // "About a third (82 of 240)": the counts tell it exactly, and the words are no second number.
  if (counts && percent && counts->events && counts->n.value_or(0) > 0 && !counts->approx &&
      percent->approx && (!percent->n || percent->n == counts->n) &&
      may_stand_for(*percent, 100 * *counts->events / *counts->n, tokens_))
    percent.reset();
  for (const auto* share : {counts ? &*counts : nullptr, percent ? &*percent : nullptr}) {
    if (share == nullptr) continue;
    if (share->n && std::ranges::find(groups, *share->n) == groups.end())
      groups.push_back(*share->n);
    claim.approx = claim.approx || share->approx;
  }
  if (groups.size() > 1)
    return !refuse("more than one group of people is named (" + people_text(groups[0]) + " and " +
                       people_text(groups[1]) + ")",
                   "write one sentence for each");
  if ((numbers.lone_events && (counts || percent)) ||
      (relative_ && (numbers.lone_events || counts || percent)))
    return !refuse("more than one result is named", "write one sentence for each");
  if (!groups.empty() && !set_group(groups.front())) return false;
  if (counts && counts->events && !set_events(*counts->events)) return false;
  if (numbers.lone_events && !set_events(*numbers.lone_events)) return false;
  if (percent) {
    claim.percent_text = percent->percent;
    const std::size_t point = std::min(claim.percent_text.find('.'), claim.percent_text.size());
    constexpr std::size_t most_decimals = 6;  // more than anybody prints
    if (claim.percent_text.size() > point + 1 + most_decimals)
      return !refuse(claim.percent_text + "% has more than 6 decimals", "");
  }
  share_ = counts ? counts : percent;
  reading_.bound = share_ ? share_->bound : numbers.lone_bound;
  if (numbers.lone_bound != Bound::none) claim.approx = true;
  if (relative_) {
    const TokenView view(tokens_);
    reading_.bound = bound_of(view, relative_->from, relative_->to);
    bool fewer = false;  // "more than 40% fewer": fewer than 0.6 times as many
    for (std::size_t i = relative_->from; i < relative_->to; ++i)
      fewer = fewer ||
              is_one_of(word(i), {"fewer", "less", "lower", "reduced", "reduction", "smaller"});
    if (fewer) reading_.bound = bound_of_others(reading_.bound);
    claim.approx = reading_.bound != Bound::none || relative_->approx ||
                   approximate_before(view, relative_->from);
  }
  has_share_ = share_.has_value() || numbers.lone_events.has_value();
  say_share(percent, counts, numbers);
  return true;
}

bool Reader::set_group(double n) {
  if (n != std::floor(n) || n > largest_group)
    return !refuse(shortest(n) + " is no number of people", "");
  if (n < 1)
    return !refuse("the group has " + people_text(n) + " people, but must have at least one", "");
  reading_.claim.n = static_cast<long>(n);
  return true;
}

bool Reader::set_events(double events) {
  if (events != std::floor(events) || events > largest_group)
    return !refuse(shortest(events) + " is no number of people", "");
  if (reading_.claim.n && events > static_cast<double>(*reading_.claim.n))
    return !refuse(people_text(events) + " of " + people_text(static_cast<double>(*reading_.claim.n)) +
                       " is more than everybody",
                   "are the two numbers swapped?");
  reading_.claim.events = static_cast<long>(events);
  return true;
}

void Reader::say_share(const std::optional<CountedShare>& percent, const std::optional<CountedShare>& counts,
               const Numbers& numbers) {
  const Claim& claim = reading_.claim;
  const std::string n = claim.n ? people_text(static_cast<double>(*claim.n)) : "";
  if (percent)
    understood(percent->worked_out && claim.percent_text != "100" ? "share_worked_out" : "share_percent",
               {{"percent", claim.percent_text}});
  const std::string group = claim.n == 1 ? "_one" : "";
  if (counts || numbers.lone_events)
    understood(claim.n ? "share_counts" + group : claim.events == 1 ? "events_only_one" : "events_only",
               {{"events", claim.events ? people_text(static_cast<double>(*claim.events)) : ""}, {"n", n}});
  else if (claim.n)
    understood("group" + group, {{"n", n}});
  // "75% had 50% less pain": what the people had to reach is no second share, but it must not vanish.
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const bool size = is(i, Kind::percent) || is(i, Kind::fraction);
    const bool shared = std::ranges::any_of(
        numbers.shares, [&](const CountedShare& share) { return i >= share.from && i < share.to; });
    const bool changed = is_one_of(word(i + 1), {"less", "fewer", "lower", "better", "more", "higher", "improvement",
                                                 "reduction", "drop", "decrease", "relief", "increase", "the"});
    if (size && !shared && !relative_ && (changed || (i > 0 && word(i - 1) == "by")))
      understood("criterion", {{"what", slice(tokens_, changed ? i : i - 1, changed ? i + 3 : i + 1)}});
  }
  if (numbers.worked_out_group) understood("group_worked_out", {{"n", n}});
  if (claim.approx && !relative_) understood(bound_key(reading_.bound));
}

void Reader::take_time(const Numbers& numbers) {
  std::vector<double> times;
  for (const double weeks : numbers.durations)
    if (std::ranges::find(times, weeks) == times.end()) times.push_back(weeks);
  if (times.size() == 1 && times.front() > 0) {
    reading_.claim.time_point_weeks = times.front();
    understood("time", {{"weeks", shortest(std::round(times.front() * 10) / 10)}});
  } else if (!times.empty()) {
    several_times_ = true;
  }
}

}  // namespace sentence

SentenceReading read_sentence(std::string_view sentence) {
  return sentence::Reader(sentence).read();
}

}  // namespace steelyard
