// Spans of time that are no follow-up. To take one for the time of a result would set the claim beside the wrong
// trials, or beside none.
#include "claim/sentence/other_spans.h"

#include "claim/sentence/finder.h"
#include "claim/sentence/numbers.h"

namespace steelyard::sentence {

namespace {

// Of those who treat: it says nothing about those who are treated.
bool is_practice(std::string_view word) {
  return is_one_of(word, {"experience", "experiences", "practice",  "practising", "practicing", "tradition",
                          "service",    "operation",   "operating", "existence",  "business",   "work",
                          "working",    "career",      "expertise", "excellence", "knowledge",  "research",
                          "researching", "development", "data",     "treating",   "helping",    "offering",
                          "providing",  "performing",  "performance", "running",  "caring",     "leadership",
                          "history",    "track",       "record",    "innovation", "anniversary", "success",
                          "veteran",    "registry",    "archive",   "warranty",   "guarantee",
                          "opening",    "founding"});
}

bool is_illness_word(std::string_view word) {
  return is_one_of(word, {"disease", "diseases", "illness", "illnesses", "symptoms",  "symptom", "lupus",
                          "pain",    "arthritis", "diabetes", "history", "complaints", "ms",      "psoriasis",
                          "eczema",  "asthma",   "nephritis", "condition", "disorder", "disability", "migraine",
                          "migraines", "infection", "depression", "fatigue", "ulcers", "ulcer", "suffering"});
}

bool is_long_unit(std::string_view word) {
  return is_one_of(word, {"year", "years", "yr", "yrs", "decade", "decades"});
}

bool tells_recruiting(std::string_view word) {
  return is_one_of(word, {"treated", "treating", "seen",      "saw",      "operated",  "recruited",   "enrolled",
                          "enroled", "included", "admitted",  "collected", "performed", "transplanted", "registered",
                          "recruitment", "consecutive", "referred", "cared", "injected", "vaccinated", "recorded"});
}

class Span {
 public:
  Span(const TokenView& view, std::size_t number, std::size_t unit) : view_(view), number_(number), unit_(unit) {
    from_ = number;
    while (from_ > 0 && is_one_of(word(from_ - 1), {"more", "than", "nearly", "almost", "about", "least", "at", "some",
                                                    "around", "past", "last", "first", "the", "a", "full", "whole", "our",
                                                    "my", "their", "his", "her", "its", "roughly", "approximately",
                                                    "over"})) {
      if (is_one_of(word(from_ - 1), {"over", "at"}) && !(from_ > 1 && is_preposition(word(from_ - 2))) &&
          word(from_) != "least")
        break;
      --from_;
    }
    to_ = unit + 1;
    if (view.mark(to_, "'")) ++to_;  // "10 years' experience"
    if (view.mark(to_, "-")) ++to_;  // "a 10-year-long practice"
    while (is_one_of(word(to_), {"long", "clinical", "strong", "proven", "medical", "professional", "worth"})) ++to_;
  }

  [[nodiscard]] bool found() const {
    return of_practice() || in_business() || in_use() || how_often() || of_illness() || ago() || after_founding() || earlier() || of_infusing() || whose() || of_recruiting() || before_recruiting();
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return view_.word(i); }
  static bool is_preposition(std::string_view word) {
    return is_one_of(word, {"in", "over", "during", "across", "throughout", "within", "for", "of", "with", "after",
                            "from", "by"});
  }
  [[nodiscard]] std::string_view before() const { return from_ > 0 ? word(from_ - 1) : std::string_view(); }

  // "Every 4 weeks", "2 weeks apart": how often.
  [[nodiscard]] bool how_often() const {
    return word(to_) == "apart" || (number_ > 0 && is_one_of(word(number_ - 1), {"every", "each"}));
  }

  // "This has been used for 50 years", "we have offered it for 15 years", "for 10 years the pill has helped"
  [[nodiscard]] bool in_use() const {
    if (before() != "for" || !is_long_unit(word(unit_))) return false;
    for (std::size_t back = 2; back <= reach_ + 1 && back < from_; ++back) {
      const std::size_t i = from_ - back;
      if (view_.token(i).kind != Kind::word) return false;
      if (!is_one_of(word(i), {"used", "available", "offered", "sold", "prescribed", "provided", "performed", "known",
                               "marketed", "trusted", "studied", "practised", "practiced"}))
        continue;
      return word(i - 1) == "been" || (is_one_of(word(i - 1), {"have", "has"}) && i > 1 &&
                                       is_one_of(word(i - 2), {"we", "clinic", "company", "i"}));
    }
    if (from_ != 1 || !is_one_of(word(to_), {"the", "this", "it", "our", "these"})) return false;
    for (std::size_t i = to_ + 1; i < to_ + 4; ++i)
      if (is_one_of(word(i), {"has", "have"})) return true;
    return false;
  }

  // "Open for 8 years"
  [[nodiscard]] bool in_business() const {
    return from_ > 1 && before() == "for" &&
           is_one_of(word(from_ - 2), {"open", "opened", "running", "operating", "operated", "existed", "trading",
                                       "practising", "practicing", "practised", "practiced"});
  }

