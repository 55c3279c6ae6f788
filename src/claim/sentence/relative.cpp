// Relative statements: "twice as likely", "30% fewer relapses", "halves the risk".
#include "claim/sentence/relative.h"

#include <algorithm>
#include <array>

#include "claim/sentence/doubts.h"
#include "claim/sentence/event_words.h"
#include "claim/sentence/numbers.h"

namespace steelyard::sentence {

namespace {

// What is multiplied must count people; "twice the energy" does not.
bool is_chance(std::string_view word) {
  return is_one_of(word, {"chance", "chances", "likelihood", "probability", "risk", "risks", "rate",
                          "rates", "number"});
}

bool counts_people(std::string_view word) {
  return is_people(word) ||
         is_one_of(word, {"relapses", "deaths", "infections", "hospitalisations", "hospitalizations",
                          "fractures", "strokes", "flares", "complications", "reactions", "recurrences",
                          "attacks", "amputations", "dropouts", "survivors", "responders",
                          "remissions", "mortality", "survival"});
}

// "tuberculosis", "TB": to have less of it is to have fewer people with it.
bool is_illness(std::string_view word) {
  if (word == "disease" || word == "depression") return false;
  return std::ranges::any_of(event_words(), [&](const EventWords& each) {
    return each.only_if_had && each.phrase == word;
  });
}

class RelativeFinder {
 public:
  explicit RelativeFinder(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<Relative> find() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      for (const auto& found : {multiple(i), verb(i), percent_more(i), percent_change(i), named(i)})
        if (found && found->ratio > 0 && found->ratio <= most) return found;
    return std::nullopt;
  }

 private:
  // Divided last, so that 95% less is 0.05 and not a neighbour of it.
  static double changed_by(double percent) { return (100 + percent) / 100; }

  static constexpr double most = 1e6;  // more is a slip of the pen

  [[nodiscard]] std::string_view word(std::size_t i) const { return word_at(tokens_, i); }
  [[nodiscard]] bool is(std::size_t i, Kind kind) const {
    return i < tokens_.size() && tokens_[i].kind == kind;
  }

  // Passes over "the", "a", "patients'", so that "the relapse rate" ends at its last word.
  [[nodiscard]] std::optional<std::size_t> chance_within(std::size_t from) const {
    constexpr std::size_t reach = 4;  // words
    for (std::size_t i = from; i < std::min(from + reach, tokens_.size()); ++i) {
      if (is_chance(word(i))) return i + 1;
      if (!is(i, Kind::word)) return std::nullopt;
    }
    return std::nullopt;
  }

  // "twice", "three times", "3-fold", "half" in front of something.
  [[nodiscard]] std::optional<std::pair<double, std::size_t>> factor(std::size_t i) const {
    if (is_one_of(word(i), {"twice", "double", "twofold"})) return std::pair(2.0, i + 1);
    if (is_one_of(word(i), {"thrice", "triple", "threefold"})) return std::pair(3.0, i + 1);
    const bool half = is(i, Kind::fraction) && tokens_[i].part == 1 && tokens_[i].whole == 2;
    if (half) return std::pair(0.5, i + 1);
    if (is(i, Kind::fraction) && word(i + 1) == "as")
      return std::pair(tokens_[i].part / tokens_[i].whole, i + 1);
    if (!is(i, Kind::number)) return std::nullopt;
    std::size_t next = i + 1;
    if (next < tokens_.size() && tokens_[next].text == "-") ++next;
    if (is_one_of(word(next), {"times", "fold", "x"})) return std::pair(tokens_[i].value, next + 1);
    return std::nullopt;
  }

  // "twice as many patients", "3 times as likely", "2-fold higher chance", "half the risk"
  [[nodiscard]] std::optional<Relative> multiple(std::size_t i) const {
    const auto by = factor(i);
    if (!by) return std::nullopt;
    std::size_t next = by->second;
    const bool as = word(next) == "as";
    if (as) ++next;
    const bool more = is_one_of(
        word(next), {"more", "higher", "greater", "the", "a", "your", "their", "increased"});
    if (!as && !more) return std::nullopt;
    if (!as) ++next;
    const bool often = (as || word(next - 1) == "more") &&
                       is_one_of(word(next), {"common", "frequent", "prevalent", "often"});
    if (often) return Relative{by->first, i, next + 1, as};
    if (word(next) == "likely") return Relative{by->first, i, next + 1, as};
    if ((as && word(next) == "many") || (!as && word(next - 1) == "more")) {
      std::size_t whom = as ? next + 1 : next;
      if (is_one_of(word(whom), {"vaccinated", "unvaccinated", "untreated", "immunised", "immunized"}) &&
          is_people(word(whom + 1)))
        ++whom;
      if (is_illness(word(whom)) && word(whom + 1) == "cases")
        return Relative{by->first, i, whom, as};
      if (counts_people(word(whom))) return Relative{by->first, i, whom + 1, as};
      return std::nullopt;
    }
    if (as && is_one_of(word(next), {"high", "great"})) return std::nullopt;
    if (const auto end = chance_within(next)) return Relative{by->first, i, *end, as};
    return std::nullopt;
  }

