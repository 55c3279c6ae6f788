// Another treatment that a sentence makes responsible: a closed list of those that are well known.
#include <algorithm>

#include "claim/sentence/cause_words.h"
#include "claim/sentence/events.h"
#include "claim/sentence/phrases.h"
#include "steelyard/claim/cause.h"

namespace steelyard {

namespace sentence {

namespace {

class CauseFinder {
 public:
  explicit CauseFinder(const std::vector<Token>& tokens) : tokens_(tokens), phrases_(tokens) {}

  // The treatment at this word, if the sentence has the result come from it.
  [[nodiscard]] std::optional<WordRange> cause_at(std::size_t i) const {
    if (const auto without = left_out(i)) return without;
    if (cause::is_done(word(i)) && is_one_of(i > 0 ? word(i - 1) : "", {"who", "that", "after", "by"}))
      return WordRange{i, i + 1};
    auto named = phrases_.at(cause::treatments, i);
    if (!named) named = other_vaccine(i);
    if (!named) return std::nullopt;
    while (belongs_behind(word(named->to))) ++named->to;
    std::size_t first = i;
    while (first > 0 && (cause::qualifies(word(first - 1)) || tokens_[first - 1].text == "-" ||
                         tokens_[first - 1].kind == Kind::number))
      --first;
    if (tells_failure(named->to)) return std::nullopt;
    const bool opens = (opens_clause(first) || opens_clause(i)) && !stops_behind(named->to);
    const bool topic = opens && (cause::brings_result(word(named->to)) || is_topic(named->to, first == 0));
    const bool and_improved = is_one_of(first > 0 ? word(first - 1) : "", {"had", "have"}) &&
                              word(named->to) == "and";
    return topic || and_improved || follows_cause(first) || follows_cause(i) || names_course(first, *named) ||
                   is_aside(first, named->to) || is_aside(i, named->to)
               ? named
               : std::nullopt;
  }

  // "Pill Y", where the treatment is "Pill X".
  [[nodiscard]] std::optional<WordRange> namesake_at(std::size_t i,
                                                     const std::vector<Token>& treatment) const {
    if (!has_letter(tokens_, i)) return std::nullopt;
    std::optional<WordRange> other;
    for (std::size_t at = 0; at + 1 < treatment.size(); ++at) {
      if (!has_letter(treatment, at)) continue;
      if (treatment[at + 1].text == tokens_[i + 1].text) return std::nullopt;
      other = WordRange{i, i + 2};
    }
    return other;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return phrases_.word(i); }

  // "Pill X", "drug 2"; not "a pill a day".
  static bool has_letter(const std::vector<Token>& tokens, std::size_t i) {
    if (i + 1 >= tokens.size() || tokens[i].kind != Kind::word) return false;
    if (!is_one_of(tokens[i].text, {"pill", "drug", "vaccine", "treatment", "compound", "product",
                                    "tablet", "agent", "therapy", "medicine", "substance"}))
      return false;
    const Token& name = tokens[i + 1];
    return name.kind == Kind::word && name.text.size() == 1 && !is_one_of(name.text, {"a", "i"});
  }

  static bool belongs_behind(std::string_view word) {
    return is_one_of(word,
                     {"d", "c", "e", "k", "d3", "b12", "diet", "diets", "supplement", "supplements",
                      "therapy", "treatment", "tablets", "pills", "capsules", "injections",
                      "injection", "infusions", "infusion", "drops", "oil", "powder"});
  }

  // "The measles vaccine", where the review is of another one.
  [[nodiscard]] std::optional<WordRange> other_vaccine(std::size_t i) const {
    const bool known =
        is_one_of(word(i), {"measles", "mmr", "flu", "influenza", "covid", "polio", "cholera",
                            "malaria", "hpv", "shingles", "rabies", "smallpox", "mrna", "tetanus",
                            "typhoid", "pneumococcal", "rotavirus", "moderna", "pfizer",
                            "astrazeneca", "biontech", "novavax", "sputnik", "oxford"});
    if (!known || !is_one_of(word(i + 1), {"vaccine", "vaccines", "vaccination", "jab", "shot"}))
      return std::nullopt;
    return WordRange{i, i + 2};
  }

