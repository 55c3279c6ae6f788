// Readings that would judge another thing than the sentence says: other times, events instead of
// people, a chosen group, a second statement.
#include "claim/sentence/doubts.h"

#include <algorithm>

#include "claim/sentence/phrases.h"

namespace steelyard::sentence {

namespace {

constexpr const char* count_people =
    "write how many of how many people had the result, such as \"150 of 200 people improved\"";
constexpr const char* one_sentence = "write one sentence for each";

constexpr PhraseTable equal_to_others(
    "no different from, no different to, no different than, not different from, no better than, "
    "no worse than, no higher than, no lower than, no greater than, no less than, no more than, "
    "no fewer than, no more often than, no larger than, no smaller than, not higher than, "
    "not lower than, not better than, not more than, as many as, as often as, as much as, "
    "same as, same rate as, same share as, similar to, equal to, identical to, just like, "
    "comparable to, comparable with, just as with, just as in, exactly as with, exactly as in, "
    "in line with, on par with, indistinguishable from, exactly like, matching that");

constexpr PhraseTable vague_times(
    "for life, lifelong, forever, for ever, rest of lives, long after, in long run, long term, "
    "permanently, permanent, immediately, instantly, straight away, at once, next morning, next "
    "day, "
    "same day, for good");

bool plural_time(std::string_view word) {
  return word.ends_with('s') && (weeks_in(word) > 0 || is_one_of(word, {"minutes", "seconds"}));
}

bool event_in_plural(std::string_view word) {
  return is_one_of(
      word, {"events", "reactions", "effects", "complications", "infections", "remissions",
             "relapses", "flares", "attacks", "seizures", "hospitalisations", "hospitalizations",
             "admissions", "episodes", "saes", "aes"});
}

class Doubts {
 public:
  explicit Doubts(const Scene& scene)
      : scene_(scene), tokens_(scene.tokens), view_(scene.tokens), phrases_(scene.tokens) {}

  std::optional<Doubt> find() const {
    for (const auto& found : {change(), unsure_number(), time(), per_time(), events(), rest(),
                              another_statement(), significance(), chosen()})
      if (found) return found;
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return view_.word(i); }
  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const {
    return view_.mark(i, text);
  }
  [[nodiscard]] bool figure(std::size_t i) const {
    return i < tokens_.size() && is_one_of_kinds(tokens_[i].kind);
  }
  static bool is_one_of_kinds(Kind kind) {
    return kind == Kind::number || kind == Kind::percent || kind == Kind::fraction;
  }
  [[nodiscard]] Doubt quoted(std::size_t from, std::size_t to, const std::string& why,
                             const std::string& hint) const {
    return {"\"" + slice(tokens_, from, to) + "\": " + why, hint};
  }

  // "Went up to 60%", "more than halved"
  [[nodiscard]] std::optional<Doubt> change() const {
    const char* size = "this is the size of a change or difference, not a share of people";
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      if (!figure(i) || tokens_[i].kind == Kind::number) continue;
      std::size_t by = i;
      while (by > 0 && softens(word(by - 1))) --by;
      const bool open =
          mark(i + 1, "+") ||
          (word(i + 1) == "or" && is_one_of(word(i + 2), {"more", "less", "better", "greater"}));
      if (open && by > 0 && word(by - 1) == "by") return quoted(by - 1, i + 2, size, count_people);
      if (const auto from = changed_before(by)) return quoted(*from, i + 1, size, count_people);
    }
    for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
      if (word(i) == "up" && word(i + 1) == "to" && figure(i + 2) &&
          is_one_of(word(i - 1), {"went", "goes", "go", "gone", "going", "rose", "climbed", "shot",
                                  "jumped", "came", "moved", "pushed", "crept", "is", "are"}))
        return quoted(i - 1, i + 3, "it may be a limit, or what the number rose to", count_people);
      const bool more = is_one_of(word(i - 1), {"more", "less"}) && word(i) == "than";
      if (more && is_one_of(word(i + 1), {"halved", "doubled", "trebled", "tripled", "quadrupled"}))
        return quoted(i - 1, i + 2, "this is a change, and it is not said how large it was",
                      "write how many times as many people had the result");
    }
    return std::nullopt;
  }