  // The chance or the events that a verb at `verb` speaks of.
  [[nodiscard]] std::optional<std::size_t> subject_before(std::size_t verb) const {
    constexpr std::size_t reach = 5;
    std::optional<std::size_t> from;
    for (std::size_t back = 1; back <= std::min(verb, reach); ++back) {
      const std::size_t at = verb - back;
      if (!is(at, Kind::word)) break;
      if (is_chance(word(at)) || (counts_people(word(at)) && !is_people(word(at)))) from = at;
    }
    return from;
  }

  // "doubles the chance", "halved the risk of relapse"
  [[nodiscard]] std::optional<Relative> verb(std::size_t i) const {
    double ratio = 0;
    if (is_one_of(word(i), {"doubles", "doubled", "doubling"})) ratio = 2;
    if (is_one_of(word(i), {"triples", "tripled", "trebles", "trebled"})) ratio = 3;
    if (is_one_of(word(i), {"halves", "halved", "halving"})) ratio = 0.5;
    if (ratio == 0) return std::nullopt;
    // "the risk of infection was halved"
    if (i >= 2 && is_one_of(word(i - 1), {"was", "were", "is", "are"}))
      if (const auto from = subject_before(i - 1)) return Relative{ratio, *from, i + 1, false};
    if (const auto end = chance_within(i + 1)) return Relative{ratio, i, *end, false};
    return std::nullopt;
  }

  // "30% more likely", "40% fewer relapses", "a 50% lower risk"
  [[nodiscard]] std::optional<Relative> percent_more(std::size_t i) const {
    if (!is(i, Kind::percent) && !is(i, Kind::fraction)) return std::nullopt;
    const std::string_view how = word(i + 1);
    const bool up = is_one_of(how, {"more", "higher", "greater", "increased"});
    const bool down = is_one_of(how, {"less", "fewer", "lower", "reduced", "smaller"});
    if (!up && !down) return std::nullopt;
    const double by = is(i, Kind::percent) ? tokens_[i].value
                                           : 100 * tokens_[i].part / tokens_[i].whole;
    const double ratio = changed_by((up ? 1 : -1) * by);
    if (is_one_of(word(i + 2), {"likely", "common", "frequent", "often"}) ||
        counts_people(word(i + 2)))
      return Relative{ratio, i, i + 3, false};
    if (is_illness(word(i + 2)) && !is_one_of(word(i + 2), {"pain"}))
      return Relative{ratio, i, i + 2, false};
    if (is_one_of(word(i + 2), {"side", "adverse", "heart", "hospital", "severe", "serious"}) &&
        is_one_of(word(i + 3), {"effects", "events", "attacks", "admissions", "reactions"}))
      return Relative{ratio, i, i + 4, false};
    if (is_one_of(how, {"more", "less", "fewer"})) return std::nullopt;
    if (const auto end = chance_within(i + 2)) return Relative{ratio, i, *end, false};
    return std::nullopt;
  }

