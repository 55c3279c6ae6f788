// Numbers that count no people: durations, ages, years, doses, money, phases of trials.
#include "claim/sentence/finder.h"
#include "claim/sentence/numbers.h"
#include "claim/sentence/other_spans.h"

namespace steelyard::sentence {

namespace {

class Asides {
 public:
  explicit Asides(TokenView& view) : view_(view) {}

  // Durations, ages, years, doses, money, phases: nothing of this counts people.
  std::vector<double> take() {
    for (std::size_t i = 0; i < view_.size(); ++i) {
      if (view_.word(i) == "overnight" &&
          !(i > 0 && is_one_of(view_.word(i - 1), {"stay", "stays", "stayed", "an", "kept"})))
        durations_.push_back(1.0 / 7);
      if (is_one_unit(i)) durations_.push_back(weeks_in(view_.word(i)));
      if (!view_.number(i) && !(view_.token(i).kind == Kind::word && i + 1 < view_.size())) continue;
      if (!view_.number(i)) {
        // "a year", "one month" are handled as numbers; "a year later" as one year
        if ((view_.word(i) == "a" || view_.word(i) == "an" || view_.word(i) == "one") &&
            weeks_in(view_.word(i + 1)) > 0 && is_duration_word(i) && !is_waited(i) &&
            !is_other_span(view_, i, i + 1))
          durations_.push_back(weeks_in(view_.word(i + 1)));
        continue;
      }
      const Token& token = view_.token(i);
      if (take_date(i)) continue;
      std::size_t unit = i + 1;
      if (view_.mark(unit, "-")) ++unit;
      if (view_.mark(unit, "+")) ++unit;
      const bool range = view_.number(unit) ||
                         (is_one_of(view_.word(unit), {"to", "or"}) && view_.number(unit + 1));
      const std::size_t second = view_.number(unit) ? unit : unit + 1;
      if (describes_people(i, unit)) {
        view_.take(i, weeks_in(view_.word(unit)) > 0 ? unit + 1 : i + 1);
      } else if (is_aged(i)) {
        view_.take(i, range ? second + 1 : i + 1);
        if (!range && view_.word(i + 1) == "and" && view_.number(i + 2)) view_.take(i + 2, i + 3);
      } else if (const double weeks = weeks_in(view_.word(unit)); weeks > 0) {
        if (is_age(i, unit) || is_history(i, unit) || is_past(i) || is_daily(i, unit) ||
            is_other_span(view_, i, unit)) {
          view_.take(i, unit + 1);
          continue;
        }
        durations_.push_back(token.value * weeks);
        view_.take(i, unit + 1);
      } else if (range && second + 1 < view_.size() && weeks_in(view_.word(second + 1)) > 0) {
        view_.take(i, second + 2);  // "6 to 12 months": no single time
        if (!is_age(i, second + 1) && !is_other_span(view_, i, second + 1)) durations_.push_back(-1);
      } else if (is_unit(view_.word(unit)) || token.money ||
                 (is_unit(view_.word(unit + 1)) &&
                  !is_one_of(view_.word(unit), {"with", "of", "and", "on", "in", "to", "from", "after",
                                          "had", "got", "or", "for", "by", "at", "the"}))) {
        if (!is_people(view_.word(unit))) view_.take(i, unit + 1);
      } else if (i >= 2 && view_.mark(i - 1, "-") && view_.word(i - 2) == "covid") {
        view_.take(i, i + 1);
      } else if (i >= 1 &&
                 is_one_of(view_.word(i - 1),
                           {"phase", "grade",  "stage",   "type",    "week",        "month",
                            "day",   "year",   "age",     "aged",    "version",     "class",
                            "top",   "figure", "table",   "chapter", "page",        "nct",
                            "covid", "since",  "vitamin", "patient", "participant", "volunteer"})) {
        if (is_one_of(view_.word(i - 1), {"week", "month", "day", "year"}))
          durations_.push_back(token.value * weeks_in(view_.word(i - 1)));
        view_.take(i, i + 1);
      } else if (token.value >= 1900 && token.value <= 2100 && token.text.size() == 4 &&
                 !token.in_words && i >= 1 &&
                 (is_one_of(view_.word(i - 1),
                            {"in", "since", "from", "by", "until", "during", "january", "february",
                             "march", "april", "may", "june", "july", "august", "september",
                             "october", "november", "december", "al"}) ||
                  view_.mark(i - 1, "("))) {
        view_.take(i, i + 1);
      } else if (i >= 1 && view_.mark(i - 1, "<") && i >= 2 && view_.word(i - 2) == "p") {
        view_.take(i, i + 1);
      } else if (i >= 1 && view_.mark(i - 1, "=") && i >= 2 && view_.word(i - 2) == "p") {
        view_.take(i, i + 1);
      }
    }
    return durations_;
  }

