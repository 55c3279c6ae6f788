// Whose illness a sentence speaks of: whether trials in people with another one can answer it.
#include "steelyard/claim/illness.h"

#include <algorithm>
#include <optional>

#include "claim/sentence/events.h"
#include "claim/sentence/illness_words.h"
#include "claim/sentence/numbers.h"
#include "claim/sentence/words.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace sentence {

namespace {

struct NamedIllness {
  const Illness* illness = nullptr;
  std::size_t from = 0, to = 0;  // tokens
};

// Where a name that starts at `i` ends; 0 if it does not stand there. "Type 1" is a number too.
std::size_t end_of_name(const std::vector<Token>& tokens, std::string_view name, std::size_t i) {
  return end_of_phrase(
      name, i,
      [&](std::size_t at) { return at < tokens.size() ? std::string_view(tokens[at].text) : std::string_view(); },
      [&](std::size_t at) { return mark_at(tokens, at, "-") || mark_at(tokens, at, "/"); });
}

// The longest name at this word: "rheumatoid arthritis", not "rheumatoid". Aids are also helps, and "Ms" is
// a title.
NamedIllness illness_at(const std::vector<Token>& tokens, std::string_view text, std::size_t i) {
  NamedIllness longest;
  for (const Illness& each : illnesses) {
    std::string_view left = each.phrases;
    while (!left.empty()) {
      const std::size_t comma = std::min(left.find(','), left.size());
      const std::string_view name = left.substr(0, comma);
      const bool aids = name == "AIDS" && text.find(name) != std::string_view::npos;
      const bool title = name == "ms" && text.find("Ms") != std::string_view::npos;
      const std::size_t to = title ? 0 : end_of_name(tokens, aids ? "aids" : name, i);
      if (to > std::max(longest.to, i)) longest = {&each, i, to};
      left.remove_prefix(std::min(comma + 2, left.size()));
    }
  }
  return longest;
}

std::vector<NamedIllness> illnesses_in(const std::vector<Token>& tokens, std::string_view text) {
  std::vector<NamedIllness> found;
  for (std::size_t i = 0; i < tokens.size();) {
    const NamedIllness here = illness_at(tokens, text, i);
    if (here.illness != nullptr) found.push_back(here);
    i = here.illness != nullptr ? here.to : i + 1;
  }
  return found;
}

bool one_family(const Illness& a, const Illness& b) {
  return a.name == b.name || a.wider == b.name || b.wider == a.name;
}

// Whether an illness is what happened, not what the people have to begin with.
class AsEvent {
 public:
  AsEvent(const std::vector<Token>& tokens, const CountedEvent& counted)
      : tokens_(tokens), counted_(counted), words_(tokens_of(counted.words)) {}

  [[nodiscard]] bool operator()(const NamedIllness& named) const {
    if (denied(named.from) || names_vaccine(named.to)) return true;
    if (is_people(word(named.to)) && word(named.to) != "cases") return false;  // "asthma patients had fewer asthma attacks"
    return counts(named) || happens_before(named.from) ||
           is_one_of(word(named.to), {"death", "deaths", "mortality", "risk", "risks", "rate", "rates",
                                      "incidence", "infection", "infections", "transmission"}) ||
           (mark(named.to, "-") && word(named.to + 1) == "free");
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return word_at(tokens_, i); }
  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const { return mark_at(tokens_, i, text); }

  [[nodiscard]] bool counts(const NamedIllness& named) const {
    if (is_good_event(counted_.topic)) return false;
    for (std::size_t i = named.from; i < named.to; ++i)
      if (std::ranges::any_of(words_, [&](const Token& token) {
            return token.kind == Kind::word && token.text == word(i);
          }))
        return true;
    return false;
  }