  // "10-year experience", "20 years of practice", "15 years in business"; not "after 5 years of use".
  [[nodiscard]] bool of_practice() const {
    const bool result = is_one_of(word(to_), {"data", "success", "performance", "work", "research"});  // "5-year data"
    if (is_practice(word(to_)) && !result) return true;
    if (word(to_) == "in")
      return is_one_of(word(to_ + 1), {"practice", "business", "medicine", "operation", "research", "service"}) ||
             (word(to_ + 1) == "the" && is_one_of(word(to_ + 2), {"field", "business", "clinic"}));
    if (word(to_) != "of") return false;
    std::size_t of = to_ + 1;
    while (is_one_of(word(of), {"our", "my", "their", "its", "clinical", "medical", "daily", "successful", "real",
                                "practical", "combined", "scientific", "intensive", "continuous", "the"}))
      ++of;
    if (is_practice(word(of)) || is_one_of(word(of), {"clinic", "hospital", "centre", "center", "company", "programme"}))
      return true;
    return word(of) == "use" && is_one_of(before(), {"in", "over", "during", "with"});
  }

  // "Disease lasting 10 years", "symptoms of 10 years' duration", "had lived with lupus for 10 years"
  [[nodiscard]] bool of_illness() const {
    std::size_t at = from_;
    if (at > 0 && is_one_of(word(at - 1), {"over", "than"})) --at;
    if (at > 1 && is_one_of(word(at - 1), {"lasting", "lasted", "of", "persisting", "persisted", "dating"})) {
      std::size_t back = at - 1;
      while (back > 0 && is_one_of(word(back - 1), {"that", "which", "had", "has", "have", "a", "duration"})) --back;
      // "Duration of 10 years" of an illness; "pain relief lasting 10 years" is a result.
      const bool duration = word(to_) == "duration";
      const bool relieved = back > 1 && is_one_of(word(back - 2), {"less", "reduced", "lower", "fewer", "no", "from",
                                                                  "without", "milder"});
      if (back > 0 && !relieved && is_illness_word(word(back - 1)) && (word(at - 1) != "of" || duration || back + 1 < at))
        return true;
    }
    // "Had lupus for a median of 9 years"; not "had no symptoms for 2 years"
    std::size_t spell = from_;
    while (spell > 0 && is_one_of(word(spell - 1), {"of", "median", "average", "mean", "an", "a"})) --spell;
    if (spell > 1 && word(spell - 1) == "for" && is_illness_word(word(spell - 2)))
      for (std::size_t back = 3; back <= 5 && back <= spell; ++back) {
        if (is_one_of(word(spell - back), {"no", "less", "fewer", "without", "free", "of", "from", "better"})) break;
        if (is_one_of(word(spell - back), {"had", "have", "with", "having"})) return true;
      }
    for (std::size_t back = 1; back <= reach_ && back <= from_; ++back) {
      const std::size_t i = from_ - back;
      if (view_.token(i).kind != Kind::word) return false;
      if (is_one_of(word(i), {"struggled", "struggling", "battled", "battling", "endured", "plagued", "affected"}))
        return true;
      if (is_one_of(word(i), {"lived", "living"}) && word(i + 1) == "with") return true;
      // "Who had had lupus for 10 years"
      if (is_one_of(word(i), {"who", "that"}) && is_one_of(word(i + 1), {"had", "have"}) && before() == "for")
        for (std::size_t next = i + 2; next < from_; ++next)
          if (is_illness_word(word(next))) return true;
      if (is_result(word(i)) && !is_one_of(word(i), {"had", "were"}) && !is_illness_word(word(i)))
        return false;
    }
    return false;
  }

  // "20 years after the clinic was founded"
  [[nodiscard]] bool after_founding() const {
    if (word(to_) != "after" && word(to_) != "since") return false;
    for (std::size_t i = to_ + 1; i < to_ + reach_; ++i)
      if (is_one_of(word(i), {"founded", "founding", "opened", "opening", "foundation", "invented", "discovered",
                              "discovery", "approval", "approved"}))
        return true;
    return false;
  }

  // "Founded 20 years ago", "developed 10 years ago"; when people were treated is how long after they were counted.
  [[nodiscard]] bool ago() const {
    if (!is_one_of(word(to_), {"ago", "earlier", "previously", "beforehand", "before"})) return false;
    for (std::size_t back = 1; back <= reach_ && back <= from_; ++back)
      if (is_one_of(word(from_ - back), {"founded", "opened", "developed", "invented", "discovered",
                                         "introduced", "launched", "approved", "established", "diagnosed", "created",
                                         "set", "pioneered", "approval", "launch", "opening", "founding",
                                         "discovery", "invention"}))
        return true;
    if (is_one_of(before(), {"started", "began"})) return true;  // the clinic, not the treatment
    // "Ten years ago, 30% died": when this was, unless they were treated then.
    if (from_ > 0 || word(to_) != "ago") return false;
    for (std::size_t i = to_ + 1; i < to_ + 9; ++i)
      if (tells_recruiting(word(i)) || is_one_of(word(i), {"received", "given", "got", "had", "took"})) return false;
    return true;
  }