 private:
  [[nodiscard]] bool is_duration_word(std::size_t i) const {
    const std::string_view before = i >= 1 ? view_.word(i - 1) : std::string_view();
    return is_one_of(before, {"after", "for", "within", "over", "at", "least", "than", "lasting",
                              "lasted", "lasts", "last", "only", "about"}) ||
           is_one_of(view_.word(i + 2), {"later", "after", "on"});
  }

  // "Over the following year", "in their first month", "in the year after the infusion"
  [[nodiscard]] bool is_one_unit(std::size_t i) const {
    if (!is_one_of(view_.word(i), {"year", "month", "week", "decade"}) || i < 2) return false;
    const bool following = is_one_of(view_.word(i - 1), {"following", "next", "first", "whole", "entire"});
    if (!following && !(view_.word(i - 1) == "the" && is_one_of(view_.word(i + 1), {"after", "following"}))) return false;
    std::size_t at = following ? i - 1 : i;
    const std::size_t noun = at;
    while (at > 0 && is_one_of(view_.word(at - 1), {"the", "their", "a", "our", "his", "her", "my"})) --at;
    return at < noun && at > 0 &&
           is_one_of(view_.word(at - 1), {"in", "over", "within", "during", "for", "after", "throughout"});
  }

  // "aged 18 to 65", "60 years old", "women over 50 years"
  [[nodiscard]] bool is_age(std::size_t i, std::size_t unit) const {
    const std::string_view before = i >= 1 ? view_.word(i - 1) : std::string_view();
    for (std::size_t back = 1; back <= 4 && back <= i; ++back)
      if (is_one_of(view_.word(i - back), {"oldest", "youngest", "eldest"})) return true;
    return is_one_of(before, {"aged", "age"}) || is_one_of(view_.word(unit + 1), {"old", "olds"}) ||
           (view_.mark(unit + 1, "-") && is_one_of(view_.word(unit + 2), {"old", "olds"})) ||
           (is_one_of(view_.word(unit + 1), {"and", "or"}) &&
            is_one_of(view_.word(unit + 2),
                      {"older", "over", "above", "up", "younger", "under"})) ||
           (is_one_of(view_.word(unit + 1), {"of"}) &&
            is_one_of(view_.word(unit + 2), {"age", "experience"}));
  }

