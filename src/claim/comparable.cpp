// Whether a sentence and an outcome count the same events.
#include "steelyard/claim/comparable.h"

#include <algorithm>
#include <vector>

#include "claim/degree.h"
#include "claim/narrowed.h"
#include "claim/sentence/events.h"
#include "claim/states_outcome.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using sentence::Event;
using sentence::Kind;
using sentence::Token;

// Any of these may stand for the others: pages rarely say which is meant.
bool is_general(EventTopic topic) {
  return topic == EventTopic::improvement || topic == EventTopic::response ||
         topic == EventTopic::remission;
}

// Words that could stand in any sentence about results.
bool tells_nothing(std::string_view word) {
  return is_one_of(
      word, {"people",    "patients", "patient",   "complete", "partial", "about",   "better",
             "result",    "results",  "treatment", "weeks",    "after",   "found",   "checks",
             "noted",     "clear",    "clearly",   "fewer",    "event",   "events",  "cases",
             "developed", "needed",   "reported",  "during",   "period",  "periods", "months",
             "change",    "number",   "occurred",  "health",   "problem", "which",   "their",
             "where",     "disease",  "trial",     "other",    "became",  "above",   "still",
             "serious",   "severe",   "major"});
}

bool telling(const Token& token) {
  constexpr std::size_t long_enough = 5;  // letters: shorter words are mostly small words
  return token.kind == Kind::word && (token.text.size() >= long_enough || token.text == "tb") &&
         !tells_nothing(token.text);
}

bool alike(std::string_view a, std::string_view b) {
  constexpr std::size_t stem = 6;  // "healed" and "healing", "ulcer" and "ulcers"
  if (a == b) return true;
  const std::size_t length = std::min({a.size(), b.size(), stem});
  return length >= 5 && a.substr(0, length) == b.substr(0, length);
}

class Outcomes {
 public:
  explicit Outcomes(const Outcome& outcome)
      : higher_(outcome.better == Better::higher),
        tokens_(sentence::tokens_of(outcome.name + " | " + outcome.plain_name)),
        events_(sentence::events_in(tokens_)) {}

  [[nodiscard]] bool higher() const { return higher_; }
  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }
  [[nodiscard]] bool has(EventTopic topic) const {
    return std::ranges::find(events_, topic, &Event::topic) != events_.end();
  }
  [[nodiscard]] bool general() const {
    return std::ranges::none_of(events_, [&](const Event& event) {
             return is_good_event(event.topic) && !is_general(event.topic);
           }) || std::ranges::any_of(events_, [](const Event& event) { return is_general(event.topic); });
  }
  [[nodiscard]] bool serious() const {
    return std::ranges::any_of(tokens_, [](const Token& token) {
      return is_one_of(token.text, {"major", "serious", "severe"});
    });
  }
  [[nodiscard]] bool named_by(std::string_view words) const {
    for (const Token& word : sentence::tokens_of(words))
      if (telling(word) && std::ranges::any_of(tokens_, [&](const Token& token) {
            return telling(token) && alike(word.text, token.text);
          }))
        return true;
    return false;
  }

 private:
  bool higher_;
  std::vector<Token> tokens_;
  std::vector<Event> events_;
};

Comparable by_topic(const CountedEvent& counted, const Outcomes& outcome, bool specific) {
  if (is_general(counted.topic)) {
    const bool fits = outcome.higher() && (counted.topic == EventTopic::improvement || outcome.general());
    if (!fits) return Comparable::other;
    return counted.denied ? Comparable::without : Comparable::same;
  }
  if (is_good_event(counted.topic)) {
    if (!specific || !outcome.higher()) return Comparable::other;
    return counted.denied ? Comparable::without : Comparable::same;
  }
  if (counted.topic == EventTopic::no_change || counted.topic == EventTopic::none)
    return Comparable::other;
  const bool fits = counted.topic == EventTopic::illness
                        ? specific
                        : outcome.has(counted.topic) &&
                              (counted.topic != EventTopic::harm ||
                               outcome.serious() == counted.serious) &&
                              (counted.topic != EventTopic::symptom || specific);
  if (!fits) return Comparable::other;
  // A bad event is what counts against people where fewer is better; surviving is its absence. That some
  // died promises nothing, so it is no claim of survivors.
  if (counted.denied == outcome.higher()) return Comparable::same;
  return outcome.higher() ? Comparable::without : Comparable::complement;
}