  // "Cut out gluten", "avoided dairy"
  [[nodiscard]] std::optional<WordRange> left_out(std::size_t i) const {
    const auto food = phrases_.at(cause::foods, i);
    if (!food || i == 0) return std::nullopt;
    const bool cut = word(i - 1) == "out" && i >= 2 && is_one_of(word(i - 2), {"cut", "cutting", "cuts"});
    const bool left = is_one_of(word(i - 1), {"avoided", "avoiding", "quit", "quitting", "eliminated",
                                              "eliminating", "excluded", "excluding", "dropped"});
    const bool up = word(i - 1) == "up" && i >= 2 && is_one_of(word(i - 2), {"gave", "giving"});
    if (cut || up) return WordRange{i - 2, food->to};
    return left ? std::optional(WordRange{i - 1, food->to}) : std::nullopt;
  }

  // "Prednisone: 45 of 60", "Acupuncture (n=60)", "Rituximab, 45 of 60"
  [[nodiscard]] bool is_topic(std::size_t i, bool first) const {
    while (cause::is_course(word(i)) || word(i) == "alone") ++i;
    if (i + 1 >= tokens_.size()) return false;
    if (is_one_of(word(i), {"success", "remission", "response", "rate", "results"})) return true;
    if (tokens_[i].text == ",") return first && tokens_[i + 1].kind != Kind::word;
    return tokens_[i].kind == Kind::mark && !tight_hyphen(i) &&
           is_one_of(tokens_[i].text, {":", "-", "(", "|", ";", ".", "="});
  }

  // "45 of 60 improved (prednisone)", "45 of 60 improved - prednisone"
  [[nodiscard]] bool is_aside(std::size_t first, std::size_t to) const {
    if (first == 0 || tokens_[first - 1].kind != Kind::mark || tight_hyphen(first - 1)) return false;
    const bool closes = to >= tokens_.size() || is_one_of(tokens_[to].text, {")", ".", "!"});
    return closes && is_one_of(tokens_[first - 1].text, {"(", "-", ":"}) && !stops_behind(0);
  }

  [[nodiscard]] bool tight_hyphen(std::size_t i) const {
    return tokens_[i].text == "-" && tokens_[i].adjoins && i + 1 < tokens_.size() && tokens_[i + 1].adjoins;
  }

  // "Steroids: 45 of 60 stopped them"
  [[nodiscard]] bool stops_behind(std::size_t i) const {
    for (; i < tokens_.size(); ++i)
      if (is_one_of(word(i), {"stopped", "stop", "off", "tapered", "weaned", "quit", "avoided", "longer",
                              "needed", "need", "without", "discontinued", "failed"}))
        return true;
    return false;
  }

  // "Steroid-resistant lupus"
  [[nodiscard]] bool tells_failure(std::size_t i) const {
    if (i < tokens_.size() && tokens_[i].text == "-") ++i;
    return is_one_of(word(i), {"resistant", "refractory", "dependent", "sparing", "naive", "free", "induced",
                               "intolerant", "failure", "failures", "allergy", "allergic"});
  }

  // "In the yoga group", "prednisone-treated patients", "our yoga programme helped"
  [[nodiscard]] bool names_course(std::size_t first, const WordRange& named) const {
    const bool hyphen = named.to < tokens_.size() && tokens_[named.to].text == "-";
    if (!cause::is_course(word(named.to + (hyphen ? 1 : 0))) || denied(first) || denied(named.from)) return false;
    if (is_one_of(word(named.from), {"placebo", "sugar", "standard", "usual", "conventional"})) return false;
    if (first == 0) return true;
    const bool beside = word(first - 1) == "to" && first >= 2 && word(first - 2) == "added";
    return !beside && !is_one_of(word(first - 1), {"plus", "added", "beside", "besides", "alongside", "without",
                                                   "off", "no", "non", "and", "against", "than"});
  }

  [[nodiscard]] bool opens_clause(std::size_t i) const {
    return i == 0 || (tokens_[i - 1].kind == Kind::mark && tokens_[i - 1].text != "(") ||
           is_one_of(word(i - 1), {"that", "shows", "found"});
  }

  // "On", "thanks to", "responded to"; not "on top of", "added to", "did not respond to".
  [[nodiscard]] bool follows_cause(std::size_t i) const {
    if (i == 0) return false;
    const std::string_view before = word(i - 1), earlier = i >= 2 ? word(i - 2) : "";
    if (before == "to") {
      if (is_one_of(earlier, {"thanks", "due", "owing", "assigned", "randomised", "randomized", "allocated"}))
        return true;
      return is_one_of(earlier, {"responded", "respond", "responds", "responding", "response"}) &&
             !denied(i - 2);
    }
    if (is_one_of(before, {"with", "after", "using", "by", "during"})) {
      return !is_one_of(earlier, {"along", "together", "combined", "compared", "combination",
                                  "failed", "failure"}) &&
             !denied(i - 1);
    }
    if (before == "of") return is_one_of(earlier, {"rate", "rates", "use"}) && !compared_before(i);
    if (before == "up") return is_one_of(earlier, {"took", "take", "taking"});
    if (before == "had" || before == "having") return is_one_of(earlier, {"who", "that", "after"});
    return cause::takes(before) && !denied(i - 1);
  }

