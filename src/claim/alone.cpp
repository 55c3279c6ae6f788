// Treatments that are said to have worked without any other, which trials of an added treatment do not test.
#include "steelyard/claim/alone.h"

#include <algorithm>
#include <vector>

#include "claim/sentence/words.h"
#include "steelyard/base/one_of.h"

namespace steelyard {

namespace {

using sentence::Kind;
using sentence::Token;

bool names_medicines(std::string_view word) {
  return is_one_of(word, {"drugs", "drug", "medicines", "medicine", "medication", "medications", "treatments",
                          "therapies", "pills", "pill", "steroids", "steroid", "prednisone", "prednisolone",
                          "cortisone", "immunosuppressants", "immunosuppression", "immunosuppressives", "meds",
                          "tablets", "chemotherapy", "pharmaceuticals", "biologics", "methotrexate"});
}

// "The treatment" is what is judged; "any other treatment" is not.
bool names_therapy(std::string_view word) { return is_one_of(word, {"treatment", "therapy", "care"}); }

bool says_other(std::string_view word) {
  return is_one_of(word, {"other", "further", "additional", "added", "extra", "more", "conventional", "standard",
                          "usual", "concomitant", "background"});
}

bool may_precede(std::string_view word) {
  return says_other(word) || is_one_of(word, {"any", "all", "the", "their", "of", "using", "taking", "needing", "use",
                                              "a", "single", "every", "lupus", "immunosuppressive", "need", "for",
                                              "having", "to", "take", "having", "strong", "toxic", "daily", "help",
                                              "prescription", "usual", "immune", "suppressing", "support", "from"});
}

bool names_given(std::string_view word) {
  return is_one_of(word, {"cells", "cell", "infusion", "infusions", "injection", "injections", "treatment", "therapy",
                          "transplant", "it", "them", "this", "these", "vaccine", "bcg", "medicine", "drug"});
}

class Sentence {
 public:
  explicit Sentence(std::string_view text) : tokens_(sentence::tokens_of(text)) {
    // What it is compared with got something else.
    const auto end = std::ranges::find_if(tokens_, [](const Token& token) {
      return token.kind == Kind::word && is_one_of(token.text, {"than", "versus", "vs", "compared"});
    });
    tokens_.erase(end, tokens_.end());
  }

  [[nodiscard]] bool alone() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (leaves_out(i) || by_itself(i) || free_of(i)) return true;
    return false;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return sentence::word_at(tokens_, i); }

  // Where the medicines stand that the words from `i` on speak of; the count of tokens if there are none.
  [[nodiscard]] std::size_t medicines_at(std::size_t i) const {
    bool other = false;
    constexpr std::size_t reach = 6;
    for (std::size_t at = i; at < i + reach && !word(at).empty(); ++at) {
      const bool named = names_medicines(word(at)) || (other && names_therapy(word(at)));
      if (named) {
        const bool kind = sentence::mark_at(tokens_, at + 1, "-") ||  // "no drug-related events"
                          is_one_of(word(at + 1), {"related", "reactions", "reaction", "effects", "side", "toxicity"});
        return kind || spoken_of(at + 1) ? tokens_.size() : at;
      }
      if (!may_precede(word(at))) break;
      other = other || says_other(word(at));
    }
    return tokens_.size();
  }

  // "No other drugs had helped": who the people are.
  [[nodiscard]] bool spoken_of(std::size_t i) const {
    for (std::size_t at = i; at < i + 3; ++at)
      if (is_one_of(word(at), {"helped", "worked", "work", "helps", "help", "exist", "exists", "left", "before",
                               "failed", "beforehand", "previously"}))
        return true;
    return false;
  }

  [[nodiscard]] bool leaves_out(std::size_t i) const {
    const bool left = is_one_of(word(i), {"without", "no", "off", "instead", "replacing", "replaced"}) ||
                      (word(i) == "place" && word(i + 1) == "of");
    if (left && medicines_at(i + 1) < tokens_.size()) return true;
    if (!is_one_of(word(i), {"not", "never", "longer", "stopped", "stop", "quit"}) && !word(i).ends_with("n't"))
      return false;
    std::size_t verb = i + 1;
    while (is_one_of(word(verb), {"be", "been", "have", "also"})) ++verb;
    return is_one_of(word(verb), {"take", "took", "taking", "taken", "use", "used", "using", "need", "needed", "on",
                                  "get", "given", "all", "receiving", "received", "their", "require", "required"}) &&
           medicines_at(verb + 1) < tokens_.size();
  }

  // "Stem cells alone", "nothing but stem cells", "as the only treatment"
  [[nodiscard]] bool by_itself(std::size_t i) const {
    if (is_one_of(word(i), {"monotherapy", "solely", "exclusively"})) return true;
    if (word(i) == "nothing" && is_one_of(word(i + 1), {"but", "else"})) return true;
    if (is_one_of(word(i), {"only", "sole", "single"}) && is_one_of(word(i + 1), {"treatment", "therapy", "medicine"}))
      return i > 0 && is_one_of(word(i - 1), {"the", "as", "their", "a", "sole", "with"});
    // "On its own, the pill"; "took only the pill", but "got only one infusion"
    const bool its = (word(i) == "on" && word(i + 1) == "its" && word(i + 2) == "own") ||
                     (word(i) == "by" && word(i + 1) == "itself");
    if (i == 0 && its) return sentence::mark_at(tokens_, word(i) == "on" ? 3 : 2, ",");
    if (word(i) == "only" && i > 0 &&
        is_one_of(word(i - 1), {"took", "taking", "got", "getting", "given", "received", "receiving", "used", "using"})) {
      std::size_t at = i + 1;
      while (is_one_of(word(at), {"the", "stem", "these", "this"})) ++at;
      if (names_given(word(at)) || is_one_of(word(at), {"pill", "pills", "tablets"})) return true;
    }
    const bool taken = i > 0 && is_one_of(word(i - 1), {"given", "used", "taken", "infused", "administered", "injected"});
    if (i == 0 || (!names_given(word(i - 1)) && !taken)) return false;
    if (word(i) == "alone") return true;
    if (word(i) == "only") return i + 1 >= tokens_.size() || tokens_[i + 1].kind == Kind::mark;
    return (word(i) == "on" && is_one_of(word(i + 1), {"its", "their"}) && word(i + 2) == "own") ||
           (word(i) == "by" && is_one_of(word(i + 1), {"itself", "themselves"}));
  }

  // "Drug-free", "free of medicines"
  [[nodiscard]] bool free_of(std::size_t i) const {
    const std::size_t behind = sentence::mark_at(tokens_, i + 1, "-") ? i + 2 : i + 1;
    if (word(behind) == "free" && (names_medicines(word(i)) || word(i) == "treatment")) return true;
    return word(i) == "free" && is_one_of(word(i + 1), {"of", "from"}) && medicines_at(i + 2) < tokens_.size();
  }

  std::vector<Token> tokens_;
};

}  // namespace

bool stands_alone(std::string_view sentence) { return Sentence(sentence).alone(); }

bool added_to_others(const Question& question) {
  return std::ranges::any_of(
      sentence::tokens_of(question.intervention + " | " + question.plain_intervention + " | " +
                          question.comparator),
      [](const Token& token) {
        return token.kind == Kind::word &&
               is_one_of(token.text, {"plus", "added", "adding", "additional", "background", "medicines", "same"});
      });
}

}  // namespace steelyard
