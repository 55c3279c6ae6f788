// What the numbers of a sentence count: shares, group sizes, durations; the rest is left alone.
#include "claim/sentence/numbers.h"

#include <algorithm>
#include <cmath>

#include "claim/sentence/doubts.h"
#include "claim/sentence/events.h"
#include "claim/sentence/finder.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

// "1 in 60" is 1.7%, not 2%: two figures of a small rate, and no exponent for "one in a million".
std::string rate_percent(double part, double whole, bool exact) {
  const double percent = 100 * part / whole;
  constexpr int most_decimals = 6;  // more than anybody prints
  int decimals = exact ? most_decimals : whole > 100 ? 1 : 0;
  if (!exact && percent > 0 && percent < 10)
    decimals = std::min(most_decimals, 1 - static_cast<int>(std::floor(std::log10(percent))));
  std::string text = fixed(decimals > 0 ? percent : std::round(percent), decimals);
  if (decimals > 0) {
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
  }
  return text;
}

}  // namespace

Numbers Finder::find() {
  if (refuse_impossible()) return numbers_;
  numbers_.durations = take_asides(view_);
  take_intervals();
  take_all_but();
  take_none_and_all();
  refuse_ranges();
  take_zero_beside();
  take_of_every();
  take_pairs();
  take_percents();
  take_fractions();
  take_groups();
  take_rest();
  take_denials();
  refuse_other_things();
  if (!change_.empty() && numbers_.shares.empty())
    refuse(change_ + " is a change here, not a share of people",
           "write how many people changed, such as \"75% of 200 people improved\"");
  return numbers_;
}

void Finder::add(CountedShare share) {
  if (share.events != 0.0) share.bound = bound_of(view_, share.from, share.to);
  // "As many as 150 of 200": so many were counted, and the words stress it.
  const bool stressed = share.from >= 2 && word(share.from - 1) == "as" && word(share.from - 2) == "many";
  if (stressed && share.counts && share.n) share.bound = Bound::none;
  share.approx = share.approx || share.bound != Bound::none || approximate_before(view_, share.from);
  take(share.from, share.to);
  numbers_.shares.push_back(std::move(share));
}

std::size_t Finder::number_after_of(std::size_t i) const {
  if (word(i) == "out") ++i;
  if (!is_one_of(word(i), {"of", "among", "in", "per", "for"})) return absent;
  if (word(i) == "for" && !is_one_of(word(i + 1), {"every", "each"})) return absent;
  ++i;
  while (is_one_of(word(i), {"the",  "all",   "our",  "their", "these", "those", "his",   "her",
                             "a",    "total", "of",   "first", "last",  "over",  "about", "nearly",
                             "some", "more",  "than", "its",   "every", "each",  "my",    "your",  "remaining"}) &&
         i < tokens_.size())
    ++i;
  return number(i) ? i : absent;
}

// "For every 10 patients treated, 6 reach remission": 6 in every 10.
void Finder::take_of_every() {
  constexpr std::size_t reach = 8;  // words between the two numbers
  for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
    if (!is_one_of(word(i), {"for", "of", "in", "out"})) continue;
    const std::size_t every = word(i) == "out" && word(i + 1) == "of" ? i + 2 : i + 1;
    if (!is_one_of(word(every), {"every", "each"}) || !number(every + 1)) continue;
    if (i > 0 && (number(i - 1) || is_people(word(i - 1)))) continue;  // "6 of every 10"
    const double whole = tokens_[every + 1].value;
    std::size_t part = every + 2;
    while (part < std::min(every + reach, tokens_.size()) && tokens_[part].kind != Kind::number) ++part;
    if (!number(part) || whole < 2) continue;
    for (std::size_t at = every + 2; at < part; ++at)
      if (is_one_of(word(at), {"without", "untreated"}) || begins_event(word(at))) {
        refuse("\"" + slice(tokens_, every + 1, at + 1) + "\": the people are chosen by their result",
               "write the result of everybody who was treated");
        return;
      }
    if (tokens_[part].value > whole) {
      refuse(tokens_[part].text + " in " + tokens_[every + 1].text + " is more than everybody", "");
      return;
    }
    add({i, part + 1, fixed(std::round(100 * tokens_[part].value / whole), 0), std::nullopt,
         std::nullopt, true, Bound::none, true, false});
  }
}

void Finder::take_pairs() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!number(i) || take_slash(i)) continue;
    take_pair(i);
    if (!numbers_.trouble.empty()) return;
  }
}

// "9/12"; "3/4 of patients" is a way of speaking.
bool Finder::take_slash(std::size_t i) {
  if (!mark(i + 1, "/") || !number(i + 2)) return false;
  const double x = tokens_[i].value, y = tokens_[i + 2].value;
  if (i >= 1 && is_one_of(word(i - 1), {"on", "since", "until", "dated"}) && x <= 31 && y <= 31)
    return refuse(tokens_[i].text + "/" + tokens_[i + 2].text + " may be a date",
                  "write \"9 of 12 people\"");
  if (y <= 5 && x <= y && y > 0)
    add({i, i + 3, fixed(std::round(100 * x / y), 0), std::nullopt, std::nullopt, true, Bound::none,
         true, false});
  else
    add({i, i + 3, "", x, y, false, Bound::none, false, true});
  return true;
}

