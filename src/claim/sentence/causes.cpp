// Another treatment that a sentence makes responsible: a closed list of those that are well known.
#include <algorithm>

#include "claim/sentence/events.h"
#include "claim/sentence/phrases.h"
#include "steelyard/claim/cause.h"

namespace steelyard {

namespace sentence {

namespace {

constexpr PhraseTable known_treatments(
    "steroids, steroid, corticosteroids, corticosteroid, glucocorticoids, prednisone, "
    "prednisolone, "
    "methylprednisolone, dexamethasone, cortisone, hydrocortisone, physiotherapy, "
    "physical therapy, methotrexate, azathioprine, mycophenolate, cyclophosphamide, "
    "hydroxychloroquine, chloroquine, rituximab, belimumab, obinutuzumab, voclosporin, "
    "anifrolumab, tacrolimus, ciclosporin, cyclosporine, cyclosporin, leflunomide, tofacitinib, "
    "adalimumab, etanercept, infliximab, interferon, ocrelizumab, natalizumab, insulin, metformin, "
    "ibuprofen, paracetamol, acetaminophen, aspirin, statins, antibiotics, painkillers, nsaids, "
    "antidepressants, chemotherapy, radiotherapy, immunoglobulin, immunoglobulins, "
    "plasma exchange, plasmapheresis, acupuncture, homeopathy, homoeopathy, osteopathy, "
    "chiropractic, massage, yoga, meditation, hypnosis, psychotherapy, counselling, counseling, "
    "diet, exercise, fasting, turmeric, curcumin, cannabis, cbd, vitamins, vitamin, "
    "probiotics, supplements, herbs, herbal medicine, placebo, sugar pills, standard care, "
    "usual care, standard treatment, standard therapy, standard drugs, conventional treatment, "
    "conventional therapy, biologics, surgery");

// Between a word that makes it the cause and its name: "on high-dose oral prednisone".
bool qualifies(std::string_view word) {
  return is_one_of(word,
                   {"the",     "a",        "an",    "our",         "their",   "oral",      "high",
                    "low",     "dose",     "daily", "weekly",      "regular", "intensive", "strong",
                    "normal",  "ordinary", "pure",  "intravenous", "iv",      "pulsed",    "pulse",
                    "monthly", "long",     "term",  "short",       "course",  "courses",   "of",
                    "mg",      "just",     "only",  "simple",      "modern"});
}

bool brings_result(std::string_view word) {
  return is_one_of(
      word, {"help",         "helps",     "helped",   "double",   "doubles",    "doubled",
             "triple",       "triples",   "halve",    "halves",   "halved",     "cut",
             "cuts",         "reduce",    "reduces",  "reduced",  "improve",    "improves",
             "improved",     "work",      "works",    "worked",   "cure",       "cures",
             "cured",        "bring",     "brings",   "brought",  "lead",       "leads",
             "led",          "give",      "gives",    "gave",     "make",       "makes",
             "made",         "is",        "are",      "was",      "were",       "increase",
             "increases",    "increased", "raise",    "raises",   "raised",     "lower",
             "lowers",       "lowered",   "relieve",  "relieves", "relieved",   "heal",
             "heals",        "healed",    "beat",     "beats",    "outperform", "outperforms",
             "outperformed", "caused",    "causes",   "cause",    "prevent",    "prevents",
             "prevented",    "induced",   "induces",  "put",      "puts",       "got",
             "kept",         "keeps",     "achieved", "produced", "can",        "has",
             "had"});
}

class CauseFinder {
 public:
  explicit CauseFinder(const std::vector<Token>& tokens) : tokens_(tokens), phrases_(tokens) {}

  // The treatment at this word, if the sentence has the result come from it.
  [[nodiscard]] std::optional<WordRange> cause_at(std::size_t i) const {
    const auto named = phrases_.at(known_treatments, i);
    if (!named) return std::nullopt;
    std::size_t first = i;
    while (first > 0 && (qualifies(word(first - 1)) || tokens_[first - 1].text == "-" ||
                         tokens_[first - 1].kind == Kind::number))
      --first;
    return follows_cause(first) || (opens_clause(first) && brings_result(word(named->to)))
               ? named
               : std::nullopt;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return phrases_.word(i); }

  [[nodiscard]] bool opens_clause(std::size_t i) const {
    return i == 0 || (tokens_[i - 1].kind == Kind::mark && tokens_[i - 1].text != "(") ||
           is_one_of(word(i - 1), {"that", "shows", "found"});
  }

  // "On", "thanks to", "responded to"; not "on top of", "added to", "did not respond to".
  [[nodiscard]] bool follows_cause(std::size_t i) const {
    if (i == 0) return false;
    const std::string_view before = word(i - 1), earlier = i >= 2 ? word(i - 2) : "";
    if (before == "to") {
      if (is_one_of(earlier, {"thanks", "due", "owing"})) return true;
      return is_one_of(earlier, {"responded", "respond", "responds", "responding", "response"}) &&
             !denied(i - 2);
    }
    if (is_one_of(before, {"with", "after", "using", "by"})) {
      return !is_one_of(earlier, {"along", "together", "combined", "compared", "combination",
                                  "failed", "failure"}) &&
             !denied(i - 1);
    }
    return is_one_of(before, {"on", "taking", "took", "take", "given", "received", "receiving",
                              "got", "getting", "under", "used", "swallowed", "via", "through"}) &&
           !denied(i - 1);
  }

  [[nodiscard]] bool denied(std::size_t i) const {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, i); ++back)
      if (is_one_of(word(i - back), {"not", "never", "no", "without", "failed", "fail", "longer",
                                     "previously", "despite"}) ||
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
  const std::vector<Token> tokens = sentence::tokens_of(sentence);
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
  if (std::ranges::any_of(tokens, names_treatment)) return "";
  const sentence::CauseFinder causes(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    // "More than with placebo": behind it stands what is compared with.
    if (is_one_of(tokens[i].text, {"than", "versus", "vs", "compared", "unlike"})) break;
    if (const auto found = causes.cause_at(i))
      return sentence::slice(tokens, found->from, found->to);
  }
  return "";
}

}  // namespace steelyard
