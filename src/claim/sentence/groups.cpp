// Group sizes, and numbers of people beside them.
#include <algorithm>
#include <cmath>

#include "claim/sentence/event_words.h"
#include "claim/sentence/events.h"
#include "claim/sentence/finder.h"
#include "claim/sentence/signs.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

// The groups of which so many people are the percentage that is printed; no more than two are sought.
std::vector<double> groups_of(double events, const std::string& percent) {
  std::vector<double> groups;
  const double printed = parse_number(percent).value_or(0);
  if (printed <= 0 || events < 1 || events != std::floor(events)) return {0, 0};  // any group
  const std::size_t point = std::min(percent.find('.'), percent.size() - 1);
  const int decimals = static_cast<int>(percent.size() - 1 - point);
  const double half = 0.5 * std::pow(10.0, -decimals);
  const double most = printed > half ? 100 * events / (printed - half) : events * 1000;
  for (double n = std::max(events, std::floor(100 * events / (printed + half)));
       n <= most + 1 && groups.size() < 2; ++n)
    if (fixed(100 * events / n, decimals) == fixed(printed, decimals)) groups.push_back(n);
  return groups;
}

bool bad_event(std::string_view word) {
  return std::ranges::any_of(event_words(), [&](const EventWords& each) {
    return each.phrase == word && is_bad_event(each.topic) && !each.denied;
  });
}

}  // namespace

// "5 patients died": an event right behind them, and no mere "were treated".
bool Finder::result_of_some(std::size_t i) const {
  while (is_one_of(word(i), {"had", "have", "got", "were", "was", "felt", "reported", "experienced",
                             "actually", "then", "later", "also"}))
    ++i;
  return begins_event(word(i));
}

// "200 patients", "a 200-person trial", "n = 200"
void Finder::take_groups() {
  std::vector<std::size_t> beside;  // percentages in brackets
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!number(i)) continue;
    if (i >= 2 && mark(i - 1, "=") && word(i - 2) == "n") {
      // "60% (n = 24) of patients improved": with the result; "success rate 85% (n = 300)": the
      // group
      const bool rate = i + 2 >= tokens_.size() || tokens_[i + 2].kind == Kind::mark;
      if (i >= 4 && mark(i - 3, "(") && tokens_[i - 4].kind == Kind::percent && !rate) {
        beside.push_back(i);
        take(i, i + 1);
        continue;
      }
      group(i);
      continue;
    }
    std::size_t next = i + 1;
    if (mark(next, "-")) ++next;
    std::size_t skipped = 0;
    while (next < tokens_.size() && tokens_[next].kind == Kind::word && skipped < 3 &&
           !is_people(word(next)) && !is_benefit(word(next)) && !is_harm(word(next)) &&
           !is_one_of(word(next), {"and", "of", "in", "with", "were", "had", "got", "who", "to",
                                   "or", "on", "after", "have", "has"})) {
      ++next;
      ++skipped;
    }
    const bool result_beside =
        is_result(word(i + 1)) && !is_people(word(i + 1)) && percent_beside(i + 2);
    if (result_beside || percent_beside(next) ||
        (is_people(word(next)) &&
         (percent_beside(next + 1) || (is_result(word(next + 1)) && percent_beside(next + 2))))) {
      beside.push_back(i);
      take(i, i + 1);
      continue;
    }
    if (!is_people(word(next))) continue;
    if (is_world(next)) {
      numbers_.world.push_back(tokens_[i].value);
      numbers_.world_bound = bound_of(view_, i, i + 1);
      numbers_.world_approx = numbers_.world_bound != Bound::none || approximate_before(view_, i);
      take(i, next);
      continue;
    }
    // "150 patients improved": events; "200 patients, of whom": a group
    std::size_t verb = next + 1;
    while (is_one_of(word(verb), {"who", "with", "have", "had", "has", "were", "all", "then",
                                  "actually", "significantly", "clearly", "really", "fully",
                                  "completely", "soon", "quickly", "lupus", "ms"}) &&
           verb < next + 4)
      ++verb;
    const bool result = is_result(word(verb));
    if (result && numbers_.shares.empty() && !numbers_.lone_events && !only_group_word(i)) {
      numbers_.lone_events = tokens_[i].value;
      numbers_.lone_at = i;
      numbers_.lone_bound = bound_of(view_, i, i + 1);
      take(i, next);
    } else if (result_of_some(next + 1) && !only_group_word(i)) {
      numbers_.another = i;  // "75% improved, but 5 patients died"
      take(i, next);
    } else {
      group(i);
    }
  }
  if (beside.size() == 1) take_events_beside(beside.front());
}

// "24 patients (60%)", "24 improved (60%)"
bool Finder::percent_beside(std::size_t i) const {
  return mark(i, "(") && i + 2 < tokens_.size() && tokens_[i + 1].kind == Kind::percent &&
         mark(i + 2, ")");
}

// The number beside a percentage in brackets is of those with the result.
void Finder::take_events_beside(std::size_t i) {
  std::optional<double> whole;
  if (numbers_.groups.size() == 1) whole = numbers_.groups.front();
  for (const CountedShare& share : numbers_.shares)
    if (share.n) whole = share.n;
  if (whole) {
    add({i, i + 1, "", tokens_[i].value, whole, false, Bound::none, false, true});
    return;
  }
  std::string percent;
  bool exact = true;
  for (const CountedShare& share : numbers_.shares) {
    if (!share.percent.empty()) percent = share.percent;
    exact = exact && !share.approx;
  }
  const std::vector<double> groups = groups_of(tokens_[i].value, percent);
  if (exact && groups.size() == 1 && !approximate_before(view_, i)) {
    numbers_.worked_out_group = groups.front();
    add({i, i + 1, "", tokens_[i].value, groups.front(), false, Bound::none, false, true});
    return;
  }
  if (groups.empty()) {
    refuse(tokens_[i].text + " people are " + percent + "% of no group",
           "are the two numbers right? write both, such as \"24 of 40 people\"");
    return;
  }
  refuse("it is not said of how many people " + tokens_[i].text + " are " + percent + "%",
         "write both numbers, such as \"24 of 40 people\"");
}