  // "Without diabetes", "no history of asthma", "fewer migraines"
  [[nodiscard]] bool denied(std::size_t i) const {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, i) && tokens_[i - back].kind == Kind::word;
         ++back) {
      if (is_people(word(i - back)) || is_one_of(word(i - back), {"with", "who"})) break;  // "no patient with"
      if (is_one_of(word(i - back), {"without", "no", "not", "never", "neither", "nor", "non", "fewer",
                                     "less", "free", "excluding", "except"}))
        return true;
    }
    return i >= 2 && word(i - 2) == "non";
  }

  // "The flu vaccine" is a treatment.
  [[nodiscard]] bool names_vaccine(std::size_t i) const {
    return is_one_of(word(i), {"vaccine", "vaccines", "vaccination", "vaccinations", "jab", "jabs",
                               "shot", "shots"});
  }

  // "Developed cancer", "a stroke", "died of", "the risk of", "prevents"
  [[nodiscard]] bool happens_before(std::size_t i) const {
    std::size_t at = i;
    while (at > 0 && is_one_of(word(at - 1), {"the", "new", "any", "severe", "serious", "fatal", "major",
                                              "a", "an", "active", "acute"}))
      --at;
    // "A serious adverse event (stroke)", "a complication, pneumonia"
    if (counted_.topic == EventTopic::harm && at > 0 && tokens_[at - 1].kind == Kind::mark) return true;
    const std::string_view before = at > 0 ? word(at - 1) : "", earlier = at > 1 ? word(at - 2) : "";
    if (before == "of" || before == "from" || before == "to")
      return is_one_of(earlier,
                       {"died", "die", "dies", "death", "deaths", "dying", "risk", "risks", "rate",
                        "rates", "incidence", "chance", "chances", "odds", "hazard", "mortality",
                        "killed", "protection", "protects", "protect", "due", "led", "leads"});
    return is_one_of(before,
                     {"developed", "develop", "develops", "developing", "caught", "catch", "catching",
                      "contracted", "contract", "got", "get", "gets", "getting", "prevent", "prevents",
                      "prevented", "preventing", "caused", "causes", "cause", "against", "including",
                      "like", "experienced", "as"}) ||
           (is_one_of(before, {"had", "have"}) && is_one_of(word(i - 1), {"a", "an"}) &&
            !is_one_of(earlier, {"who", "that"}));
  }

  const std::vector<Token>& tokens_;
  const CountedEvent& counted_;
  std::vector<Token> words_;
};

// "MS", not "ms", where the text has these letters.
std::string as_written(std::string_view text, const std::string& words) {
  const std::size_t at = lower_case(std::string(text)).find(words);
  return at == std::string::npos ? words : std::string(text.substr(at, words.size()));
}

bool joins(const std::vector<Token>& tokens, std::size_t i) {
  return i < tokens.size() && is_one_of(tokens[i].text, {"or", "and", ",", "/", "&"});
}

}  // namespace

}  // namespace sentence

std::string other_illness(const SentenceReading& reading, std::string_view review_words) {
  using sentence::NamedIllness;
  const std::string& text = reading.claim.paraphrase;
  const std::vector<sentence::Token> tokens = sentence::tokens_of(text),
                                     review = sentence::tokens_of(review_words);
  const std::vector<NamedIllness> said = sentence::illnesses_in(tokens, text),
                                  reviewed = sentence::illnesses_in(review, review_words);
  const auto known = [&](const NamedIllness& named) {
    return std::ranges::any_of(reviewed, [&](const NamedIllness& each) {
      return sentence::one_family(*named.illness, *each.illness);
    });
  };
  const sentence::AsEvent as_event(tokens, reading.counted);
  std::size_t end = tokens.size();  // behind it stands what is compared with
  for (std::size_t i = tokens.size(); i > 0; --i)
    if (is_one_of(tokens[i - 1].text, {"than", "versus", "vs", "compared", "unlike"})) end = i - 1;
  const bool own = std::ranges::any_of(
      said, [&](const NamedIllness& named) { return known(named) && !as_event(named); });
  for (const NamedIllness& named : said) {
    if (named.from >= end || known(named) || as_event(named)) continue;
    // "Lupus patients with diabetes" are people of the review; those with "lupus or asthma" are others too.
    const bool beside = (named.from > 0 && sentence::joins(tokens, named.from - 1)) ||
                        sentence::joins(tokens, named.to);
    if (!own || beside) return sentence::as_written(text, sentence::slice(tokens, named.from, named.to));
  }
  return "";
}

std::string illness_words(const Review& review, const Outcome& outcome, const AnalysisRequest& analysis) {
  const Question& question = review.question;
  std::string words;
  for (const std::string* each : {&question.population, &question.plain_population, &review.title,
                                  &review.plain_title, &outcome.name, &outcome.plain_name, &analysis.title})
    words += *each + " | ";
  return words;
}

bool other_disease(const Claim& claim, const Review& review, const Outcome& outcome,
                   const AnalysisRequest& analysis) {
  const auto named = [](std::string_view text) {
    return sentence::illnesses_in(sentence::tokens_of(text), text);
  };
  const std::string people = review.question.population + " | " + review.question.plain_population;
  const std::string words = illness_words(review, outcome, analysis);
  if (claim.disease.empty() || named(people).empty()) return false;
  const auto said = named(claim.disease), reviewed = named(words);
  return !said.empty() && std::ranges::none_of(said, [&](const sentence::NamedIllness& one) {
    return std::ranges::any_of(reviewed, [&](const sentence::NamedIllness& other) {
      return sentence::one_family(*one.illness, *other.illness);
    });
  });
}

}  // namespace steelyard
