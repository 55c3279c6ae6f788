// An English sentence to the fields of a claim.
#include "steelyard/claim/sentence.h"

#include <algorithm>
#include <cmath>

#include "claim/sentence/numbers.h"
#include "claim/sentence/relative.h"
#include "claim/sentence/signs.h"
#include "claim/sentence/words.h"
#include "steelyard/base/characters.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using sentence::Kind;
using sentence::Numbers;
using sentence::CountedShare;
using sentence::Token;

constexpr double largest_group = 1e9;  // people; more is no group that was counted
constexpr int longest = 1000;          // characters; a claim is a sentence or two

class Reader {
 public:
  explicit Reader(std::string_view text)
      : text_(text), length_(code_point_count(text)),
        tokens_(length_ > longest ? std::vector<Token>{} : sentence::tokens_of(text)) {}

  SentenceReading read() {
    reading_.claim.language = "en";
    if (refuse_form()) return std::move(reading_);
    reading_.claim.paraphrase = std::string(trimmed(text_));
    relative_ = sentence::relative_of(tokens_);
    const Numbers numbers = sentence::numbers_of(without_relative());
    if (!numbers.trouble.empty()) return refused(numbers.trouble, numbers.hint);
    comparison_ = comparison_at();
    if (!take_share(numbers)) return std::move(reading_);
    take_time(numbers);
    take_kind(numbers);
    if (reading_.refusal.empty()) say_what_is_missing();
    return std::move(reading_);
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::word ? std::string_view(tokens_[i].text)
                                                               : std::string_view();
  }
  [[nodiscard]] bool has(std::initializer_list<std::string_view> words) const {
    return std::ranges::any_of(tokens_, [&](const Token& token) {
      return token.kind == Kind::word && is_one_of(token.text, words);
    });
  }
  [[nodiscard]] bool has_pair(std::string_view first,
                              std::initializer_list<std::string_view> second) const {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
      if (word(i) == first && is_one_of(word(i + 1), second)) return true;
    return false;
  }

  SentenceReading refused(std::string why, std::string hint) {
    reading_.refusal = std::move(why);
    reading_.hint = std::move(hint);
    return std::move(reading_);
  }
  bool refuse(std::string why, std::string hint) {
    if (reading_.refusal.empty()) {
      reading_.refusal = std::move(why);
      reading_.hint = std::move(hint);
    }
    return true;
  }
  void understood(std::string key, std::vector<std::pair<std::string, std::string>> values = {}) {
    reading_.understood.push_back({std::move(key), std::move(values)});
  }
  void missing(std::string key) { reading_.missing.push_back({std::move(key), {}}); }

  // What a ratio multiplies is no share of people: the numbers are read as if it were not there.
  [[nodiscard]] std::vector<Token> without_relative() const {
    std::vector<Token> rest = tokens_;
    if (!relative_) return rest;
    for (std::size_t i = relative_->from; i < std::min(relative_->to, rest.size()); ++i) {
      rest[i] = {};
      rest[i].kind = Kind::mark;
      rest[i].text = "|";
    }
    return rest;
  }

  bool refuse_form() {
    if (length_ > longest)
      return refuse("the sentence has " + std::to_string(length_) +
                        " characters, but must have at most " + std::to_string(longest),
                    "write one claim at a time");
    if (invalid_utf8(text_))
      return refuse("the sentence is not UTF-8", "type it anew, or set the terminal to UTF-8");
    if (const auto odd = first_unprintable(text_))
      return refuse(unprintable_text(*odd), unprintable_hint());
    if (tokens_.empty()) return refuse("the sentence is empty", "write what was claimed");
    if (!sentence::looks_english(tokens_))
      return refuse("the sentence does not look like English, the one language that is read",
                    "write it in English, or fill a [[claim]] of a review by hand");
    const std::string_view first = word(0);
    if (tokens_.back().text == "?" ||
        is_one_of(first, {"can", "does", "do", "is", "are", "could", "what", "how", "why", "will",
                          "did", "would", "should"}))
      return refuse("this is a question, not a claim", "write what is said to be so");
    return false;
  }