  // "For 15 years before the cells", "3 months before treatment"; not "3 months before they relapsed".
  [[nodiscard]] bool earlier() const {
    if (!is_one_of(word(to_), {"before", "prior"})) return false;
    for (std::size_t i = to_ + 1; i < to_ + 4; ++i)
      if (is_one_of(word(i), {"relapse", "relapsed", "relapsing", "flare", "flared", "died", "dying", "worsened"}))
        return false;
    return is_one_of(word(to_ + 1), {"the", "my", "i", "treatment", "starting", "getting", "receiving", "therapy", "to",
                                     "cells", "they", "he", "she", "their", "being", "having", "we", "infusion"});
  }

  // "Infused over 2 hours", "a 2-hour infusion": how long it took to give.
  [[nodiscard]] bool of_infusing() const {
    if (!is_one_of(word(unit_), {"hour", "hours", "day", "days"})) return false;
    if (is_one_of(word(to_), {"infusion", "infusions", "drip", "procedure", "operation", "session", "sessions"}))
      return true;
    if (!is_one_of(before(), {"over", "for", "in", "within", "during"}) && word(number_ - 1) != "over") return false;
    for (std::size_t back = 1; back <= 4 && back < from_; ++back)
      if (is_result(word(from_ - 1 - back)))
        return false;
      else if (is_one_of(word(from_ - 1 - back), {"infused", "injected", "administered", "dripped", "infusion"})) return true;
    return false;
  }

  // "In our 20 years", "in my 10 years here"; not "after our 2-year programme".
  [[nodiscard]] bool whose() const {
    if (!is_long_unit(word(unit_))) return false;
    for (std::size_t i = from_; i < number_; ++i)
      if (is_one_of(word(i), {"our", "my", "his", "its"}))
        return !is_one_of(word(to_), {"of", "follow", "followup", "study", "trial", "programme", "program", "course",
                                      "treatment", "therapy", "plan", "diet", "regimen", "check", "visit", "results"});
    return false;
  }

  // "200 patients treated over 10 years": one after another. For how long each was followed is not said.
  [[nodiscard]] bool of_recruiting() const {
    std::size_t at = from_;
    if (at > 1 && word(at - 1) == "of" && is_one_of(word(at - 2), {"period", "course", "span", "space"})) at -= 2;
    while (at > 0 && is_one_of(word(at - 1), {"a", "the"})) --at;
    if (at == 0 || !is_one_of(word(at - 1), {"over", "during", "across", "throughout", "in", "within"})) return false;
    if (!is_long_unit(word(unit_))) return false;
    for (std::size_t back = 2; back <= reach_ + 2 && back <= at; ++back) {
      const std::size_t i = at - back;
      if (tells_recruiting(word(i)))
        return !is_one_of(word(i + 1), {"for", "with"}) || is_one_of(word(i - 1), {"we", "were", "was"});
      if (view_.token(i).kind == Kind::mark) return false;
      if (is_result(word(i)) && !is_one_of(word(i), {"were", "had", "did"})) return false;
    }
    return false;
  }

  // "Over 10 years we treated 200 patients", "in 5 years 200 patients were treated"
  [[nodiscard]] bool before_recruiting() const {
    if (!is_preposition(before()) || is_one_of(before(), {"after", "of", "from", "by", "with"})) return false;
    const bool opens = from_ == 1 || view_.token(from_ - 2).kind == Kind::mark;
    std::size_t at = to_;
    if (is_one_of(word(at), {"period", "span", "interval"})) ++at;
    if (view_.mark(at, ",")) ++at;
    if (!opens) return false;
    const bool we = is_one_of(word(at), {"we", "our", "i", "doctors", "surgeons"}) ||
                    (word(at) == "the" && is_one_of(word(at + 1), {"clinic", "team", "centre", "center", "hospital",
                                                                    "practice", "doctors"}));
    if (before() == "for" && we)  // not "for 2 years we followed 40 patients"
      return !is_one_of(word(at + 1), {"followed", "observed", "monitored", "tracked", "watched"});
    bool passive = false;
    for (std::size_t next = at; next < at + reach_ + 2 && next < view_.size(); ++next) {
      if (view_.token(next).kind == Kind::mark || view_.token(next).kind == Kind::percent) return false;
      if (tells_recruiting(word(next)) && (we || passive)) return true;
      passive = passive || is_one_of(word(next), {"were", "was", "have", "had", "has"});
    }
    return false;
  }

  static constexpr std::size_t reach_ = 6;  // words between
  const TokenView& view_;
  std::size_t number_, unit_, from_ = 0, to_ = 0;
};

}  // namespace

bool is_other_span(const TokenView& view, std::size_t number, std::size_t unit) {
  return Span(view, number, unit).found();
}

}  // namespace steelyard::sentence