  // "Women over 40", "patients with a SLEDAI over 10", "people with lupus for 10 years": who they are, where
  // another number tells how many of them had the result.
  [[nodiscard]] bool describes_people(std::size_t i, std::size_t unit) const {
    if (view_.mark(i + 1, "/") || is_one_of(view_.word(i + 1), {"of", "out"}) || is_people(view_.word(unit)))
      return false;
    std::size_t people = i;
    constexpr std::size_t reach = 9;  // words between the people and the number
    while (people > 0 && i - people < reach && !is_people(view_.word(people))) {
      --people;
      const bool sign = view_.mark(people, "<") || view_.mark(people, ">") || view_.mark(people, "=") ||
                        view_.mark(people, "-");
      if (view_.token(people).kind != Kind::word && !sign) return false;
      if (is_people(view_.word(people))) break;
      const bool who = is_one_of(view_.word(people), {"were", "had", "have"}) && people > 0 &&
                       is_one_of(view_.word(people - 1), {"who", "that"});
      if (who || people >= limit_from(i)) continue;
      if (is_result(view_.word(people)) || tells_treatment(view_.word(people))) return false;
    }
    if (!is_people(view_.word(people)) || people + 1 > i) return false;
    if (!another_share(i)) return false;
    std::size_t from = people + 1;
    const bool whom = is_one_of(view_.word(from), {"with", "having", "whose"}) ||
                      (is_one_of(view_.word(from), {"who", "that"}) &&
                       is_one_of(view_.word(from + 1), {"had", "have"}));
    if (is_one_of(view_.word(from), {"who", "that"}) &&
        is_one_of(view_.word(from + 1), {"were", "are", "had", "have"}))
      from += 2;
    const bool limit = is_limit(i);
    if (weeks_in(view_.word(unit)) == 0)
      return whom ? limit || i == from + 1 || is_one_of(view_.word(i - 1), {"of", "to", "is", "was"}) || from + 3 >= i
                  : limit && limit_from(i) <= from;
    // "With lupus over 2 years" may be how long they were treated.
    if (whom) return view_.word(limit_from(i) - 1) == "for" || (limit && view_.word(i - 1) != "over");
    const bool years = is_one_of(view_.word(unit), {"year", "years"});
    constexpr double least_age = 12;  // "over 2 years": after two years, or older than two?
    const bool young = is_one_of(view_.word(people), {"children", "infants", "babies", "newborns", "toddlers"});
    return limit && limit_from(i) <= from && (young || (years && view_.token(i).value >= least_age));
  }

  // "Over", "at least", "more than", "<" right before a number.
  [[nodiscard]] bool is_limit(std::size_t i) const { return limit_from(i) < i; }
  [[nodiscard]] std::size_t limit_from(std::size_t i) const {
    std::size_t from = i;
    while (from > 0 && (view_.mark(from - 1, "<") || view_.mark(from - 1, ">") || view_.mark(from - 1, "="))) --from;
    if (from < i) return from;
    const std::string_view w = i >= 1 ? view_.word(i - 1) : "", before = i >= 2 ? view_.word(i - 2) : "";
    if (is_one_of(w, {"over", "under", "above", "below", "beyond", "past", "exceeding"})) return i - 1;
    if (w == "than" && is_one_of(before, {"more", "less", "fewer", "higher", "lower", "greater", "longer", "shorter"}))
      return i - 2;
    if (before == "at" && is_one_of(w, {"least", "most"})) return i - 2;
    if (before == "up" && w == "to") return i - 2;
    return i;
  }

  static bool tells_treatment(std::string_view word) {
    return is_one_of(word, {"treated",   "treatment", "therapy",  "cells",    "drug",    "drugs",   "infusion",
                            "infusions", "given",     "received", "receiving", "taking", "follow",  "followed",
                            "followup",  "after",     "within",   "during",   "dose",    "doses",   "vaccine",
                            "got",       "reached",   "went",     "felt",     "showed",  "did",     "and",
                            "but",       "in",        "on"});
  }

  // A percentage, a fraction, "40 of 50", "none", "all": not this number.
  [[nodiscard]] bool another_share(std::size_t i) const {
    for (std::size_t at = 0; at < view_.size(); ++at) {
      if (at == i) continue;
      const Kind kind = view_.token(at).kind;
      if (kind == Kind::percent || kind == Kind::fraction) return true;
      if (is_one_of(view_.word(at), {"none", "all", "no", "nobody", "zero", "neither"})) return true;
      if (kind != Kind::number) continue;
      std::size_t of = at + 1;
      while (of < at + 4 && is_people(view_.word(of))) ++of;
      const bool joined = view_.mark(of, "/") || is_one_of(view_.word(of), {"of", "in", "out"});
      for (std::size_t next = of + 1; joined && next < of + 5; ++next)
        if (next != i && next < view_.size() && view_.token(next).kind == Kind::number) return true;
    }
    return false;
  }