// Names no treatment: whoever is compared with got a dummy, or nothing.
bool untreated_word(std::string_view word) {
  return is_one_of(
      word, {"placebo",       "placebos",    "dummy",       "sham",   "sugar",      "inactive",
             "control",       "controls",    "mock",        "saline", "comparison", "untreated",
             "unvaccinated",  "nothing",     "no",          "not",    "without",    "never",
             "nonvaccinated", "unimmunised", "unimmunized", "vehicle"});
}

// "Standard drugs", "usual care": whatever people get, by no name.
bool care_word(std::string_view word) {
  return is_one_of(
      word, {"standard", "usual", "conventional", "current", "existing", "traditional", "routine"});
}

bool vague_word(std::string_view word) {
  return is_one_of(word, {"expected", "anything", "everything", "ever", "before", "baseline",
                          "average", "normal", "national", "best", "else", "others"});
}

bool names_nothing(std::string_view word) {
  constexpr std::size_t shortest_name = 3;  // letters
  return word.size() < shortest_name ||
         is_one_of(word,
                   {"the",        "with",        "those",     "people",   "patients",   "who",
                    "got",        "getting",     "given",     "taking",   "took",       "group",
                    "groups",     "arm",         "treatment", "therapy",  "treatments", "therapies",
                    "after",      "weeks",       "months",    "years",    "year",       "week",
                    "month",      "days",        "were",      "are",      "was",        "had",
                    "have",       "has",         "drug",      "drugs",    "medicine",   "medicines",
                    "medication", "medications", "pills",     "other",    "alone",      "and",
                    "for",        "rate",        "rates",     "success",  "response",   "risk",
                    "their",      "our",         "from",      "any",      "all",        "that",
                    "this",       "them",        "did",       "does",     "just",       "only",
                    "trial",      "study",       "receiving", "received", "added",      "same",
                    "results"});
}

bool any_alike(const std::vector<Token>& tokens, std::string_view word) {
  return std::ranges::any_of(tokens, [&](const Token& token) {
    return token.kind == Kind::word && !names_nothing(token.text) &&
           (alike(token.text, word) || token.text + "s" == word ||
            token.text == std::string(word) + "s");
  });
}

// "Only 5%", "just 3 of 60"
bool only_so_many(std::string_view text) {
  const std::vector<Token> tokens = sentence::tokens_of(text);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
    if (is_one_of(sentence::word_at(tokens, i), {"only", "just", "merely"}) &&
        (tokens[i + 1].kind == Kind::percent || tokens[i + 1].kind == Kind::number))
      return true;
  return false;
}

}  // namespace

bool same_comparator(const Claim& claim, const Question& question,
                     const AnalysisRequest& analysis) {
  if (claim.comparator_text.empty()) return true;
  const std::vector<Token> said = sentence::tokens_of(claim.comparator_text);
  const std::vector<Token> linked =
      sentence::tokens_of(question.comparator + " | " + question.comparator_short + " | " +
                          question.plain_comparator + " | " + analysis.c_label);
  const std::vector<Token> treated =
      sentence::tokens_of(question.intervention + " | " + question.intervention_short + " | " +
                          question.plain_intervention);
  const std::vector<Token> people =
      sentence::tokens_of(question.population + " | " + question.plain_population);
  const auto untreated = [](const std::vector<Token>& tokens) {
    return std::ranges::any_of(tokens,
                               [](const Token& token) { return untreated_word(token.text); });
  };
  if (untreated(said)) return untreated(linked);
  // "Steroids work better than the drug": the treatment itself.
  if (is_one_of(claim.comparator_text,
                {"drug", "medicine", "treatment", "therapy", "medication", "it", "this",
                 "this drug", "this treatment", "vaccine", "infusion", "our treatment"}))
    return false;
  const bool care = std::ranges::any_of(linked, [](const Token& token) {
    return is_one_of(token.text, {"standard", "usual", "conventional", "routine", "care", "same",
                                  "medicines", "drugs", "background", "added", "therapy"});
  });
  bool named = false;
  for (const Token& token : said) {
    if (token.kind != Kind::word || names_nothing(token.text)) continue;
    if (care_word(token.text)) return care;
    if (vague_word(token.text)) return false;          // "than before", "than anything else"
    if (any_alike(treated, token.text)) return false;  // "steroids work better than the pill"
    if (any_alike(linked, token.text)) return true;
    named = named || !any_alike(people, token.text);
  }
  return !named;
}

