// Whether a sentence is English, by its small words and its letters.
#include "claim/sentence/numbers.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

bool looks_english(const std::vector<Token>& tokens) {
  std::size_t letters = 0, foreign_letters = 0, english = 0, foreign = 0;
  for (const Token& token : tokens) {
    if (token.kind != Kind::word) continue;
    std::size_t at = 0;
    while (at < token.text.size()) {
      const char32_t c = next_code_point(token.text, at);
      ++letters;
      if (c >= 0x250) ++foreign_letters;  // beyond Latin
    }
    if (is_one_of(token.text,
                  {"the", "of", "in", "patients", "people", "improved", "got", "had", "were", "was",
                   "with", "after", "no", "and", "better", "times", "likely", "as", "twice", "risk", "fewer",
                   "not", "by", "than", "to", "a", "is", "are", "for",
                   "out", "who", "participants", "felt", "more", "we", "our", "all", "benefited",
                   "responded", "treated", "none", "have", "has", "effects", "it", "women", "men"}))
      ++english;
    if (is_one_of(token.text,
                  {"de",         "la",         "el",         "los",         "las",
                   "der",        "das",        "und",        "von",         "den",
                   "dem",        "des",        "les",        "du",          "et",
                   "une",        "een",        "het",        "van",         "met",
                   "mit",        "bei",        "nach",       "ont",         "sont",
                   "avec",       "dei",        "del",        "della",       "di",
                   "il",         "che",        "con",        "para",        "y",
                   "que",        "pacientes",  "patienten",  "pazienti",    "pacjent\xC3\xB3w",
                   "w",          "si\xC4\x99", "oraz",       "og",          "och",
                   "av",         "mejoraron",  "personas",   "personen",    "sur",
                   "le",         "au",         "aux",        "est",         "pas",
                   "pour",       "dans",       "ist",        "sich",        "nicht",
                   "eine",       "zijn",       "voor",       "niet",        "jest",
                   "nie",        "na",         "som",        "til",         "ikke",
                   "lo",         "gli",        "una",        "un",          "ha",
                   "han",        "sono",       "em",         "os",          "ao",
                   "foi",        "foram",      "traitement", "tratamiento", "trattamento",
                   "behandlung", "dos",        "das",        "melhoraram",  "por",
                   "uns",        "aller",      "hat",        "haben",       "wurden"}))
      ++foreign;
  }
  return 2 * foreign_letters <= letters && (foreign == 0 || foreign < english);
}

}  // namespace steelyard::sentence