  // "9/12/2019"; a blood pressure of 80/120; "between 2010 and 2020"
  bool take_date(std::size_t i) {
    const auto year = [&](std::size_t at) {
      return view_.number(at) && view_.token(at).value >= 1900 && view_.token(at).value <= 2100 &&
             view_.token(at).text.size() == 4;
    };
    if (view_.mark(i + 1, "/") && view_.number(i + 2) && view_.mark(i + 3, "/") &&
        view_.number(i + 4)) {
      view_.take(i, i + 5);
      return true;
    }
    if (view_.mark(i + 1, "/") && view_.number(i + 2))
      for (std::size_t back = 1; back <= 3 && back <= i; ++back)
        if (view_.word(i - back) == "pressure") {
          view_.take(i, i + 3);
          return true;
        }
    if (i >= 1 && view_.word(i - 1) == "between" && year(i) && view_.word(i + 1) == "and" &&
        year(i + 2)) {
      view_.take(i, i + 3);
      return true;
    }
    return false;
  }

  // "treated in the last 10 years", "over the past 5 years": when, not how long after.
  [[nodiscard]] bool is_past(std::size_t i) const {
    return i >= 1 &&
           is_one_of(view_.word(i - 1), {"last", "past", "previous", "recent", "preceding"});
  }

  // "3 hours a day", "8 hours of sleep": how much, not how long after.
  [[nodiscard]] bool is_daily(std::size_t i, std::size_t unit) const {
    if (!is_one_of(view_.word(unit), {"hour", "hours", "night", "nights"})) return false;
    if (is_one_of(view_.word(unit + 1), {"a", "per", "of", "daily", "each", "every"})) return true;
    return !view_.mark(unit - 1, "-") &&
           !is_one_of(view_.word(unit + 1), {"later", "after", "on"}) &&
           !(i > 0 &&
             is_one_of(view_.word(i - 1), {"within", "after", "in", "for", "over", "least", "than",
                                           "at", "about", "first", "only", "just", "under"}));
  }

  // "waited a year", "off work for a year"
  [[nodiscard]] bool is_waited(std::size_t i) const {
    for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
      if (is_one_of(view_.word(i - back), {"waiting", "waited", "wait", "bedridden", "unemployed"}))
        return true;
      if (view_.word(i - back) == "work" && back < i && view_.word(i - back - 1) == "off")
        return true;
    }
    return false;
  }

  // "between the ages of 18 and 65", "older than 65", "aged 18 to 65": until another number.
  [[nodiscard]] bool is_aged(std::size_t i) const {
    constexpr std::size_t reach = 4;
    for (std::size_t back = 1; back <= reach && back <= i; ++back) {
      if (view_.token(i - back).kind != Kind::word) return false;
      if (is_one_of(view_.word(i - back), {"aged", "age", "ages", "older", "younger"})) return true;
    }
    return false;
  }

