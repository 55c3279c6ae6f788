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
    "conventional therapy, biologics, surgery, operation, operations, keto, ketogenic diet, "
    "mediterranean diet, gluten free diet, gluten free, vegan diet, carnivore diet, paleo diet, "
    "fish oil, omega, "
    "tocilizumab, ivermectin, abatacept, secukinumab, ustekinumab, baricitinib, upadacitinib, "
    "ofatumumab, fingolimod, alemtuzumab, bortezomib, daratumumab, eculizumab, sirolimus, "
    "colchicine, semaglutide, ozempic, warfarin, lithium, ketamine, psilocybin, melatonin, zinc, "
    "magnesium, selenium, iron, calcium, creatine, collagen, garlic, ginger, honey, kombucha, "
    "apple cider vinegar, green tea, black seed oil, ashwagandha, ginseng, echinacea, aloe vera, "
    "colloidal silver, low dose naltrexone, naltrexone, remdesivir, oxygen therapy, "
    "hyperbaric oxygen, ozone, cupping, reiki, ayurveda, chinese medicine, "
    "traditional chinese medicine, light therapy, red light therapy, stem cell transplantation, "
    "stem cell transplant, stem cell therapy, stem cells, bone marrow transplant, "
    "bone marrow transplantation, kidney transplant, car t, "
    "gene therapy, faecal transplant, fecal transplant, cold baths, ice baths, sauna, prayer, "
    "detox, juice cleanse, essential oils, bee venom, hydrotherapy, tai chi, pilates, "
    "swimming");

// Between a word that makes it the cause and its name: "on high-dose oral prednisone".
bool qualifies(std::string_view word) {
  return is_one_of(
      word, {"the",     "a",          "an",     "our",         "their",   "oral",      "high",
             "low",     "dose",       "daily",  "weekly",      "regular", "intensive", "strong",
             "normal",  "ordinary",   "pure",   "intravenous", "iv",      "pulsed",    "pulse",
             "monthly", "long",       "term",   "short",       "course",  "courses",   "of",
             "an",      "autologous", "gluten", "free",        "strict",  "vegan",     "healthy",
             "new",     "mg",         "just",   "only",        "simple",  "modern"});
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
    auto named = phrases_.at(known_treatments, i);
    if (!named) return other_vaccine(i);
    while (belongs_behind(word(named->to))) ++named->to;
    std::size_t first = i;
    while (first > 0 && (qualifies(word(first - 1)) || tokens_[first - 1].text == "-" ||
                         tokens_[first - 1].kind == Kind::number))
      --first;
    return follows_cause(first) || (opens_clause(first) && brings_result(word(named->to)))
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
                      "therapy", "treatment", "tablets", "pills", "capsules", "injections"});
  }

  // "The measles vaccine", where the review is of another one.
  [[nodiscard]] std::optional<WordRange> other_vaccine(std::size_t i) const {
    const bool known =
        is_one_of(word(i), {"measles", "mmr", "flu", "influenza", "covid", "polio", "cholera",
                            "malaria", "hpv", "shingles", "rabies", "smallpox", "mrna", "tetanus",
                            "typhoid", "pneumococcal", "rotavirus"});
    if (!known || !is_one_of(word(i + 1), {"vaccine", "vaccines", "vaccination", "jab", "shot"}))
      return std::nullopt;
    return WordRange{i, i + 2};
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
                              "got", "getting", "under", "used", "going", "went", "gone", "go",
                              "swallowed", "via", "through"}) &&
           !denied(i - 1);
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
  const sentence::CauseFinder causes(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (const auto found = causes.namesake_at(i, treatment))
      return sentence::slice(tokens, found->from, found->to);
  // "Vaccine" alone does not tell which: "the measles vaccine".
  const auto names_other = [&](std::size_t i) {
    return is_one_of(tokens[i].text, {"vaccine", "vaccines", "vaccination", "jab", "shot"}) &&
           i > 0 && causes.cause_at(i - 1) && !names_treatment(tokens[i - 1]);
  };
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (names_treatment(tokens[i]) && !names_other(i)) return "";
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