  // "The pill reduced deaths 67%": where the verb stands.
  [[nodiscard]] std::optional<std::size_t> changed_before(std::size_t number) const {
    const bool rate =
        number > 0 && is_one_of(word(number - 1), {"rate", "rates", "risk", "numbers"});
    const auto event = std::ranges::find(scene_.events, rate ? number - 1 : number, &Event::to);
    if (event == scene_.events.end() || scene_.share == nullptr || scene_.share->n)
      return std::nullopt;
    constexpr std::size_t reach = 4;
    for (std::size_t back = 1; back <= reach && back <= number; ++back)
      if (is_one_of(word(number - back),
                    {"reduced", "reduces",   "reduce",    "cut",       "cuts",     "lowers",
                     "lowered", "increases", "increased", "increase",  "raises",   "raised",
                     "boosts",  "boosted",   "slashes",   "slashed",   "improves", "lifts",
                     "lifted",  "decreases", "decreased", "multiplies"}))
        return number - back;
    return std::nullopt;
  }

  // "60 ± 5%", "60 yes, 40 no"
  [[nodiscard]] std::optional<Doubt> unsure_number() const {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      const bool either = mark(i, "+") && (mark(i + 1, "/") || mark(i + 1, "-"));
      if (tokens_[i].text.find("\xC2\xB1") != std::string::npos || either)
        return Doubt{"a number with its error is no number of people that was counted",
                     count_people};
      if (figure(i) && is_one_of(word(i + 1), {"yes", "no"}) &&
          (i + 2 >= tokens_.size() || tokens_[i + 2].kind == Kind::mark))
        return quoted(i, i + 2, "it is not clear of how many people this is a part", count_people);
    }
    return std::nullopt;
  }

  // "After 2 to 4 years", "for several years": the trials are set beside one time.
  [[nodiscard]] std::optional<Doubt> time() const {
    const char* hint = "write one time, such as \"after 24 weeks\"";
    if (!scene_.counts) return std::nullopt;
    if (scene_.range_of_times)
      return Doubt{"the time is a range, and trials can be set beside one time only", hint};
    const char* vague = "it is not said how long this was";
    if (const auto found = phrases_.first(vague_times, 0, tokens_.size());
        found && !scene_.claim.time_point_weeks)
      return quoted(found->from, found->to, vague, hint);
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      const bool two = figure(i - 1) && i > 3 && word(i - 2) == "and" && figure(i - 3) &&
                       !of_age(i - 4) && word(i + 1) != "old";
      if (plural_time(word(i)) && two)
        return quoted(i - 3, i + 1,
                      "two times are named, and trials can be set beside one time only", hint);
      if (!plural_time(word(i)) || figure(i - 1) || mark(i - 1, "-") || word(i + 1) == "old")
        continue;
      const bool later = is_one_of(word(i + 1), {"later", "on", "afterwards"});
      std::size_t from = i;
      while (from > 0 &&
             is_one_of(word(from - 1), {"several", "many", "few", "some", "a", "the", "couple",
                                        "of", "just", "only", "mere", "countless", "long"}))
        --from;
      const bool placed =
          from > 0 && is_one_of(word(from - 1), {"for", "after", "within", "over", "in", "during"});
      if ((!placed && !later) || before_treatment(from) || word(i + 1) == "of") continue;
      return quoted(placed ? from - 1 : from, i + 1, vague, hint);
    }
    return std::nullopt;
  }

  [[nodiscard]] bool of_age(std::size_t i) const {
    for (std::size_t back = 0; back <= 2 && back <= i; ++back)
      if (is_one_of(word(i - back), {"ages", "aged", "age", "old"})) return true;
    return false;
  }

  // "Who had been ill for years"
  [[nodiscard]] bool before_treatment(std::size_t i) const {
    constexpr std::size_t reach = 5;
    for (std::size_t back = 1; back <= std::min(reach, i); ++back)
      if (is_one_of(word(i - back),
                    {"ill", "sick", "suffered", "suffering", "lived", "living", "waited", "waiting",
                     "been", "aged", "last", "past", "previous", "recent"}))
        return true;
    return false;
  }

  // "Per 100 patient-years", "per 100 treatment cycles"
  [[nodiscard]] std::optional<Doubt> per_time() const {
    if (!scene_.counts) return std::nullopt;
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      const bool hyphen = mark(i + 1, "-");
      const std::size_t next = hyphen ? i + 2 : i + 1;
      const bool whose =
          is_one_of(word(i), {"patient", "person", "subject", "participant"}) ||
          (hyphen && is_one_of(word(i), {"patients", "people", "woman", "women", "treatment"}));
      if (whose && (plural_time(word(next)) || is_one_of(word(next), {"year", "month"})))
        return quoted(i, next + 1, "the sentence counts time, not people", count_people);
      if (word(i) == "per" && figure(i + 1) && plural_time(word(i + 2)))
        return quoted(i, i + 3, "the sentence counts time, not people", count_people);
      if (!is_one_of(word(i), {"per", "in", "of", "among"}) || !figure(i + 1)) continue;
      for (std::size_t at = i + 2; at < i + 4; ++at)
        if (is_one_of(word(at),
                      {"cycles", "courses", "doses", "sessions", "infusions", "injections",
                       "procedures", "operations", "transfusions", "admissions", "visits",
                       "prescriptions", "treatments", "applications"}) &&
            word(at + 1) != "on")
          return Doubt{"the sentence counts " + std::string(word(at)) + ", not people",
                       count_people};
    }
    return std::nullopt;
  }

  // "100 serious adverse events among 500 patients": some may have had several.
  [[nodiscard]] std::optional<Doubt> events() const {
    const CountedShare* share = scene_.share;
    if (share == nullptr || share->events == 0.0 || tokens_[share->from].kind != Kind::number)
      return std::nullopt;
    std::size_t i = share->from + 1;
    while (mark(i, "-") ||
           is_one_of(word(i), {"serious", "severe", "adverse", "side", "major", "minor", "new",
                               "treatment", "related", "drug", "mild", "moderate", "allergic",
                               "hospital", "heart", "complete", "clinical"}))
      ++i;
    if (i >= share->to + 4 || !event_in_plural(word(i))) return std::nullopt;
    return Doubt{
        "the sentence counts " + std::string(word(i)) + ", and one person may have had several",
        "write how many people had one, such as \"5 of 200 people had a serious reaction\""};
  }

  // "60 of 100 were excluded; the rest were in remission"
  [[nodiscard]] std::optional<Doubt> rest() const {
    if (scene_.share == nullptr || scene_.event == nullptr) return std::nullopt;
    for (std::size_t i = scene_.share->to; i < std::min(scene_.event->from, tokens_.size()); ++i)
      if (is_one_of(word(i), {"rest", "remainder", "remaining", "others", "excluded", "else"}))
        return quoted(i, scene_.event->to,
                      "this is said of the other people, not of those who were counted",
                      count_people);
    return std::nullopt;
  }

  // "60 of 100, as many as without treatment"; not "as many as 60".
  [[nodiscard]] std::optional<Doubt> another_statement() const {
    if (scene_.share == nullptr) return std::nullopt;
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (const auto found = phrases_.at(equal_to_others, i)) {
        std::size_t next = found->to;
        while (softens(word(next)) || word(next) == "the") ++next;
        if (!figure(next))
          return quoted(found->from, found->to,
                        "the number is said to be like that of others, which is a second claim",
                        one_sentence);
      }
    return std::nullopt;
  }

  // Too few people to tell is no proof that both groups are alike. Source: specification, section 8
  [[nodiscard]] std::optional<Doubt> significance() const {
    if (scene_.claim.asserted_direction != "no_difference") return std::nullopt;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool p_value = word(i) == "p" && i + 2 < tokens_.size() &&
                           tokens_[i + 1].kind == Kind::mark && figure(i + 2);
      if (p_value || is_one_of(word(i), {"significant", "significantly", "significance",
                                         "statistically", "statistical"}))
        return Doubt{"that no difference was found beyond chance does not say that there is none",
                     "write \"as many deaths as with placebo\", if that is claimed"};
    }
    return std::nullopt;
  }

  // "60 of the 100 patients who responded"
  [[nodiscard]] std::optional<Doubt> chosen() const {
    if (scene_.share == nullptr || !scene_.share->n || scene_.share->counts == false)
      return std::nullopt;
    const std::size_t to = scene_.share->to;
    if (is_one_of(word(to), {"responders", "survivors", "completers", "improvers"}) &&
        is_one_of(word(to + 1),
                  {"were", "had", "went", "reached", "achieved", "stayed", "are", "who", "got"}))
      return quoted(to, to + 1, "the people are chosen by their result",
                    "write the result of everybody who was treated");
    bool the = false;
    for (std::size_t i = scene_.share->from; i < to; ++i) the = the || word(i) == "the";
    for (const Event& event : scene_.events) {
      const bool good = is_good_event(event.topic) && !event.denied;
      if (!event.of_whom || !good || event.from < to || event.from > to + 4) continue;
      bool who = false;
      for (std::size_t i = to; i < event.from; ++i)
        who = who || is_one_of(word(i), {"who", "that"});
      const bool other = scene_.event != nullptr && scene_.event->from != event.from;
      who = who && (is_one_of(word(event.from - 1), {"who", "that", "had", "were", "have"}));
      if (who && (the || other))
        return quoted(to, event.to, "the people are chosen by their result",
                      "write the result of everybody who was treated");
    }
    return std::nullopt;
  }

  const Scene& scene_;
  const std::vector<Token>& tokens_;
  TokenView view_;
  PhraseFinder phrases_;
};

}  // namespace

std::optional<Doubt> doubt_of(const Scene& scene) {
  return Doubts(scene).find();
}

}  // namespace steelyard::sentence