  // "after 10 years of illness", "ill for 10 years", "a 10-year history": before the treatment.
  [[nodiscard]] bool is_history(std::size_t i, std::size_t unit) const {
    if (view_.word(unit + 1) == "history") return true;
    for (std::size_t back = 1; back <= 4 && back <= i; ++back) {
      if (view_.token(i - back).kind != Kind::word) break;
      if (is_one_of(view_.word(i - back), {"diagnosed", "diagnosis", "onset"})) return true;
      if (view_.word(i - back) == "duration" && i > back &&
          is_one_of(view_.word(i - back - 1), {"disease", "illness", "lupus", "symptom"}))
        return true;
    }
    if (view_.word(unit + 1) == "of")
      for (std::size_t next = unit + 2; next < unit + 5; ++next)
        if (is_one_of(view_.word(next), {"illness", "disease", "suffering", "pain", "symptoms", "ms",
                                         "lupus", "arthritis", "diabetes", "disability", "failed",
                                         "misery", "being"}))
          return true;
    if (is_waited(i)) return true;
    for (std::size_t back = 1; back <= 3 && back <= i; ++back)
      if (is_one_of(view_.word(i - back), {"ill", "sick", "suffered", "suffering"})) return true;
    std::size_t at = i;  // "ill for an average of 8 years"
    while (at > 0 && is_one_of(view_.word(at - 1), {"of", "an", "a", "average", "median", "mean", "more", "than", "at",
                                                    "least", "over", "about", "nearly"}))
      --at;
    if (at > 1 && view_.word(at - 1) == "for")
      return is_one_of(view_.word(at - 2), {"ill", "sick", "suffered", "suffering"});
    return false;
  }

  TokenView& view_;
  std::vector<double> durations_;
};

}  // namespace

bool approximate_before(const TokenView& view, std::size_t i) {
  for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
    const std::string_view w = view.word(i - back);
    if (is_one_of(w, {"nearly", "almost", "about", "around", "roughly", "approximately", "over",
                      "circa", "some", "close", "above", "under", "below", "nearing", "approaching",
                      "upwards", "estimated", "excess"}))
      return !(w == "over" && back > 1);
    if (is_one_of(w, {"than", "least", "most"}) && i >= back + 1 &&
        is_one_of(view.word(i - back - 1), {"more", "less", "fewer", "at", "greater", "better", "higher"}))
      return true;
    if (w == "to" && i >= back + 1 && is_one_of(view.word(i - back - 1), {"up", "close"})) return true;
    if (view.mark(i - back, "~") || view.mark(i - back, ">") || view.mark(i - back, "<")) return true;
    if (!is_one_of(w, {"the", "a", "an", "of", "just", "to", "than"})) return false;
  }
  return false;
}

Bound bound_of(const TokenView& view, std::size_t from, std::size_t to) {
  if (view.word(to) == "or" || (view.token(from).kind != Kind::mark && view.mark(to, "+"))) {
    const std::string_view which = view.word(to + 1);
    if (view.mark(to, "+") || is_one_of(which, {"more", "higher", "greater"})) return Bound::at_least;
    if (is_one_of(which, {"less", "fewer", "lower"})) return Bound::up_to;
  }
  for (std::size_t back = 1; back <= 3 && back <= from; ++back) {
    const std::size_t at = from - back;
    const std::string_view w = view.word(at), before = at >= 1 ? view.word(at - 1) : "";
    const bool no = at >= 2 && is_one_of(view.word(at - 2), {"no", "not"});
    if (view.mark(at, ">")) return Bound::more_than;
    if (view.mark(at, "<")) return Bound::fewer_than;
    if (w == "than" && is_one_of(before, {"more", "greater", "higher", "better"}))
      return no ? Bound::up_to : Bound::more_than;
    if (w == "than" && is_one_of(before, {"less", "fewer", "lower"}))
      return no ? Bound::at_least : Bound::fewer_than;
    if (before == "at" && w == "least") return Bound::at_least;
    if (before == "at" && w == "most") return Bound::up_to;
    if (before == "up" && w == "to") return Bound::up_to;
    if (w == "as" && is_one_of(before, {"many", "much"})) return Bound::up_to;
    if (is_one_of(w, {"over", "above"}) && back == 1) return Bound::more_than;
    if (is_one_of(w, {"under", "below"}) && back == 1) return Bound::fewer_than;
    if (w == "of" && before == "upwards") return Bound::at_least;
    if (w == "of" && before == "excess") return Bound::more_than;
    if (!is_one_of(w, {"the", "a", "an", "of", "to", "than"})) return Bound::none;
  }
  return Bound::none;
}

std::vector<double> take_asides(TokenView& view) {
  return Asides(view).take();
}

}  // namespace steelyard::sentence