// "in 200 patients", "of 200 patients", "among", "treated": the number is the group.
bool Finder::only_group_word(std::size_t i) const {
  for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
    const std::string_view w = word(i - back);
    if (is_one_of(w, {"in", "of", "among", "amongst", "treated", "treating", "from", "with",
                      "involving", "enrolled", "included", "tested"}))
      return true;
    if (!is_one_of(w, {"the", "our", "a", "over", "than", "more", "about", "first", "all"}))
      return false;
  }
  return false;
}

bool Finder::is_world(std::size_t people) const {
  for (std::size_t i = people + 1; i < std::min(people + 7, tokens_.size()); ++i)
    if (is_one_of(word(i), {"worldwide", "globally", "world", "americans", "live", "living",
                            "suffer", "suffering", "affected", "diagnosed"}))
      return true;
  for (std::size_t i = 0; i < people; ++i)
    if (is_one_of(word(i), {"worldwide", "affects", "globally", "world"})) return true;
  return is_one_of(word(people + 1), {"have", "has"}) && !numbers_.shares.empty() == false &&
         tokens_[people > 0 ? people - 1 : 0].value >= 1e5;
}

void Finder::group(std::size_t i) {
  if (std::ranges::find(numbers_.groups, tokens_[i].value) == numbers_.groups.end())
    numbers_.groups.push_back(tokens_[i].value);
  take(i, i + 1);
}

// A number right before a result, beside a known group: "of 200 patients, 150 improved".
void Finder::take_rest() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!number(i)) continue;
    if (mark(i - 1, "-") && tokens_[i].adjoins) continue;  // "SRI-4 response"
    std::size_t verb = i + 1;
    while (is_one_of(word(verb), {"of",     "them",          "have",    "had",   "were",
                                  "fully",  "completely",    "who",     "then",  "actually",
                                  "also",   "later", "subsequently", "soon", "still", "afterwards",
                                  "significantly", "clearly", "or",    "more",
                                  "others", "participants",  "will",    "a",     "an",
                                  "and",    "whom",          "which",   "these", "those",
                                  "complete", "partial"}) &&
           verb < i + 5)
      ++verb;
    if (word(verb) == "in" && word(verb + 1) == "remission") ++verb;
    const bool percent_beside = mark(i + 1, "(") && i + 3 < tokens_.size() &&
                                tokens_[i + 2].kind == Kind::percent && mark(i + 3, ")");
    if (percent_beside) verb = i + 4;
    const bool beside = in_brackets(i);
    if (!is_result(word(verb)) && word(verb) != "non" && !beside) continue;
    const auto& shares = numbers_.shares;
    std::optional<double> whole;
    if (numbers_.groups.size() == 1) whole = numbers_.groups.front();
    for (const CountedShare& share : shares)
      if (share.n && numbers_.groups.empty()) whole = share.n;
    const bool counted = numbers_.lone_events || std::ranges::any_of(shares, &CountedShare::counts);
    if (!counted && whole && (!beside || !shares.empty()))
      add({i, i + 1, "", tokens_[i].value, whole, false, Bound::none, false, true});
    else if (!counted && shares.empty() && !beside) {
      numbers_.lone_events = tokens_[i].value;
      numbers_.lone_at = i;
      numbers_.lone_bound = bound_of(view_, i, i + 1);
      take(i, i + 1);
    } else if (!beside) {
      numbers_.another = i;
    }
  }
}

// "75% of 200 (150)"
bool Finder::in_brackets(std::size_t i) const {
  return i >= 1 && mark(i - 1, "(") && mark(i + 1, ")");
}

// "Zero deaths (0/500)": the number stands twice.
void Finder::take_zero_beside() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!number(i) || tokens_[i].value != 0 || mark(i + 1, "/") || word(i + 1) == "of") continue;
    for (std::size_t at = i + 1; at < i + 6; ++at)
      if (mark(at, "(") && number(at + 1) && tokens_[at + 1].value == 0 && number(at + 3) &&
          (mark(at + 2, "/") || word(at + 2) == "of"))
        take(i, i + 1);
  }
}

// "no relapses in 30 patients", "without infections"
void Finder::take_denials() {
  if (!numbers_.shares.empty() || numbers_.lone_events) return;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!is_one_of(word(i), {"no", "zero", "without"})) continue;
    if (no_difference_at(tokens_, i) > 0 ||
        is_one_of(word(i + 1), {"more", "fewer", "less", "worse"}))
      continue;
    if (i > 0 && is_one_of(word(i - 1),
                           {"virtually", "practically", "nearly", "almost", "hardly", "next"})) {
      refuse("\"" + std::string(word(i - 1)) + " " + std::string(word(i)) + "\" is no number",
             "write how many they were, such as \"2 of 40 people\"");
      return;
    }
    for (std::size_t j = i + 1; j < i + 4; ++j) {
      if (!is_harm(word(j)) && !bad_event(word(j))) continue;
      std::optional<double> n;
      if (numbers_.groups.size() == 1) n = numbers_.groups.front();
      add({i, i + 1, "", 0.0, n, false, Bound::none, false, true});
      return;
    }
  }
}

}  // namespace steelyard::sentence