// "One patient in our 20", "9 in the 12 patients": a group that was counted.
bool Finder::group_was_said(std::size_t i, std::size_t joint, std::size_t whole) const {
  return word(joint) == "in" && tokens_[i].value <= tokens_[whole].value &&
         is_one_of(word(whole - 1), {"the", "our", "these", "those", "my", "their"}) &&
         (whole + 1 >= tokens_.size() || is_people(word(whole + 1)) || is_result(word(whole + 1)));
}

// "A 1 in 500 risk of death", "the risk of death is 1 per 500": not exact.
bool Finder::speaks_of_risk(std::size_t i, std::size_t whole) const {
  if (!is_one_of(word(whole - 1), {"in", "per"})) return false;
  const auto risk = [&](std::size_t at) {
    return is_one_of(word(at), {"risk", "risks", "chance", "chances", "probability", "likelihood"});
  };
  if (risk(whole + 1)) return true;
  constexpr std::size_t reach = 8;
  for (std::size_t back = 1; back <= std::min(reach, i); ++back) {
    if (tokens_[i - back].kind != Kind::word && !mark(i - back, ":")) return false;
    if (risk(i - back)) return true;
  }
  return false;
}

// "9 of 12", "150 patients out of 200", "3 in 4", "5 per 100", "120 (75%) of 200"
void Finder::take_pair(std::size_t i) {
  std::size_t joint = i + 1;
  if (in_brackets(i)) ++joint;
  const bool percent_beside = mark(joint, "(") && joint + 2 < tokens_.size() &&
                              tokens_[joint + 1].kind == Kind::percent && mark(joint + 2, ")");
  if (percent_beside) joint += 3;
  // "300 patients (60%) of the 500"
  if (is_people(word(joint)) && mark(joint + 1, "(") && joint + 3 < tokens_.size() &&
      tokens_[joint + 2].kind == Kind::percent && mark(joint + 3, ")") && word(joint + 4) == "of")
    joint += 4;
  std::size_t skipped = 0;
  while (joint < tokens_.size() && tokens_[joint].kind == Kind::word && skipped < 3 &&
         !is_one_of(word(joint), {"of", "out", "in", "and", "had", "were", "per", "for"}) &&
         (is_people(word(joint)) || is_people(word(joint + 1)) || is_benefit(word(joint)) ||
          (is_one_of(word(joint), {"complete", "partial", "full"}) && is_benefit(word(joint + 1))) ||
          (word(joint + 1) == "out" && is_result(word(joint))) ||
          (word(joint + 1) == "per" && is_result(word(joint)) &&
           (joint + 3 >= tokens_.size() || is_people(word(joint + 3)))))) {
    ++joint;
    ++skipped;
  }
  const std::size_t whole = number_after_of(joint);
  if (whole == absent) return;
  const double x = tokens_[i].value, y = tokens_[whole].value;
  if (y == 0) {
    refuse("the group has 0 people, but must have at least one", "");
    return;
  }
  std::size_t of = i;  // "60% of the last 40 of 200 patients"
  while ((of > 1 && is_one_of(word(of - 1), {"the", "last", "first", "our", "all", "these", "those",
                                             "a", "group", "sample"})) ||
         (of > 2 && word(of - 1) == "of" && is_one_of(word(of - 2), {"group", "sample"})))
    --of;
  if (of > 1 && word(of - 1) == "of" && tokens_[of - 2].kind != Kind::word &&
      tokens_[of - 2].kind != Kind::mark) {
    refuse("more than one group of people is named (" + tokens_[i].text + " and " +
               tokens_[whole].text + ")",
           "write one sentence for each");
    return;
  }
  constexpr std::size_t near = 3;
  bool rating = (x != std::floor(x) || y != std::floor(y)) && !is_people(word(whole + 1));
  for (std::size_t back = 1; back <= std::min(near, i); ++back)
    rating = rating ||
             is_one_of(word(i - back), {"rated", "rating", "rates", "score", "scored", "scoring"});
  if (rating) {
    refuse(tokens_[i].text + " of " + tokens_[whole].text +
               " is a mark or a measure, no number of people",
           "write how many people had which result, such as \"150 of 200 people improved\"");
    return;
  }
  const bool out_of = word(joint) == "out" && word(joint + 1) == "of";
  const bool risk = speaks_of_risk(i, whole);
  const bool in = word(joint) == "in" || (word(joint) == "out" && word(joint + 1) == "in");
  const bool each = is_one_of(word(whole - 1), {"every", "each"});
  const bool rate = each || word(joint) == "per";
  const bool hundred = word(whole - 1) == "a";
  const bool direct = skipped == 0 && !percent_beside &&
                      (whole == joint + (out_of ? 2 : 1) || hundred || rate);
  const bool round = y == 10 || y == 100 || y == 1000 || y == 10000 || y == 100000 || y == 1e6;
  // "One patient in 20", not "1 woman in 12 patients"
  const bool one_patient = in && skipped == 1 && x < y &&
                           (y <= 10 || round || (x == 1 && whole == joint + 1 && !is_people(word(whole + 1))));
  const bool said = in && !direct && group_was_said(i, joint, whole);
  if (in && !direct && !one_patient && !said) return;  // "200 patients in 8 trials", "in 2019"
  // "Two patients out of three" is "two out of three patients"
  const bool people_between = out_of && skipped == 1 && is_people(word(i + 1)) && !percent_beside &&
                              whole == joint + 2 && !is_people(word(whole + 1));
  const bool both_in_words = people_between && tokens_[i].in_words && tokens_[whole].in_words;
  // "1 in 500 died": a rate, whatever its numbers; nobody said that 500 people were counted.
  const bool speaks_of_rate =
      !said && (rate || risk || in || both_in_words || (people_between && (y <= 5 || y == 10) && x < y) ||
                (out_of && direct && ((y <= 5 && x < y) || round)));
  if (!speaks_of_rate) {
    if (word(joint) == "for") return;
    add({i, whole + 1, "", x, y, false, Bound::none, false, true});
    return;
  }
  if (x > y) {
    refuse(tokens_[i].text + " in " + tokens_[whole].text + " is more than everybody", "");
    return;
  }
  const bool exact = round && y >= 100;
  add({i, whole + 1, rate_percent(x, y, exact), std::nullopt, std::nullopt, !exact, Bound::none, true,
       false});
}

