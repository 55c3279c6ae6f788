// "none of the 40", "not one of 12", "all 12 patients", "all but two of 20".
#include "claim/sentence/finder.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

// "nearly all", "not every", "almost none": words, but no number.
bool Finder::refuse_inexact(std::size_t i) {
  if (i == 0) return false;
  const std::string_view before = word(i - 1);
  const bool none = is_one_of(word(i), {"none", "nobody", "no"});
  const bool close = is_one_of(before, {"nearly", "almost", "virtually", "practically", "hardly"});
  if (!close && !(before == "not" && !none)) return false;
  return refuse("\"" + std::string(before) + " " + std::string(word(i)) + "\" is no number",
                "write how many they were, such as \"38 of 40 people\"");
}

// "all but 2 of 20": 18 of 20.
void Finder::take_all_but() {
  for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
    const bool all = is_one_of(word(i), {"all", "everyone", "everybody"});
    const bool but = is_one_of(word(i + 1), {"but", "except"});
    if (all && but && tokens_[i + 2].kind == Kind::percent && tokens_[i + 2].value <= 100) {
      std::string others = fixed(100 - tokens_[i + 2].value, 6);  // "all but 39%": 61%
      while (others.ends_with('0')) others.pop_back();
      if (others.ends_with('.')) others.pop_back();
      add({i, i + 3, others, std::nullopt, std::nullopt, false, Bound::none, true, false});
      continue;
    }
    if (!all || !but || !number(i + 2)) continue;
    const std::size_t people = is_people(word(i + 3)) ? i + 4 : i + 3;
    std::size_t whole = number_after_of(people);
    if (whole == absent)  // "of 20 patients, all but 2 improved"
      for (std::size_t back = 0; back < i && whole == absent; ++back)
        if (number(back) && is_people(word(back + 1))) whole = back;
    if (whole == absent) {
      refuse("\"" + std::string(word(i)) + " but " + tokens_[i + 2].text +
                 "\" does not say of how many",
             "write both numbers, such as \"18 of 20 people\"");
      return;
    }
    if (tokens_[i + 2].value > tokens_[whole].value) {
      refuse(tokens_[i + 2].text + " of " + tokens_[whole].text + " is more than everybody", "");
      return;
    }
    take(whole, whole + 1);
    add({i, std::max(people, whole > i ? whole + 1 : 0), "",
         tokens_[whole].value - tokens_[i + 2].value, tokens_[whole].value, false, Bound::none, false,
         true});
  }
}

void Finder::take_none_and_all() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (view_.taken(i)) continue;
    if (take_none(i) || take_neither(i)) continue;
    take_all(i);
    if (!numbers_.trouble.empty()) return;
  }
}

bool Finder::take_none(std::size_t i) {
  const auto one = [&](std::size_t at) {
    return number(at) && tokens_[at].value == 1 && tokens_[at].in_words;
  };
  const bool no_one = word(i) == "no" && (word(i + 1) == "one" || one(i + 1));
  const bool not_one = word(i) == "not" && number(i + 1) && tokens_[i + 1].value == 1;
  const bool not_single = is_one_of(word(i), {"not", "no"}) &&
                          (word(i + 1) == "a" || word(i) == "no") &&
                          word(i + (word(i) == "no" ? 1 : 2)) == "single";
  const bool no_people = word(i) == "no" && is_people(word(i + 1));
  if (word(i) == "any" && i >= 1 && is_one_of(word(i - 1), {"hardly", "scarcely", "barely"}))
    return refuse("\"" + std::string(word(i - 1)) + " any\" is no number",
                  "write how many they were, such as \"2 of 40 people\"");
  const bool none = is_one_of(word(i), {"none", "nobody"});
  if (!none && !no_one && !not_one && !not_single && !no_people) return false;
  if (refuse_inexact(i)) return true;
  std::size_t next = i + (none || no_people ? 1 : 2);
  if (not_single && word(i) == "not") ++next;
  if (not_single && one(next)) ++next;  // "not a single one of our 500"
  if (is_people(word(next))) ++next;
  std::size_t whole = number_after_of(next);
  if (no_people && whole == absent) whole = number_after_of(next + 1);
  if (whole == absent && word(next) == "in")  // "nobody in the treatment group of 45"
    for (std::size_t at = next + 1; at < next + 5 && whole == absent; ++at)
      if (is_one_of(word(at), {"group", "arm"})) whole = number_after_of(at + 1);
  CountedShare share{i, next, "", 0.0, std::nullopt, false, Bound::none, false, true};
  if (whole != absent) {
    share.n = tokens_[whole].value;
    share.to = whole + 1;
  }
  add(std::move(share));
  return true;
}

