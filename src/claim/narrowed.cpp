// Words that narrow deaths, survival and illness to some of them: a cause, an organ, a place, a
// stage.
#include "claim/narrowed.h"

#include <algorithm>

#include "claim/sentence/event_words.h"
#include "claim/sentence/numbers.h"
#include "steelyard/base/one_of.h"

namespace steelyard {

namespace {

using sentence::Kind;
using sentence::Token;

// Before "deaths", "mortality", "survival": of what, or of whose organ.
bool narrows_death(std::string_view word) {
  return is_one_of(word, {"free",           "graft",     "allograft", "kidney",      "renal",
                          "liver",          "heart",     "lung",      "organ",       "implant",
                          "tooth",          "device",    "stent",     "valve",       "transplant",
                          "cell",           "cells",     "platelet",  "cancer",      "cardiac",
                          "cardiovascular", "coronary",  "vascular",  "respiratory", "infectious",
                          "hospital",       "maternal",  "infant",    "neonatal",    "fetal",
                          "foetal",         "perinatal", "sudden",    "accidental",  "traffic",
                          "road",           "related",   "specific",  "suicide",     "overdose",
                          "postoperative",  "surgical",  "flu",       "stroke",      "sepsis",
                          "violent",        "operative", "embryo"}) ||
         std::ranges::any_of(sentence::event_words(), [&](const sentence::EventWords& each) {
           return each.topic == EventTopic::illness && each.phrase == word;
         });
}

// Before or behind an illness: another stage or kind of it, or who died of it.
bool narrows_illness(std::string_view word) {
  return is_one_of(
      word,
      {"latent",     "fatal",        "deaths",       "death",     "mortality",      "infection",
       "infections", "died",         "resistant",    "pulmonary", "extrapulmonary", "miliary",
       "meningitis", "congenital",   "asymptomatic", "silent",    "contacts",       "contact",
       "exposure",   "transmission", "killed",       "recurrent", "inactive"});
}

// What may heal, and where.
bool names_wound(std::string_view word) {
  return is_one_of(word, {"leg",     "legs",     "foot",     "feet",    "toe",       "toes",     "knee",     "knees",
                          "hip",     "back",     "spine",    "shoulder", "elbow",    "hand",     "hands",    "skin",
                          "mouth",   "oral",     "stomach",  "gastric", "bowel",     "gut",      "peptic",   "anal",
                          "eye",     "eyes",     "cornea",   "corneal", "nose",      "ear",      "ears",     "face",
                          "scalp",   "bone",     "bones",    "muscle",  "tendon",    "cartilage", "nerve",   "nerves",
                          "bed",     "pressure", "venous",   "diabetic", "burn",     "burns",    "scar",     "scars",
                          "cut",     "cuts",     "acne",     "fistula", "fistulas",  "hernia",   "fracture", "fractures",
                          "heart",   "liver",    "kidney",   "kidneys", "lung",      "lungs",    "brain",    "joint",
                          "joints",  "genital",  "nail",     "nails",   "tongue",    "throat",   "surgical", "incision"});
}

// "Died of any cause", "died of the 500 patients"
bool narrows_nothing(std::string_view word) {
  return sentence::is_people(word) ||
         is_one_of(word, {"any", "all", "cause", "causes", "whatever", "every", "either", "them",
                          "whom", "us", "our", "group", "those", "both", "natural", "total"});
}

bool place_or_time(std::string_view word) {
  return is_one_of(word,
                   {"trial", "study",  "group", "arm",    "year",  "month",  "week",     "period",
                    "first", "follow", "full",  "second", "third", "cohort", "period",   "same",
                    "whole", "entire", "next",  "total",  "pill",  "drug",   "treatment"});
}

bool is_treatment(std::string_view word) {
  return is_one_of(word, {"treatment", "pill", "drug", "drugs", "medicine", "vaccine", "cells",
                          "it", "therapy", "placebo", "treatments", "medicines"});
}

class Narrowing {
 public:
  Narrowing(const std::vector<Token>& said, const std::vector<Token>& outcome)
      : said_(said), outcome_(outcome) {}

  [[nodiscard]] bool death() const {
    for (std::size_t i = 0; i < said_.size(); ++i) {
      const bool noun = is_one_of(word(i), {"death", "deaths", "mortality", "survival", "survived",
                                            "survive", "survivors", "fatalities", "alive"});
      const std::size_t before = i == 0 ? said_.size() : i - 1 - (hyphen(i - 1) && i > 1 ? 1 : 0);
      if (noun && narrows_death(word(before)) && !known(word(before))) return true;
      const bool survived =
          is_one_of(word(i), {"survived", "survive", "survives", "alive", "survival"});
      if (survived && other_survival(i + 1)) return true;
      const bool died =
          is_one_of(word(i), {"died", "die", "dies", "death", "deaths", "killed", "mortality"});
      if (died && of_cause(i + 1, is_one_of(word(i), {"died", "die", "dies", "killed"})))
        return true;
    }
    return false;
  }