void Finder::take_percents() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (tokens_[i].kind != Kind::percent) continue;
    const bool beside_count = i >= 1 && mark(i - 1, "(") && mark(i + 1, ")");
    if (view_.taken(i) && !beside_count) continue;
    // "95% CI", "95% confidence", "100% safe"
    // "A 95% chance of improvement" is a share, as "a 3 in 4 chance of remission" is.
    const bool of_what = is_one_of(word(i + 2), {"of", "to"});
    if (is_one_of(word(i + 1), {"ci", "confidence", "sure", "certain", "natural", "safe", "pure",
                                "organic", "satisfaction"}) ||
        (is_one_of(word(i + 1), {"chance", "probability", "likelihood"}) && !of_what)) {
      take(i, i + 1);
      continue;
    }
    if (is_change(i) || change_at(tokens_, i)) {
      change_ = tokens_[i].text + "%";
      take(i, i + 1);
      continue;
    }
    CountedShare share{i, i + 1, tokens_[i].text, std::nullopt, std::nullopt, false, Bound::none,
                       false, false};
    // "75% (150)" and "75% (150 of 200)": the pair is a share of its own
    const std::size_t whole = beside_count ? absent : number_after_of(i + 1);
    if (whole != absent && !mark(whole + 1, "/")) {
      // "60% of the last 40 of 200 patients", "60% of 24 of 40"
      if (const std::size_t more = number_after_of(whole + 1);
          more != absent && word(whole + 1) != "in") {
        refuse("more than one group of people is named (" + tokens_[whole].text + " and " +
                   tokens_[more].text + ")",
               "write one sentence for each");
        return;
      }
      share.n = tokens_[whole].value;
      share.to = whole + 1;
    }
    add(std::move(share));
  }
}

void Finder::take_fractions() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    if (token.kind != Kind::fraction || view_.taken(i)) continue;
    if (is_one_of(word(i + 1), {"hour", "as", "a"})) continue;
    if (word(i + 1) == "the" && !(is_people(word(i + 2)) || number(i + 2))) continue;
    const bool halved = i >= 1 && word(i - 1) == "in" && word(i + 1) != "of";
    const bool less = is_one_of(word(i + 1), {"more", "less", "fewer", "lower", "higher"});
    if (less || (i >= 1 && (word(i - 1) == "by" || halved))) {
      change_ = "\"" + (less ? "" : std::string(word(i - 1)) + " ") + token.text +
                (less ? " " + std::string(word(i + 1)) : "") + "\"";
      take(i, i + 1);
      continue;
    }
    if (const auto from = change_at(tokens_, i)) {
      change_ = "\"" + slice(tokens_, *from, *from == i ? i + 2 : i + 1) + "\"";
      take(i, i + 1);
      continue;
    }
    CountedShare share{i, i + 1, fixed(std::round(100 * token.part / token.whole), 0), std::nullopt,
                       std::nullopt, true, Bound::none, true, false};
    const std::size_t whole =
        word(i + 1) == "the" && number(i + 2) ? i + 2 : number_after_of(i + 1);
    if (whole != absent) {
      share.n = tokens_[whole].value;
      share.to = whole + 1;
    }
    add(std::move(share));
  }
}

Numbers numbers_of(const std::vector<Token>& tokens) {
  return Finder(tokens).find();
}

}  // namespace steelyard::sentence