// "Neither of the two patients died", "neither patient died": 0 of 2. Not "neither of the two drugs".
bool Finder::take_neither(std::size_t i) {
  if (word(i) != "neither") return false;
  std::size_t to = i + 1;
  if (word(to) == "of") {
    const std::size_t two = number_after_of(to);
    if (two != absent && tokens_[two].value != 2) return false;
    to = two != absent ? two + 1 : to + 1;
    if (two == absent)
      while (is_one_of(word(to), {"the", "our", "these", "those", "them"})) ++to;
  }
  if (is_people(word(to))) ++to;
  while (is_one_of(word(to), {"had", "has", "have", "was", "were", "got", "showed", "experienced",
                              "reported", "a", "an", "any", "serious", "severe"}) &&
         to < i + 9)
    ++to;
  if (!is_result(word(to))) return false;
  for (std::size_t at = to; at < tokens_.size(); ++at)
    if (word(at) == "nor") return false;  // "15 of 20 neither improved nor worsened"
  add({i, i + 1, "", 0.0, 2.0, false, Bound::none, false, true});
  for (std::size_t at = i + 1; at < to; ++at)
    if (number(at)) take(at, at + 1);
  return true;
}

void Finder::take_all(std::size_t i) {
  if (is_one_of(word(i), {"everyone", "everybody"})) {
    if (!refuse_inexact(i))
      add({i, i + 1, "100", std::nullopt, std::nullopt, false, Bound::none, true, false});
    return;
  }
  // ", all ill for more than 10 years,": who they are.
  if (word(i) == "all" && is_one_of(word(i + 1), {"ill", "sick"}) && is_one_of(word(i + 2), {"for", "since"})) return;
  if (word(i) == "both" && is_people(word(i + 1))) {
    add({i, i + 1, "", 2.0, 2.0, false, Bound::none, false, true});
    return;
  }
  const bool every = is_one_of(word(i), {"every", "each"}) &&
                     (is_people(word(i + 1)) || (number(i + 1) && tokens_[i + 1].value == 1) ||
                      word(i + 1) == "single" || word(i + 1) == "of");
  if (word(i) != "all" && !every) return;
  const bool of_clause = i >= 1 && is_one_of(word(i - 1), {"had", "have", "has", "who", "were", "are",
                                                           "was", "they", "whom", "not", "at", "after"});
  bool counted = false;  // pairs are taken later
  for (std::size_t at = 0; at < i; ++at)
    counted = counted || (number(at) && number_after_of(at + 1) != absent);
  if (of_clause && (counted || clause_opens(i))) return;  // "30 of 40, who had all failed drugs"
  std::size_t whole = number(i + 1) && !every ? i + 1 : absent;
  if (whole == absent && word(i) == "all" &&
      is_one_of(word(i + 1), {"the", "our", "of", "these", "those"}))
    whole = number(i + 2) ? i + 2 : number_after_of(i + 1);
  if (every) {
    whole = number_after_of(i + 1);
    for (std::size_t skip = 2; whole == absent && skip <= 3; ++skip)
      whole = number_after_of(i + skip);
  }
  if (whole == absent && !result_follows(i + 1)) return;
  if (refuse_inexact(i) || all_of_is_idiom(i)) return;
  if (whole != absent)
    add({i, whole + 1, "", tokens_[whole].value, tokens_[whole].value, false, Bound::none, false,
         true});
  else
    add({i, i + 1, "100", std::nullopt, std::nullopt, false, Bound::none, true, false});
}

// "patients who had all failed": the word is about whom, not about the result.
bool Finder::clause_opens(std::size_t i) const {
  constexpr std::size_t reach = 4;
  for (std::size_t back = 1; back <= std::min(reach, i); ++back)
    if (is_one_of(word(i - back), {"who", "whom", "that", "which"})) return true;
  return false;
}

// "all improved", "every patient improved", "all patients recovered"
bool Finder::result_follows(std::size_t i) const {
  while (is_people(word(i)) || is_one_of(word(i), {"of", "the", "our", "them", "single", "one"})) ++i;
  return is_result(word(i));
}

// "all 200 patients were followed, 150 improved": the whole group is no result.
bool Finder::all_of_is_idiom(std::size_t i) const {
  if (i >= 1 && is_one_of(word(i - 1), {"of", "in", "among"})) return true;
  for (std::size_t j = 0; j < tokens_.size(); ++j)
    if (j != i && (tokens_[j].kind == Kind::percent || tokens_[j].kind == Kind::fraction)) return true;
  return false;
}

}  // namespace steelyard::sentence