  // "Twice the response rate of placebo", "above the success rate of steroids"
  [[nodiscard]] bool compared_before(std::size_t i) const {
    for (std::size_t at = 0; at < i; ++at)
      if (is_one_of(word(at), {"twice", "double", "doubles", "doubled", "triple", "triples", "tripled", "times",
                               "half", "halves", "above", "below", "fold", "beat", "beats", "exceeds",
                               "exceeded", "matches", "equals"}))
        return true;
    return is_one_of(word(i), {"placebo", "sugar", "standard", "usual", "conventional"});
  }

  [[nodiscard]] bool denied(std::size_t i) const {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, i); ++back)
      if (is_one_of(word(i - back),
                    {"not",    "never",      "no",      "without",      "failed", "fail",
                     "longer", "previously", "despite", "stopped",      "stop",   "stopping",
                     "stops",  "quit",       "avoid",   "avoided",      "need",   "needed",
                     "off",    "ceased",     "before",  "discontinued", "halted"}) ||
          word(i - back).ends_with("n't"))
        return true;
    return false;
  }

  const std::vector<Token>& tokens_;
  PhraseFinder phrases_;
};

}  // namespace

}  // namespace sentence

std::string other_cause(std::string_view sentence, const Question& question) {
  using sentence::Kind;
  using sentence::Token;
  std::vector<Token> tokens = sentence::tokens_of(sentence);
  for (Token& token : tokens)  // "acupuncture's success rate"
    if (token.kind == Kind::word && token.text.ends_with("'s")) token.text.resize(token.text.size() - 2);
  const std::vector<Token> treatment =
      sentence::tokens_of(question.intervention + " | " + question.intervention_short + " | " +
                          question.plain_intervention);
  // "Stem" and "cells" tell; "added", "drugs" and "medicines" could stand in any name.
  const auto names_treatment = [&](const Token& said) {
    return said.kind == Kind::word && said.text.size() > 2 &&
           !is_one_of(
               said.text,
               {"added", "standard", "medicines", "medicine", "drugs",     "drug",    "plus",
                "with",  "the",      "new",       "and",      "treatment", "therapy", "own",
                "from",  "their",    "into",      "injected", "same",      "usual",   "care"}) &&
           std::ranges::any_of(treatment, [&](const Token& token) {
             return token.kind == Kind::word &&
                    (token.text == said.text || token.text == said.text + "s" ||
                     token.text + "s" == said.text);
           });
  };
  const sentence::CauseFinder causes(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (const auto found = causes.namesake_at(i, treatment))
      return sentence::slice(tokens, found->from, found->to);
  // "Vaccine" alone does not tell which: "the measles vaccine".
  const auto names_other = [&](std::size_t i) {
    return is_one_of(tokens[i].text, {"vaccine", "vaccines", "vaccination", "jab", "shot"}) &&
           i > 0 && causes.cause_at(i - 1) && !names_treatment(tokens[i - 1]);
  };
  // "Stem cell exosomes" are no cells.
  const auto made_of = [&](std::size_t i) {
    for (std::size_t at = i + 1; at <= i + 4 && at < tokens.size(); ++at)
      if (is_one_of(tokens[at].text, {"exosomes", "exosome", "secretome"}) && !names_treatment(tokens[at]))
        return true;
    return false;
  };
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (names_treatment(tokens[i]) && !names_other(i) && !made_of(i)) return "";
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    // "More than with placebo": behind it stands what is compared with.
    if (is_one_of(tokens[i].text, {"than", "versus", "vs", "compared", "unlike"})) break;
    if (tokens[i].text == "as" && i + 1 < tokens.size() &&  // "twice as many as with placebo"
        is_one_of(tokens[i + 1].text,
                  {"with", "on", "in", "after", "those", "placebo", "without", "taking"}))
      break;
    if (const auto found = causes.cause_at(i))
      return sentence::slice(tokens, found->from, found->to);
  }
  return "";
}

}  // namespace steelyard
