// What the numbers of a sentence count: shares, group sizes, durations; the rest is left alone.
#include "claim/sentence/numbers.h"

#include <algorithm>
#include <cmath>

#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

constexpr auto absent = static_cast<std::size_t>(-1);

class Finder {
 public:
  explicit Finder(const std::vector<Token>& tokens) : tokens_(tokens), view_(tokens) {}

  Numbers find() {
    if (refuse_impossible()) return numbers_;
    numbers_.durations = take_asides(view_);
    take_none_and_all();
    take_pairs();
    take_percents();
    take_fractions();
    take_groups();
    take_rest();
    take_denials();
    return numbers_;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return view_.word(i); }
  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const { return view_.mark(i, text); }
  [[nodiscard]] bool number(std::size_t i) const { return view_.number(i); }
  void take(std::size_t from, std::size_t to) { view_.take(from, to); }

  bool refuse(std::string trouble, std::string hint) {
    if (numbers_.trouble.empty()) {
      numbers_.trouble = std::move(trouble);
      numbers_.hint = std::move(hint);
    }
    return true;
  }

  bool refuse_impossible() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (token.kind != Kind::number && token.kind != Kind::percent) continue;
      const bool after_word = i >= 2 && (tokens_[i - 2].kind != Kind::mark || mark(i - 2, ")"));
      if (i >= 1 && mark(i - 1, "-") && !after_word)
        return refuse("-" + token.text + " is negative, but a number of people is 0 or more", "");
      if (token.kind == Kind::percent && token.value > 100 && !is_change(i))
        return refuse(token.text + "% is more than everybody",
                      "a share of people lies between 0% and 100%");
      const bool range = i + 2 < tokens_.size() &&
                         (mark(i + 1, "-") || word(i + 1) == "to" || word(i + 1) == "and") &&
                         tokens_[i + 2].kind == Kind::percent;
      const bool between = i >= 1 && word(i - 1) == "between";
      if (range && (word(i + 1) != "and" || between))
        return refuse("a range of shares is named (" + token.text + " to " + tokens_[i + 2].text +
                          "%)",
                      "write one number, or two sentences");
    }
    return false;
  }

  // "improved by 50%", "50% less pain", "a 30% reduction": a change, not a share of people.
  [[nodiscard]] bool is_change(std::size_t i) const {
    std::string_view next = word(i + 1);
    if (is_one_of(next, {"of"})) return false;
    if (is_one_of(next, {"more", "less", "fewer", "better", "lower", "higher", "faster",
                         "improvement", "reduction", "increase", "decrease", "drop", "decline",
                         "relief", "gain", "greater", "stronger", "worse", "longer", "rise",
                         "reduced"})) {
      // "75% improvement rate", "the 80% relief rate"
      return word(i + 2) != "rate";
    }
    const std::string_view before = i >= 1 ? word(i - 1) : std::string_view();
    return before == "by" || (before == "to" && i >= 2 && is_one_of(word(i - 2), {"up"}) &&
                              i >= 3 && word(i - 3) == "by");
  }

  void add(CountedShare share) {
    share.approx = share.approx || approximate_before(view_, share.from);
    take(share.from, share.to);
    numbers_.shares.push_back(std::move(share));
  }

  // The number after "of", "of the", "out of all our" …; absent if none follows.
  [[nodiscard]] std::size_t number_after_of(std::size_t i) const {
    if (word(i) == "out") ++i;
    if (word(i) != "of" && word(i) != "among" && word(i) != "in") return absent;
    ++i;
    while (is_one_of(word(i), {"the", "all", "our", "their", "these", "those", "his", "her", "a",
                               "total", "of", "first", "over", "about", "nearly", "some", "more",
                               "than", "its"}) &&
           i < tokens_.size())
      ++i;
    return number(i) ? i : absent;
  }

  // "none of the 40", "0 of 200", "not one out of 12"; "all 12 patients", "every one of the 12".
  void take_none_and_all() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool no_one = word(i) == "no" && word(i + 1) == "one";
      const bool not_one = word(i) == "not" && number(i + 1) && tokens_[i + 1].value == 1;
      const bool no_1 = word(i) == "no" && number(i + 1) && tokens_[i + 1].value == 1 &&
                        tokens_[i + 1].in_words;
      const bool not_single = word(i) == "not" && word(i + 1) == "a" && word(i + 2) == "single";
      if (is_one_of(word(i), {"none", "nobody"}) || no_one || not_one || no_1 || not_single) {
        std::size_t next = i + (is_one_of(word(i), {"none", "nobody"}) ? 1 : 2);
        if (not_single) ++next;
        if (is_people(word(next))) ++next;
        const std::size_t whole = number_after_of(next);
        CountedShare share{i, next, "", 0.0, std::nullopt, false, false, true};
        if (whole != absent) {
          share.n = tokens_[whole].value;
          share.to = whole + 1;
        }
        add(std::move(share));
        continue;
      }
      const bool every = is_one_of(word(i), {"every", "each"}) &&
                         (is_people(word(i + 1)) || (number(i + 1) && tokens_[i + 1].value == 1) ||
                          word(i + 1) == "single" || word(i + 1) == "of");
      const bool all = word(i) == "all" || every;
      if (all) {
        std::size_t whole = number(i + 1) && !every ? i + 1 : absent;
        if (whole == absent && word(i) == "all" &&
            is_one_of(word(i + 1), {"the", "our", "of", "these", "those"}))
          whole = number(i + 2) ? i + 2 : number_after_of(i + 1);
        if (every) {
          whole = number_after_of(i + 1);
          for (std::size_t skip = 2; whole == absent && skip <= 3; ++skip)
            whole = number_after_of(i + skip);
        }
        if (all_of_is_idiom(i)) continue;
        if (whole != absent)
          add({i, whole + 1, "", tokens_[whole].value, tokens_[whole].value, false, false, true});
        else if (result_follows(i + 1))
          add({i, i + 1, "100", std::nullopt, std::nullopt, false, true, false});
      } else if (is_one_of(word(i), {"everyone", "everybody"})) {
        CountedShare share{i, i + 1, "100", std::nullopt, std::nullopt, false, true, false};
        add(std::move(share));
      } else if (word(i) == "both" && is_people(word(i + 1))) {
        CountedShare share{i, i + 1, "", 2.0, 2.0, false, false, true};
        add(std::move(share));
      }
    }
  }

  // "all improved", "every patient improved", "all patients recovered"
  [[nodiscard]] bool result_follows(std::size_t i) const {
    while (is_people(word(i)) || is_one_of(word(i), {"of", "the", "our", "them", "single", "one"})) ++i;
    return is_benefit(word(i)) || is_harm(word(i));
  }

  // "all 200 patients were followed, 150 improved": the whole group is no result.
  [[nodiscard]] bool all_of_is_idiom(std::size_t i) const {
    if (i >= 1 && is_one_of(word(i - 1), {"of", "in", "among"})) return true;
    std::size_t more = 0;
    for (std::size_t j = 0; j < tokens_.size(); ++j)
      if (j != i && (tokens_[j].kind == Kind::percent || tokens_[j].kind == Kind::fraction)) ++more;
    return more > 0;
  }

  // "9 of 12", "150 patients out of 200", "9/12", "3 in 4"
  void take_pairs() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!number(i)) continue;
      std::size_t joint = i + 1;
      if (mark(joint, "/") && number(joint + 1)) {
        const double x = tokens_[i].value, y = tokens_[joint + 1].value;
        if (y <= 5 && x <= y && y > 0)  // "3/4 of patients": a way of speaking
          add({i, joint + 2, fixed(std::round(100 * x / y), 0), std::nullopt, std::nullopt, true,
               true, false});
        else
          add({i, joint + 2, "", x, y, false, false, true});
        continue;
      }
      std::size_t skipped = 0;
      while (joint < tokens_.size() && tokens_[joint].kind == Kind::word && skipped < 3 &&
             !is_one_of(word(joint), {"of", "out", "in", "and", "had", "were"}) &&
             (is_people(word(joint)) || is_people(word(joint + 1)) || is_benefit(word(joint)))) {
        ++joint;
        ++skipped;
      }
      const bool out_of = word(joint) == "out" && word(joint + 1) == "of";
      const bool in = word(joint) == "in" || (word(joint) == "out" && word(joint + 1) == "in");
      const std::size_t whole = number_after_of(joint);
      if (whole == absent) continue;
      const double x = tokens_[i].value, y = tokens_[whole].value;
      if (y == 0) {
        refuse("the group has 0 people, but must have at least one", "");
        return;
      }
      const bool range = i >= 2 && (word(i - 1) == "to" || word(i - 1) == "or" || mark(i - 1, "-")) &&
                         tokens_[i - 2].kind == Kind::number;
      if (range) {
        refuse("a range of counts is named (" + tokens_[i - 2].text + " to " + tokens_[i].text + ")",
               "write one number, or two sentences");
        return;
      }
      const bool direct = skipped == 0 && whole == joint + (out_of ? 2 : 1);
      const bool round = y == 10 || y == 100 || y == 1000 || y == 10000 || y == 100000;
      // "200 patients in 8 trials" was taken as an aside; "in 2019" too
      if (in && !direct) continue;
      const bool ratio = (in && (y <= 10 || round)) || (out_of && direct && (y <= 5 || round));
      if (ratio) {
        if (x > y) {
          refuse(tokens_[i].text + " in " + tokens_[whole].text + " is more than everybody", "");
          return;
        }
        CountedShare share{i, whole + 1, "", std::nullopt, std::nullopt, true, true, false};
        share.percent = fixed(std::round(100 * x / y), 0);
        if (round && y >= 100) {
          share.percent = shortest(100 * x / y);
          share.approx = false;
        }
        add(std::move(share));
      } else {
        add({i, whole + 1, "", x, y, false, false, true});
      }
    }
  }

  void take_percents() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != Kind::percent || view_.taken(i)) continue;
      // "95% CI", "95% confidence"
      if (is_one_of(word(i + 1), {"ci", "confidence", "sure", "certain", "natural", "safe", "pure",
                                  "effective", "organic", "satisfaction"}) &&
          !(word(i + 1) == "effective")) {
        take(i, i + 1);
        continue;
      }
      if (is_change(i)) {
        refuse(tokens_[i].text + "% is a change here, not a share of people",
               "write how many people changed, such as \"75% of 200 people improved\"");
        return;
      }
      CountedShare share{i, i + 1, tokens_[i].text, std::nullopt, std::nullopt, false, false, false};
      // "75% (150)" and "75% (150 of 200)": the pair is a share of its own
      const std::size_t whole = number_after_of(i + 1);
      if (whole != absent && !mark(whole + 1, "/")) {
        share.n = tokens_[whole].value;
        share.to = whole + 1;
      }
      add(std::move(share));
    }
  }

  void take_fractions() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (token.kind != Kind::fraction || view_.taken(i)) continue;
      if (is_one_of(word(i + 1), {"hour", "the", "as", "a"}) && word(i + 1) != "the") continue;
      if (word(i + 1) == "the" && !(is_people(word(i + 2)) || number(i + 2))) continue;
      const bool halved = i >= 1 && word(i - 1) == "in" && word(i + 1) != "of";
      if (i >= 1 && (word(i - 1) == "by" || halved)) {
        refuse("\"" + std::string(word(i - 1)) + " " + token.text + "\" is a change here, not a share of people",
               "write how many people changed, such as \"75% of 200 people improved\"");
        return;
      }
      CountedShare share{i, i + 1, fixed(std::round(100 * token.part / token.whole), 0),
                  std::nullopt, std::nullopt, true, true, false};
      const std::size_t whole =
          word(i + 1) == "the" && number(i + 2) ? i + 2 : number_after_of(i + 1);
      if (whole != absent) {
        share.n = tokens_[whole].value;
        share.to = whole + 1;
      }
      add(std::move(share));
    }
  }

  // "200 patients", "a 200-person trial", "n = 200"
  void take_groups() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!number(i)) continue;
      if (i >= 2 && mark(i - 1, "=") && word(i - 2) == "n") {
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
      if (!is_people(word(next))) continue;
      if (is_world(next)) {
        numbers_.world.push_back(tokens_[i].value);
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
      const bool result = is_benefit(word(verb)) || is_harm(word(verb));
      if (result && numbers_.shares.empty() && !numbers_.lone_events && !only_group_word(i)) {
        numbers_.lone_events = tokens_[i].value;
        take(i, next);
      } else {
        group(i);
      }
    }
  }

  // "in 200 patients", "of 200 patients", "among", "treated": the number is the group.
  [[nodiscard]] bool only_group_word(std::size_t i) const {
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

  [[nodiscard]] bool is_world(std::size_t people) const {
    for (std::size_t i = people + 1; i < std::min(people + 7, tokens_.size()); ++i)
      if (is_one_of(word(i), {"worldwide", "globally", "world", "americans", "live", "living",
                              "suffer", "suffering", "affected", "diagnosed"}))
        return true;
    for (std::size_t i = 0; i < people; ++i)
      if (is_one_of(word(i), {"worldwide", "affects", "globally", "world"})) return true;
    return is_one_of(word(people + 1), {"have", "has"}) && !numbers_.shares.empty() == false &&
           tokens_[people > 0 ? people - 1 : 0].value >= 1e5;
  }

  void group(std::size_t i) {
    if (std::ranges::find(numbers_.groups, tokens_[i].value) == numbers_.groups.end())
      numbers_.groups.push_back(tokens_[i].value);
    take(i, i + 1);
  }

  // A number right before a result, beside a known group: "of 200 patients, 150 improved".
  void take_rest() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!number(i)) continue;
      std::size_t verb = i + 1;
      while (is_one_of(word(verb), {"of", "them", "have", "had", "were", "fully", "completely", "who",
                                    "then", "actually", "also", "significantly", "clearly", "or",
                                    "more", "others", "participants", "and", "whom",
                                    "which", "these", "those"}) &&
             verb < i + 4)
        ++verb;
      if (!(is_benefit(word(verb)) || is_harm(word(verb)))) continue;
      if (numbers_.groups.size() == 1 && numbers_.shares.empty())
        add({i, i + 1, "", tokens_[i].value, numbers_.groups.front(), false, false, true});
      else if (numbers_.shares.empty() && numbers_.groups.empty() && !numbers_.lone_events)
        numbers_.lone_events = tokens_[i].value;
    }
  }

  // "no relapses in 30 patients", "without infections"
  void take_denials() {
    if (!numbers_.shares.empty() || numbers_.lone_events) return;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!is_one_of(word(i), {"no", "zero", "without"})) continue;
      for (std::size_t j = i + 1; j < i + 4; ++j) {
        if (!is_harm(word(j))) continue;
        std::optional<double> n;
        if (numbers_.groups.size() == 1) n = numbers_.groups.front();
        add({i, j + 1, "", 0.0, n, false, false, true});
        return;
      }
    }
  }

  const std::vector<Token>& tokens_;
  TokenView view_;
  Numbers numbers_;
};

}  // namespace

Numbers numbers_of(const std::vector<Token>& tokens) {
  return Finder(tokens).find();
}

}  // namespace steelyard::sentence