  // "cuts the risk of relapse by 50%", "a 30% reduction in the risk"
  [[nodiscard]] std::optional<Relative> percent_change(std::size_t i) const {
    if (!is(i, Kind::percent) && !is(i, Kind::fraction)) return std::nullopt;
    constexpr std::array<std::string_view, 15> falls{
        "cuts",   "cut",    "cutting",  "reduces",   "reduced",  "reduce", "reducing", "lowers",
        "lowered", "lower", "lowering", "decreases", "decreased", "decrease", "slashes"};
    constexpr std::array<std::string_view, 6> rises{"increases", "increased", "increase",
                                                    "raises",    "raised",    "boosts"};
    const double share = is(i, Kind::percent) ? tokens_[i].value
                                              : 100 * tokens_[i].part / tokens_[i].whole;
    if (word(i + 1) == "relative" && word(i + 2) == "risk" && word(i + 3) == "reduction" &&
        is_one_of(word(i + 4), {"in", "of", "for"}))
      return Relative{changed_by(-share), i, i + 5, false, false, true};
    if (is_one_of(word(i + 1), {"reduction", "decrease", "drop", "fall", "cut", "decline",
                                "increase", "rise"}) &&
        is_one_of(word(i + 2), {"in", "of"})) {
      const bool rise = is_one_of(word(i + 1), {"increase", "rise"});
      for (std::size_t at = i + 3; at < i + 6; ++at) {
        if (is_illness(word(at)) || (counts_people(word(at)) && !is_people(word(at))))
          return Relative{changed_by(rise ? share : -share), i, at, false};
        if (!is_one_of(word(at), {"the", "cases", "of", "new", "active", "all"})) break;
      }
      if (const auto end = chance_within(i + 3))
        return Relative{changed_by(rise ? share : -share), i, *end, false};
      return std::nullopt;
    }
    const bool halved =
        is(i, Kind::fraction) && i > 0 && word(i - 1) == "in" && tokens_[i].whole == 2;
    std::size_t by = i;  // "by about half", "by a whopping 67%"
    while (by > 0 && softens(word(by - 1))) --by;
    bool approx = false;
    for (std::size_t at = by; at < i; ++at)
      approx =
          approx || is_one_of(word(at), {"about", "roughly", "around", "approximately", "nearly",
                                         "almost", "some", "circa", "estimated", "close"});
    if (!halved && (by == 0 || word(by - 1) != "by")) return std::nullopt;
    --by;
    const bool fell =
        by >= 1 && is_one_of(word(by - 1), {"fell", "dropped", "declined", "decreased", "cut",
                                            "slashed", "reduced", "lower", "down"});
    const bool rose = by >= 1 && is_one_of(word(by - 1), {"rose", "increased", "grew", "up"});
    if (fell || rose)
      if (const auto from = subject_before(by - 1))
        return Relative{changed_by(rose ? share : -share), *from, i + 1, false, approx};
    constexpr std::size_t reach = 8;  // words between the verb and "by"
    for (std::size_t back = 1; back <= std::min(by, reach + 1); ++back) {
      const std::string_view how = word(by - back);
      const bool fall = std::ranges::find(falls, how) != falls.end();
      const bool rise = std::ranges::find(rises, how) != rises.end();
      if (!fall && !rise) continue;
      auto end = chance_within(by - back + 1);
      for (std::size_t next = by - back + 1; !end && next < by - back + 4; ++next)
        if ((counts_people(word(next)) && !is_people(word(next))) || is_illness(word(next)))
          end = next + 1;
      if (!end || *end > i) return std::nullopt;
      return Relative{changed_by(rise ? share : -share), by - back, i + 1, false, approx};
    }
    return std::nullopt;
  }

  // "Risk ratio 1.5 for remission", "the relative risk of death was 0.8", "RR = 0.6"
  [[nodiscard]] std::optional<Relative> named(std::size_t i) const {
    std::size_t next = i + 1;
    if (is_one_of(word(i), {"risk", "relative"}) && is_one_of(word(i + 1), {"ratio", "risk"})) {
      ++next;
      if (word(next) == "reduction") return std::nullopt;
    } else if (word(i) != "rr") {
      return std::nullopt;
    }
    if (mark(next, "(") && word(next + 1) == "rr" && mark(next + 2, ")")) next += 3;
    constexpr std::size_t reach = 7;  // words between its name and its number
    const bool what = is_one_of(word(next), {"of", "for"}) && !is(next + 1, Kind::number);
    if (what)
      while (next < i + reach && (is(next, Kind::word) || mark(next, "-")) &&
             !is_one_of(word(next), {"was", "is", "and", "than"}))
        ++next;
    while (mark(next, "=") || mark(next, ":") || mark(next, ",") || mark(next, "(") ||
           is_one_of(word(next), {"of", "was", "is", "about"}))
      ++next;
    if (!is(next, Kind::number) || tokens_[next].in_words || tokens_[next].unclear) return std::nullopt;
    if (is_people(word(next + 1)) || mark(next + 1, "/")) return std::nullopt;
    return Relative{tokens_[next].value, i, next + 1, false, false, true};
  }

  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const { return mark_at(tokens_, i, text); }

  const std::vector<Token>& tokens_;
};

}  // namespace

std::optional<Relative> relative_of(const std::vector<Token>& tokens) {
  return RelativeFinder(tokens).find();
}

}  // namespace steelyard::sentence