  // "Leg ulcers healed", "burns healed": another part of the body, or another wound.
  [[nodiscard]] bool healing() const {
    return std::ranges::any_of(said_, [&](const Token& token) {
      return token.kind == Kind::word && names_wound(token.text) && !known(token.text);
    });
  }

  // The nearest words around the illness that is counted.
  [[nodiscard]] bool illness(const std::vector<Token>& words) const {
    for (std::size_t i = 0; i < said_.size(); ++i) {
      if (std::ranges::none_of(words, [&](const Token& token) {
            return token.kind == Kind::word && token.text == word(i);
          }))
        continue;
      for (std::size_t at = i > 2 ? i - 2 : 0; at <= i + 2; ++at)
        if (at != i && narrows_illness(word(at)) && !known(word(at))) return true;
    }
    return false;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return sentence::word_at(said_, i); }
  [[nodiscard]] bool hyphen(std::size_t i) const {
    return i < said_.size() && said_[i].text == "-";
  }
  [[nodiscard]] bool known(std::string_view wanted) const {
    return std::ranges::any_of(outcome_, [&](const Token& token) {
      return token.kind == Kind::word && token.text.substr(0, 6) == wanted.substr(0, 6);
    });
  }
  [[nodiscard]] std::size_t past_articles(std::size_t i) const {
    while (is_one_of(word(i), {"the", "a", "an", "their", "his", "her", "any", "this"})) ++i;
    return i;
  }

  // "Survived without relapse", "survived cancer-free", "survived a heart attack", "alive and well"
  [[nodiscard]] bool other_survival(std::size_t i) const {
    for (std::size_t at = i; at < i + 5 && at < said_.size(); ++at) {
      if (said_[at].kind == Kind::mark && !hyphen(at)) break;
      const std::string_view what = word(past_articles(at + 1));
      if (is_one_of(word(at), {"without", "free"}) && !known(what) && !is_treatment(what))
        return true;
    }
    if (word(i) == "in" && is_one_of(word(i + 1), {"good", "full", "remission", "better"}))
      return true;
    if (word(i) == "with" && is_one_of(word(past_articles(i + 1)), {"no", "functioning", "working",
                                                                    "intact", "good", "normal"}))
      return true;
    if (word(i) == "and") return is_one_of(word(i + 1), {"well", "healthy", "free", "active"});
    const std::size_t what = past_articles(i);
    return what > i && !word(what).empty() && !place_or_time(word(what)) && word(i) != "this";
  }

  // "Died of COVID-19", "died in a car crash", "deaths due to cancer"
  [[nodiscard]] bool of_cause(std::size_t i, bool verb) const {
    if (word(i) == "rate" || word(i) == "rates") ++i;
    const bool due = (word(i) == "due" && word(i + 1) == "to") ||
                     (word(i) == "because" && word(i + 1) == "of") ||
                     (word(i) == "as" && word(i + 1) == "a");
    if (due) ++i;
    const bool in = is_one_of(word(i), {"in", "during", "after"});
    if (word(i) == "by" && !verb) return false;  // "cuts deaths by half"
    if (!due && !in && !is_one_of(word(i), {"of", "from", "by", "through"})) return false;
    const std::size_t what = past_articles(i + 1);
    if (word(what).empty() || narrows_nothing(word(what)) || known(word(what))) return false;
    if (in)
      return is_one_of(word(what), {"hospital", "hospitals", "accident", "accidents", "crash",
                                    "crashes", "car", "traffic", "road", "intensive", "fire", "war",
                                    "childbirth", "surgery", "plane", "sleep", "theatre"});
    return !(word(i) == "by" &&
             (place_or_time(word(what)) || sentence::weeks_in(word(what)) > 0)) &&
           !(word(i) == "from" && is_one_of(word(what), {"baseline", "start", "week", "day"}));
  }

  const std::vector<Token>& said_;
  const std::vector<Token>& outcome_;
};

}  // namespace

bool narrower(const CountedEvent& counted, std::string_view sentence,
              const std::vector<Token>& outcome) {
  const std::vector<Token> said = sentence::tokens_of(sentence);
  const Narrowing narrowing(said, outcome);
  if (counted.topic == EventTopic::death) return narrowing.death();
  if (counted.topic == EventTopic::illness)
    return narrowing.illness(sentence::tokens_of(counted.words));
  if (counted.topic == EventTopic::cure) return narrowing.healing();
  return false;
}

}  // namespace steelyard
