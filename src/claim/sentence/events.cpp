// Events by their words. Phrases are tried from the longest; hyphens within them do not count.
#include "claim/sentence/events.h"

#include <algorithm>

#include "claim/sentence/event_words.h"
#include "claim/sentence/numbers.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace sentence {

namespace {

class EventFinder {
 public:
  explicit EventFinder(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::vector<Event> find() {
    for (std::size_t i = 0; i < tokens_.size();) {
      const auto found = event_at(i);
      if (!found) {
        ++i;
        continue;
      }
      if (!relieved(*found)) events_.push_back(*found);
      i = found->to;
    }
    return std::move(events_);
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return word_at(tokens_, i); }
  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const { return mark_at(tokens_, i, text); }

  // "relief from pain", "improvement in symptoms": one event, and a good one.
  [[nodiscard]] bool relieved(const Event& event) const {
    if (events_.empty() || !is_good_event(events_.back().topic) || !is_bad_event(event.topic)) return false;
    bool any = false;
    for (std::size_t i = events_.back().to; i < event.from; ++i) {
      const bool joins = word(i) == "from" || (event.topic == EventTopic::symptom &&
                                               is_one_of(word(i), {"in", "of"}));
      if (!joins && !is_one_of(word(i), {"their", "the", "all"})) return false;
      any = any || joins;
    }
    return any;
  }

  // Where a phrase that starts at `i` ends; 0 if it does not stand there.
  [[nodiscard]] std::size_t end_of(std::string_view phrase, std::size_t i) const {
    return end_of_phrase(
        phrase, i, [&](std::size_t at) { return word(at); }, [&](std::size_t at) { return mark(at, "-"); });
  }

  [[nodiscard]] std::optional<Event> event_at(std::size_t i) const {
    if (word(i).empty()) return std::nullopt;
    const EventWords* best = nullptr;
    std::size_t end = 0;
    for (const EventWords& each : event_words_beginning(word(i)))
      if (const std::size_t to = end_of(each.phrase, i); to > end) {
        best = &each;
        end = to;
      }
    if (best == nullptr) return std::nullopt;
    if (word(i) == "failed" && word(i + 1) == "to") return std::nullopt;
    if (is_one_of(word(i), {"ill", "sick"}) && long_ill(i)) return std::nullopt;
    if (best->only_if_had && !is_had(i, end)) return std::nullopt;
    if (word(i) == "came" && word(i + 1) == "back" && came_back_themselves(i)) return std::nullopt;
    if (word(i) == "better" && is_one_of(word(i + 1), {"than", "quality"}) && !felt(i))
      return std::nullopt;
    const bool kind = is_one_of(word(end), {"patients", "people", "sufferers", "survivors", "victims"}) &&
                      (best->topic == EventTopic::illness || best->topic == EventTopic::symptom);
    Event event{best->topic, i, end, best->denied, 0, denied_before(i), kind || describes(i)};
    // "Complete disappearance of their symptoms"
    std::size_t of = i;
    while (of > 0 && is_one_of(word(of - 1), {"their", "all", "the", "joint", "skin"})) --of;
    if (is_bad_event(best->topic) && of > 1 && word(of - 1) == "of" &&
        is_one_of(word(of - 2), {"disappearance", "absence", "resolution", "cessation", "elimination"}))
      event.negated = !not_gone(of - 2);
    // "Hear better", "look better": one thing got better, not the illness.
    if (word(i) == "better" && i >= 1 &&
        is_one_of(word(i - 1), {"hear", "hears", "heard", "see", "sees", "saw", "look", "looks", "looked", "smell",
                                "smelled", "taste", "chew", "perform", "performed"})) {
      event.topic = EventTopic::other_good;
      event.from = i - 1;
    }
    if (event.negated || denied_behind(end)) event.denied = !event.denied;
    reduce(event);
    return event;
  }

  // "Did not have a complete resolution of their pain"
  [[nodiscard]] bool not_gone(std::size_t i) const {
    constexpr std::size_t reach = 6;
    for (std::size_t back = 1; back <= std::min(reach, i) && !word(i - back).empty(); ++back)
      if (is_one_of(word(i - back), {"no", "not", "never", "without", "nor"}) || word(i - back).ends_with("n't"))
        return true;
    return false;
  }

  // "Patients, ill for 12 years, improved": who they are; "were ill for two days" is what happened to them.
  [[nodiscard]] bool long_ill(std::size_t i) const {
    if (!is_one_of(word(i + 1), {"for", "since"})) return false;
    if (i > 1 && word(i - 1) == "all" && mark(i - 2, ",")) return true;
    return i > 0 && (mark(i - 1, ",") || is_people(word(i - 1)) || word(i - 1) == "been");
  }

  // "75% of the patients came back": to the clinic, or their illness to them?
  [[nodiscard]] bool came_back_themselves(std::size_t i) const {
    std::size_t who = i;
    while (who > 0 && is_one_of(word(who - 1), {"who", "all", "have", "had", "also", "then", "later", "never", "soon",
                                                "only", "of", "them", "only", "whom"}))
      --who;
    return who == 0 || is_people(word(who - 1)) || tokens_[who - 1].kind == Kind::percent ||
           tokens_[who - 1].kind == Kind::number || tokens_[who - 1].kind == Kind::fraction;
  }

  [[nodiscard]] bool felt(std::size_t i) const {
    return i >= 1 && is_one_of(word(i - 1), {"felt", "feel", "got", "get", "did", "do", "were", "was",
                                             "fared"});
  }

  // "got tuberculosis", "a case of tuberculosis", "tuberculosis rate"; not "people with tuberculosis".
  [[nodiscard]] bool is_had(std::size_t i, std::size_t end) const {
    if (is_one_of(word(end), {"cases", "case", "rate", "rates", "occurred", "risk", "incidence",
                              "happened"}))
      return true;
    if (is_one_of(word(end), {"was", "were", "is", "are"}))  // "TB was half as common"
      for (std::size_t next = end + 1; next < end + 6; ++next)
        if (is_one_of(word(next), {"common", "frequent", "rare", "rarer", "prevalent", "likely"}))
          return true;
    std::size_t at = i;
    for (int skipped = 0; at > 0 && skipped < 4; ++skipped) {
      --at;
      if (word(at) == "on" && at > 1 && is_one_of(word(at - 1), {"effect", "impact", "influence"}) &&
          is_one_of(word(at - 2), {"no", "any", "significant"}))
        return true;  // "no effect on TB"
      if (mark(at, "|") || (word(at) == "in" && at > 0 && mark(at - 1, "|")))
        return true;  // "51% fewer", "a reduction in": a comparison stood there
      if (is_one_of(word(at), {"a", "an", "the", "any", "active", "new", "severe", "serious", "of",
                               "from", "their", "to", "with"})) {
        if (word(at) == "with" && !is_one_of(word(at - 1), {"diagnosed", "down", "ill", "sick"}))
          return false;
        continue;
      }
      return is_one_of(word(at), {"got",     "get",      "gets",     "getting",   "caught",  "catch",
                                  "had",     "have",     "has",      "developed", "develop", "cases",
                                  "develops", "contracted", "suffered", "needed", "need",   "became",
                                  "went",    "fell",     "case",     "risk",      "risks",   "rate",
                                  "rates",   "chance",   "chances",  "incidence", "free",    "without",
                                  "no",      "episodes", "prevented", "avoided",  "against",
                                  "fewer",   "less",     "more",     "were",      "diagnosed", "down",
                                  "requiring", "required", "prevents"});
    }
    return false;
  }

  // Other words between are passed over; a number or a mark ends the search.
  template <class Found>
  [[nodiscard]] bool within(std::size_t i, std::size_t reach, Found&& found) const {
    for (std::size_t back = 1; back <= reach && back <= i; ++back) {
      if (tokens_[i - back].kind != Kind::word && !mark(i - back, "-")) return false;
      if (!events_.empty() && i - back < events_.back().to) return false;
      if (is_one_of(word(i - back), {"and", "but", "then"})) return false;
      if (found(i - back)) return true;
    }
    return false;
  }

  // What may stand between a denial and what it denies: "no severe", "did not show any".
  [[nodiscard]] bool bridges(std::size_t at) const {
    if (mark(at, "-")) return true;
    if (is_one_of(word(at), {"treatment", "drug", "infusion"}))
      return mark(at + 1, "-") || word(at + 1) == "related";
    return is_one_of(
        word(at),
        {"any",        "a",           "an",         "the",       "further",     "severe",
         "serious",    "significant", "major",      "minor",     "new",         "more",
         "other",      "real",        "clear",      "such",      "signs",       "sign",
         "of",         "from",        "longer",     "have",      "had",         "has",
         "get",        "got",         "gain",       "show",      "showed",      "shown",
         "feel",       "felt",        "fully",      "really",    "actually",    "significantly",
         "experience", "experienced", "completely", "achieve",   "achieved",    "reach",
         "reached",    "see",         "seen",       "develop",   "developed",   "need",
         "needed",     "suffer",      "suffered",   "report",    "reported",    "be",
         "been",       "become",      "became",     "to",        "in",          "complete",
         "partial",    "full",        "clinical",   "related",   "evidence",    "cases",
         "case",       "active",      "lasting",    "harmful",   "unwanted",    "bad",
         "dangerous",  "known",       "single",     "having",    "getting",     "additional",
         "noticeable", "meaningful",  "measurable", "visible",   "substantial", "important",
         "relevant",   "detectable",  "marked",     "objective", "overall",     "their",
         "free",       "freedom",     "all",         "long",       "term",      "yet",         "ever",
         "even",       "go",          "rid",       "goodbye",     "bye",       "farewell",    "into",       "enter",     "come",        "make"});
  }

  [[nodiscard]] bool denied_before(std::size_t i) const {
    constexpr std::size_t reach = 5;
    bool bridged = true, kept = false;
    const bool denied = within(i, reach, [&](std::size_t at) {
      if (!bridged) return false;
      bridged = bridges(at);
      if (word(at) == "non") return at + 1 == i || (mark(at + 1, "-") && at + 2 == i);
      if (word(at) == "no") return !is_one_of(word(at + 1), {"doubt", "one"}) && !is_people(word(at + 1));
      if (is_one_of(word(at), {"free", "freedom"})) return is_one_of(word(at + 1), {"of", "from"});
      const bool rid =
          (word(at) == "rid" && word(at + 1) == "of") ||
          (is_one_of(word(at), {"goodbye", "farewell", "bye", "adieu"}) && word(at + 1) == "to") ||
          (is_one_of(word(at), {"beat", "defeated", "overcame", "conquered", "shed"}) &&
           is_one_of(word(at + 1), {"their", "his", "her", "its"}));
      if (rid) kept = denies_rid(at);
      if (rid) return true;
      return is_one_of(word(at), {"not",     "never",   "without",  "neither", "didn't", "don't",
                                  "weren't", "haven't", "couldn't", "wasn't",  "aren't", "doesn't",
                                  "hadn't",  "isn't",   "avoided",  "cannot",  "can't",
                                  "failed",  "avoid",   "prevented", "nor",    "unable", "escaped"});
    });
    return denied && !kept;
  }

  // "Did not get rid of their symptoms"
  [[nodiscard]] bool denies_rid(std::size_t i) const {
    constexpr std::size_t reach = 4;
    for (std::size_t back = 1; back <= std::min(reach, i) && !word(i - back).empty(); ++back)
      if (is_one_of(word(i - back), {"not", "never", "cannot", "failed", "unable", "nor"}) ||
          word(i - back).ends_with("n't"))
        return true;
    return false;
  }

  // "relapse-free", "pain was gone"
  [[nodiscard]] bool denied_behind(std::size_t end) const {
    std::size_t at = mark(end, "-") ? end + 1 : end;
    if (word(at) == "freedom") return true;
    if (word(at) == "free" && !is_one_of(word(at + 1), {"of", "from"})) return true;
    if (is_one_of(word(at), {"are", "were", "is", "was", "became"}) && word(at + 1) == "history")
      return true;
    for (std::size_t next = at; next < at + 3; ++next)
      if (is_one_of(word(next), {"gone", "goodbye", "disappeared", "resolved", "vanished", "ceased", "subsided",
                                 "disappear", "disappears", "vanish"}) ||
          (is_one_of(word(next), {"go", "goes", "went"}) && word(next + 1) == "away"))
        return true;
    return false;
  }

  // "less pain", "fewer side effects" are good; of how many people is then another question.
  void reduce(Event& event) const {
    if (!is_bad_event(event.topic) || event.denied) return;
    constexpr std::size_t reach = 3;
    const bool fewer = within(event.from, reach, [&](std::size_t at) {
      return is_one_of(
          word(at),
          {"less",      "fewer",     "reduced",  "lower",    "decreased", "milder",   "halved",
           "reduce",    "reduction", "reduces",  "reducing", "lowers",    "lowered",  "eases",
           "eased",     "ease",      "relieves", "relieved", "relieve",   "lessens",  "lessened",
           "decreases", "decrease",  "cuts",     "cut",      "soothes",  "soothed",   "improves", "lifts"});
    });
    std::size_t fall = event.to;  // "major problems clearly fell"
    while (word(fall).ends_with("ly") || is_one_of(word(fall), {"have", "has", "had", "also"})) ++fall;
    const bool falls = is_one_of(word(fall), {"decreased", "dropped", "eased", "lessened", "fell", "declined",
                                              "decrease", "diminished", "shrank", "shrunk", "subsided", "fallen",
                                              "waned", "abated"});
    const bool went = is_one_of(word(fall), {"went", "gone", "came"}) && word(fall + 1) == "down";
    const bool eased = falls || went ||
                       (event.topic == EventTopic::symptom && word(fall) == "went" && word(fall + 1) != "up");
    const bool passive =
        is_one_of(word(event.to), {"was", "were", "is", "are"}) &&
        is_one_of(word(event.to + 1), {"reduced", "decreased", "relieved", "eased", "lessened",
                                       "lower", "less", "milder", "diminished", "halved"});
    // "Had half the pain"
    const bool half = event.topic == EventTopic::symptom && event.from >= 3 && word(event.from - 1) == "the" &&
                      tokens_[event.from - 2].kind == Kind::fraction &&
                      is_one_of(word(event.from - 3), {"had", "have", "has", "felt", "reported", "only"});
    const std::size_t rated = event.topic == EventTopic::symptom ? rated_lower(event) : 0;
    if (rated > 0) event.to = rated;
    const bool shrank =
        is_one_of(word(event.from), {"tumour", "tumours", "tumor", "tumors", "cancer", "cancers"}) &&
        is_one_of(word(event.to), {"shrank", "shrunk", "shrink", "shrinkage", "shrinks", "shrinking",
                                   "regressed", "regression", "regresses"});
    if (shrank) ++event.to;
    if (shrank || fewer || passive || half || rated > 0 || eased)
      event.topic = EventTopic::other_good;
  }

  // "Gave their pain a lower score", "rated their pain as less severe": where it ends; 0 if it is none.
  [[nodiscard]] std::size_t rated_lower(const Event& event) const {
    std::size_t at = event.to;
    while (is_one_of(word(at), {"a", "an", "as", "at", "much", "far", "slightly", "clearly", "two", "points"}))
      ++at;
    if (!is_one_of(word(at), {"lower", "less", "milder", "better"}) || word(at + 1) == "than") return 0;
    constexpr std::size_t reach = 4;
    const bool rates = within(event.from, reach, [&](std::size_t back) {
      return is_one_of(word(back), {"gave", "give", "rated", "rate", "scored", "score", "described",
                                    "reported", "ranked", "called", "found"});
    });
    if (!rates) return 0;
    return is_one_of(word(at + 1), {"score", "scores", "severe", "intense"}) ? at + 2 : at + 1;
  }

  // "patients with", "people who had": who they are, before what happened to them.
  [[nodiscard]] bool describes(std::size_t i) const {
    constexpr std::size_t reach = 5;
    return within(i, reach, [&](std::size_t at) {
      return is_one_of(word(at), {"who", "whose", "with", "without", "after", "from"}) && at >= 1 &&
             (is_people(word(at - 1)) || !is_one_of(word(at), {"with", "without"})) &&
             !(at >= 1 && is_one_of(word(at - 1), {"free", "of"}));
    });
  }

  const std::vector<Token>& tokens_;
  std::vector<Event> events_;
};

}  // namespace

std::vector<Event> events_in(const std::vector<Token>& tokens) {
  return EventFinder(tokens).find();
}

bool begins_event(std::string_view word) {
  return !word.empty() && !event_words_beginning(word).empty();
}

std::optional<Event> event_of(const std::vector<Event>& events, std::size_t from, std::size_t to) {
  std::optional<Event> described, before, inside;
  for (const Event& event : events) {
    if (event.from >= to && !event.of_whom) return event;
    if (event.from >= to && !described) described = event;
    if (event.to <= from) before = event;
    if (event.from >= from && event.to <= to) inside = event;  // "15 responders out of 20"
  }
  return described ? described : before ? before : inside;
}

std::string slice(const std::vector<Token>& tokens, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < std::min(to, tokens.size()); ++i) {
    const Token& token = tokens[i];
    const bool close = token.kind == Kind::mark && token.text != "(";
    const bool after_hyphen = i > from && tokens[i - 1].text == "-";
    if (!text.empty() && !close && !after_hyphen && !text.ends_with('(')) text += ' ';
    text += token.text;
    if (token.kind == Kind::percent) text += '%';
  }
  return text;
}

}  // namespace sentence

}  // namespace steelyard