  // The word before what something is compared with; the count of tokens if there is none.
  [[nodiscard]] std::size_t comparison_at() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const std::string_view w = word(i);
      const bool number_next = i + 1 < tokens_.size() && tokens_[i + 1].kind != Kind::word;
      if (w == "than" && !number_next && !is_one_of(word(i + 1), {"half", "a", "one"})) return i;
      if (is_one_of(w, {"versus", "vs", "outperforms", "outperformed", "outperform", "beats"}))
        return i;
      if (is_one_of(w, {"compared", "comparison", "relative"}) &&
          is_one_of(word(i + 1), {"with", "to"}))
        return i + 1;
      if (is_one_of(w, {"superior", "inferior"}) && word(i + 1) == "to") return i + 1;
      if (w == "as" && relative_ && relative_->as && i >= relative_->to) return i;
      if (w == "as" && i >= 2 && word(i - 2) == "as" &&
          is_one_of(word(i - 1), {"effective", "good", "well", "safe", "likely", "many", "often"}))
        return i;
    }
    return tokens_.size();
  }

  // One claim has one share. Two forms of the same share are read together.
  bool take_share(const Numbers& numbers) {
    std::vector<CountedShare> shares = numbers.shares;
    const std::size_t after = comparison_;
    if (std::ranges::count_if(shares, [&](const CountedShare& s) { return s.from > after; }) > 0)
      return !refuse("two shares are named, one for each side of a comparison",
                     "write one sentence for each, or put the trial into a review");
    std::optional<CountedShare> counts, percent;
    for (CountedShare& share : shares) {
      std::optional<CountedShare>& slot = share.counts ? counts : percent;
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
    Claim& claim = reading_.claim;
    std::vector<double> groups = numbers.groups;
    for (const auto* share : {counts ? &*counts : nullptr, percent ? &*percent : nullptr}) {
      if (share == nullptr) continue;
      if (share->n && std::ranges::find(groups, *share->n) == groups.end())
        groups.push_back(*share->n);
      claim.approx = claim.approx || share->approx;
    }
    if (groups.size() > 1)
      return !refuse("more than one group of people is named (" + shortest(groups[0]) + " and " +
                         shortest(groups[1]) + ")",
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
    has_share_ = share_.has_value() || numbers.lone_events.has_value();
    say_share(percent, counts, numbers);
    return true;
  }

  static std::string shown(const CountedShare& share) {
    if (!share.percent.empty()) return share.percent + "%";
    return share.events ? shortest(*share.events) + (share.n ? " of " + shortest(*share.n) : "") : "";
  }

  bool set_group(double n) {
    if (n != std::floor(n) || n > largest_group)
      return !refuse(shortest(n) + " is no number of people", "");
    if (n < 1)
      return !refuse("the group has " + shortest(n) + " people, but must have at least one", "");
    reading_.claim.n = static_cast<long>(n);
    return true;
  }

  bool set_events(double events) {
    if (events != std::floor(events) || events > largest_group)
      return !refuse(shortest(events) + " is no number of people", "");
    if (reading_.claim.n && events > static_cast<double>(*reading_.claim.n))
      return !refuse(shortest(events) + " of " + std::to_string(*reading_.claim.n) +
                         " is more than everybody",
                     "are the two numbers swapped?");
    reading_.claim.events = static_cast<long>(events);
    return true;
  }

  void say_share(const std::optional<CountedShare>& percent, const std::optional<CountedShare>& counts,
                 const Numbers& numbers) {
    const Claim& claim = reading_.claim;
    const std::string n = claim.n ? std::to_string(*claim.n) : "";
    if (percent)
      understood(percent->worked_out ? "share_worked_out" : "share_percent",
                 {{"percent", claim.percent_text}});
    if (counts || numbers.lone_events)
      understood(claim.n ? "share_counts" : "events_only",
                 {{"events", claim.events ? std::to_string(*claim.events) : ""}, {"n", n}});
    else if (claim.n)
      understood("group", {{"n", n}});
    if (claim.approx) understood("approximate");
  }

  void take_time(const Numbers& numbers) {
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

  // "75% did not need surgery": which people are counted is not what it seems.
  [[nodiscard]] bool negated_result() const {
    if (!share_ || (share_->events && *share_->events == 0)) return false;
    for (std::size_t i = share_->to; i < std::min(share_->to + 6, tokens_.size()); ++i) {
      if (is_one_of(word(i), {"not", "didn't", "don't", "never", "weren't", "haven't", "couldn't",
                              "wasn't", "aren't", "doesn't"}))
        return true;
      if (word(i) == "no" && word(i + 1) == "longer") return false;
      if (is_one_of(word(i), {"failed", "without", "no"})) return true;
    }
    return false;
  }

  void take_kind(const Numbers& numbers) {
    Claim& claim = reading_.claim;
    const bool harm = sentence::speaks_of_harm(tokens_);
    const bool none = claim.events == 0 && has_share_;
    const bool compares = comparison_ < tokens_.size();
    const bool lasts = has({"lasts", "lasted", "lasting", "last", "still", "sustained", "maintained",
                            "remain", "remained", "remains", "persist", "persisted", "permanent",
                            "permanently", "durable", "ongoing"}) ||
                       has_pair("long", {"term"}) || has({"longlasting"});
    claim.asserted_direction = "benefit";
    claim.asserted_size = has_share_                                              ? "number_given"
                          : has({"significant", "significantly", "dramatic", "dramatically", "huge",
                                 "remarkable", "major", "greatly", "far"}) ? "important"
                                                                           : "any";
    claim.comparator_stated = "none";
    claim.outcome_defined = outcome_is_defined();
    claim.source_named = names_source();
    if (has({"randomised", "randomized", "placebo"})) claim.design_claimed = "randomised";
    if (compares) set_comparator();
    if (!numbers.world.empty() && !has_share_) {
      claim.type = "prevalence";
      claim.stated_value = numbers.world.front();
      claim.n.reset();
      understood("people_affected", {{"people", shortest(numbers.world.front())}});
    } else if (relative_) {
      take_ratio(harm);
    } else if (harm && (none || (sentence::denies_harm(tokens_) && (!has_share_ || claim.n)))) {
      claim.type = "safety_zero";
      if (!has_share_) claim.events = 0;
      understood("no_harm");
    } else if (harm && has_share_) {
      claim.type = "safety_rate";
      understood("harm_rate");
    } else if (sentence::is_testimonial(tokens_) && !(share_ && claim.n && *claim.n > 3)) {
      claim.type = "testimonial";
      understood("one_story");
    } else if (has_share_) {
      if (negated_result()) {
        refuse("it is not clear whom the sentence counts: those with the result, or those without",
               "write how many had the result, such as \"150 of 200 people improved\"");
        return;
      }
      claim.type = lasts && claim.time_point_weeks ? "durability" : "response_proportion";
      understood(claim.type == "durability" ? "lasts" : "response");
    } else if (compares) {
      claim.type = "comparative";
      understood("compares", {{"with", claim.comparator_text}});
    } else if (lasts && (claim.time_point_weeks || several_times_ || has({"permanent", "permanently"}))) {
      claim.type = "durability";
      understood("lasts");
    } else if (claim.n) {
      refuse("a group of " + std::to_string(*claim.n) + " people is named, but no result",
             "write how many had the result, such as \"150 of 200 people improved\"");
    } else {
      refuse("there is no number of people to check",
             "words such as most, many or highly effective cannot be set against counts");
    }
  }

  void take_ratio(bool harm) {
    Claim& claim = reading_.claim;
    const double ratio = relative_->ratio;
    const bool bad = harm || has({"risk", "risks", "relapse", "relapses", "death", "deaths",
                                  "stroke", "strokes", "fracture", "fractures"});
    claim.type = "comparative";
    claim.asserted_size = "number_given";
    claim.asserted_direction = (ratio > 1) != bad ? "benefit" : "harm";
    if (ratio == 1) claim.asserted_direction = "no_difference";
    claim.ratio = ratio;
    understood("ratio", {{"ratio", shortest(ratio)}});
    if (comparison_ < tokens_.size()) understood("compares", {{"with", claim.comparator_text}});
  }

  void set_comparator() {
    Claim& claim = reading_.claim;
    std::string text;
    for (std::size_t i = comparison_ + 1; i < tokens_.size(); ++i) {
      if (text.empty() && is_one_of(word(i), {"with", "to", "the"})) continue;
      if (tokens_[i].kind == Kind::mark && is_one_of(tokens_[i].text, {".", ",", ";", "!", "("}))
        break;
      text += (text.empty() || tokens_[i].text == "-" ? "" : " ") + tokens_[i].text;
    }
    claim.comparator_text = text;
    const bool vague = text.empty() ||
                       has({"standard", "usual", "conventional", "current", "other", "existing",
                            "traditional", "anything", "expected", "before", "ever", "drugs",
                            "drug", "medication", "medications", "medicine", "medicines"});
    claim.comparator_stated = vague ? "vague" : "named";
    if (relative_) return;
    const bool no = comparison_ >= 2 && is_one_of(word(comparison_ - 2), {"no", "not", "as"});
    if (no) claim.asserted_direction = "no_difference";
    if (comparison_ >= 1 && is_one_of(word(comparison_ - 1), {"worse", "inferior"}))
      claim.asserted_direction = "harm";
    const bool multiple = comparison_ >= 3 && is_one_of(word(comparison_ - 3),
                                                        {"twice", "times", "half"});
    if (word(comparison_) == "as" && !multiple) claim.asserted_direction = "no_difference";
    if (multiple) claim.asserted_direction = "benefit";
  }

  // Outcomes that have an agreed meaning of their own; "better" and "success" have none.
  [[nodiscard]] bool outcome_is_defined() const {
    return has({"remission", "relapse", "relapsed", "survived", "survival", "died", "death", "acr20",
                "acr50", "sri", "easi", "pasi", "seizure", "pregnant", "conceived", "fracture",
                "stroke", "hospitalised", "hospitalized", "closure"});
  }

  [[nodiscard]] bool names_source() const {
    return text_.find("10.1") != std::string_view::npos ||
           lower_case(text_).find("nct0") != std::string::npos || has_pair("et", {"al"});
  }

  void say_what_is_missing() {
    const Claim& claim = reading_.claim;
    const bool result = is_one_of(claim.type, {"response_proportion", "durability", "safety_rate"});
    if (result && !claim.n) missing("no_group_size");
    if (claim.type == "safety_zero" && !claim.n) missing("no_group_size");
    if ((result || claim.type == "comparative") && !claim.outcome_defined) missing("outcome");
    if (several_times_) missing("several_times");
    else if ((result || claim.type == "comparative") && !claim.time_point_weeks) missing("time_missing");
    if (claim.type == "durability") missing("followed");
    if (claim.comparator_stated == "vague") missing("comparator_vague");
    else if ((result || claim.ratio) && claim.comparator_stated == "none") missing("comparator");
    if (claim.ratio) missing("baseline");
    if (claim.type != "testimonial" && claim.type != "prevalence" && !claim.source_named)
      missing("source");
  }

  std::string_view text_;
  int length_ = 0;
  std::vector<Token> tokens_;
  std::optional<sentence::Relative> relative_;
  SentenceReading reading_;
  std::optional<CountedShare> share_;
  std::size_t comparison_ = 0;
  bool has_share_ = false, several_times_ = false;
};

}  // namespace

SentenceReading read_sentence(std::string_view sentence) {
  return Reader(sentence).read();
}

}  // namespace steelyard
