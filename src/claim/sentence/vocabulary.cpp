// Words for people, units, benefits and harms.
#include "claim/sentence/numbers.h"

namespace steelyard::sentence {

double weeks_in(std::string_view unit) {
  if (is_one_of(unit, {"hour", "hours"})) return 1.0 / 168;
  if (is_one_of(unit, {"day", "days", "night", "nights"})) return 1.0 / 7;
  if (is_one_of(unit, {"week", "weeks", "wk", "wks"})) return 1;
  if (is_one_of(unit, {"month", "months"})) return 52.0 / 12;
  if (is_one_of(unit, {"year", "years", "yr", "yrs"})) return 52;
  if (is_one_of(unit, {"fortnight", "fortnights"})) return 2;
  if (is_one_of(unit, {"decade", "decades"})) return 520;
  return 0;
}

bool is_unit(std::string_view word) {
  return is_one_of(word, {"mg",     "ml",    "g",      "kg",      "mcg",    "iu",     "units",
                          "cells",  "doses", "dose",   "infusions", "injections", "treatments",
                          "sessions", "hours", "hour", "minutes", "seconds", "times", "fold",
                          "points", "point", "trials", "studies", "clinics", "countries", "centres",
                          "centers", "hospitals", "litres", "cm", "mm", "steps", "metres", "meters",
                          "dollars", "euros", "euro", "pounds", "cycles", "visits", "conditions",
                          "diseases", "reviews", "stars", "degrees"});
}

bool is_people(std::string_view word) {
  return is_one_of(
      word, {"patients", "patient",     "people",      "person",    "participants", "participant",
             "subjects", "subject",     "volunteers",  "volunteer", "adults",       "adult",
             "children", "child",       "women",       "woman",     "men",          "man",
             "cases",    "individuals", "persons",     "clients",   "client",       "users",
             "babies",   "infants",     "girls",       "boys",      "sufferers",    "recipients",
             "those",    "treated",     "respondents", "americans", "europeans",    "couples",
             "mothers",  "athletes",    "smokers",     "veterans",  "diabetics",    "kids",
             "teens",    "students",    "runners",     "folks",     "seniors",      "teenagers",
             "customers"});
}

bool is_benefit(std::string_view word) {
  return is_one_of(
      word, {"improved",   "improve",    "improves",  "improving",   "improvement", "improvements",
             "benefited",  "benefitted", "benefit",   "benefits",    "better",      "responded",
             "respond",    "response",   "responders", "recovered",  "recover",     "recovery",
             "remission",  "relief",     "cured",     "cure",        "healed",      "healing",
             "success",    "successful", "succeeded", "got",         "felt",        "reported",
             "experienced", "achieved",  "reached",   "reach",   "saw",         "showed",      "noticed",
             "gained",     "regained",   "survived",  "walked",      "stopped",     "were",
             "became",     "returned",   "reduced",   "lost",        "quit",        "helped",
             "satisfied",  "stable",     "stabilised", "stabilized", "saying",      "said",
             "say",        "had",        "free",      "enjoyed",     "experience",  "see",
             "avoided",    "slept",      "pain",      "get",         "feel",        "report",
             "achieve",    "went",       "conceived", "cleared",     "did",         "kept"});
}

bool is_harm(std::string_view word) {
  return is_one_of(word, {"side", "effects", "adverse", "reaction", "reactions", "complication",
                          "complications", "died", "death", "deaths", "infection", "infections",
                          "toxicity", "harm", "harms", "relapsed", "relapse", "relapses",
                          "worsened", "progressed", "rejection", "tumour", "tumor", "tumours",
                          "tumors", "bleeding", "hospitalised", "hospitalized", "fever", "nausea",
                          "headache", "headaches", "events"});
}

}  // namespace steelyard::sentence