Comparable comparable(const SentenceReading& reading, const Outcome& outcome, bool means) {
  const Claim& claim = reading.claim;
  if (claim.add_on == "replacement") return Comparable::replacement;
  const bool share = claim.events.has_value() || !claim.percent_text.empty();
  const bool judged = is_one_of(claim.type, {"response_proportion", "safety_zero", "safety_rate",
                                             "durability", "comparative"});
  const CountedEvent& counted = reading.counted;
  if (!judged) return Comparable::same;
  if (!share && !claim.ratio) {
    if (counted.words == "safety")
      return Outcomes(outcome).has(EventTopic::harm) ? Comparable::same : Comparable::other;
    if (claim.type != "comparative" || counted.topic == EventTopic::none ||
        counted.topic == EventTopic::improvement || means)
      return Comparable::same;
    const Outcomes outcomes(outcome);
    if (other_degree(counted.words, claim.paraphrase, outcomes.tokens())) return Comparable::degree;
    const bool other =
        narrower(counted, claim.paraphrase, outcomes.tokens()) ||
        by_topic(counted, outcomes, outcomes.named_by(counted.words)) == Comparable::other;
    return other ? Comparable::other : Comparable::same;
  }
  if (means) return Comparable::means;
  if (share && counted.good() && claim.asserted_direction == "none") return Comparable::nobody;
  const Outcomes outcomes(outcome);
  if (counted.topic == EventTopic::none)
    return states_outcome(claim, outcome.name, outcome.plain_name) ? Comparable::same : Comparable::unclear;
  if (narrower(counted, claim.paraphrase, outcomes.tokens())) return Comparable::other;
  Comparable found = by_topic(counted, outcomes, outcomes.named_by(counted.words));
  // One rule for who has responded is never put into the words of another.
  if (found != Comparable::other && other_degree(counted.words, claim.paraphrase, outcomes.tokens()))
    return Comparable::degree;
  // "Only 5% did not respond" claims that the others did.
  if (found == Comparable::without && share && reading.bound == Bound::none && only_so_many(claim.paraphrase))
    found = Comparable::complement;
  // Twice as many without an event is no exact number of those with it.
  const bool turned = found == Comparable::complement || found == Comparable::without;
  if (turned && (claim.ratio || (claim.events && !claim.n)))
    return Comparable::other;
  return found;
}

bool counts_severe(const Outcome& outcome) {
  const Outcomes outcomes(outcome);
  return outcomes.has(EventTopic::death) || outcomes.has(EventTopic::harm) ||
         (!outcomes.higher() && outcomes.serious());
}

Claim complement_of(Claim claim, const Outcome& outcome) {
  if (claim.events && claim.n) claim.events = *claim.n - *claim.events;
  if (!claim.percent_text.empty()) {
    const std::size_t point = claim.percent_text.find('.');
    const int decimals =
        point == std::string::npos ? 0 : static_cast<int>(claim.percent_text.size() - point - 1);
    claim.percent_text = fixed(100 - parse_number(claim.percent_text).value_or(0), decimals);
  }
  const bool higher = outcome.better == Better::higher;
  // "100% survived" is "0% died": none seen, as "all 500 survived" is.
  if (!higher && !claim.approx && !claim.percent_text.empty() && parse_number(claim.percent_text) == 0.0) {
    claim.events = 0;
    claim.percent_text.clear();
  }
  claim.type = higher ? "response_proportion" : claim.events == 0 ? "safety_zero" : "safety_rate";
  claim.asserted_direction = higher ? "benefit" : "none";
  return claim;
}

}  // namespace steelyard
