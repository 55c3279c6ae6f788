// The words for what happens to people, by topic.
#include "claim/sentence/event_words.h"

#include <algorithm>
#include <array>

namespace steelyard::sentence {

namespace {

using enum EventTopic;

constexpr std::array<EventWords, 365> all_event_words{{
    {"improved", improvement}, {"improve", improvement}, {"improves", improvement},
    {"improving", improvement}, {"improvement", improvement}, {"improvements", improvement},
    {"better", improvement}, {"benefited", improvement}, {"benefitted", improvement},
    {"benefit", improvement}, {"benefits", improvement}, {"benefiting", improvement},
    {"helped", improvement}, {"recovered", improvement}, {"recover", improvement},
    {"recovers", improvement}, {"recovering", improvement}, {"recovery", improvement},
    {"relief", improvement}, {"success", improvement}, {"successful", improvement},
    {"successfully", improvement}, {"successes", improvement}, {"succeeded", improvement},
    {"succeed", improvement}, {"effective", improvement}, {"worked", improvement}, {"works", improvement},
    {"good results", improvement}, {"good result", improvement}, {"see results", improvement},
    {"saw results", improvement}, {"seen results", improvement},
    {"positive results", improvement}, {"positive outcome", improvement},
    {"noticed a difference", improvement}, {"pain relief", improvement},
    {"progress made", improvement}, {"made progress", improvement}, {"did well", improvement},
    {"do well", improvement}, {"doing well", improvement}, {"got well", improvement},
    {"gained", improvement}, {"responded", response}, {"respond", response},
    {"responds", response}, {"responding", response}, {"response", response},
    {"responses", response}, {"responder", response}, {"responders", response},
    {"acr20", response}, {"acr50", response}, {"acr70", response}, {"sri", response},
    {"easi", response}, {"pasi", response}, {"remission", remission}, {"remissions", remission},
    {"remitted", remission}, {"cured", cure}, {"cure", cure}, {"cures", cure}, {"healed", cure},
    {"heal", cure}, {"healing", cure}, {"heals", cure}, {"closure", cure}, {"closed", cure},
    {"clear skin", cure}, {"cleared", cure}, {"cancer free", cure}, {"walked", other_good},
    {"reduction", other_good},
    {"walk", other_good}, {"walking", other_good}, {"regained", other_good},
    {"regain", other_good}, {"quit", other_good}, {"conceived", other_good},
    {"pregnant", other_good}, {"slept", other_good}, {"sleep", other_good},
    {"slept better", other_good}, {"sleep better", other_good}, {"lost weight", other_good},
    {"lose weight", other_good}, {"stopped smoking", other_good}, {"stopped insulin", other_good},
    {"stop insulin", other_good}, {"stopped medication", other_good},
    {"stopped their medication", other_good}, {"stopped their drugs", other_good},
    {"stopped their medicines", other_good}, {"stopped drugs", other_good},
    {"stop steroids", other_good}, {"stop their steroids", other_good},
    {"stopping steroids", other_good}, {"stopped taking steroids", other_good},
    {"stopped taking insulin", other_good}, {"stop taking insulin", other_good},
    {"stop their insulin", other_good}, {"stopped their insulin", other_good},
    {"steroid free", other_good}, {"tapered steroids", other_good},
    {"tapered their steroids", other_good}, {"no longer needed dialysis", other_good},
    {"no longer need dialysis", other_good}, {"no longer needed surgery", other_good},
    {"no longer needed a transplant", other_good}, {"came off dialysis", other_good},
    {"stopped steroids", other_good}, {"stopped their steroids", other_good},
    {"came off", other_good}, {"come off", other_good}, {"no longer needed", other_good},
    {"no longer need", other_good}, {"no longer needs", other_good},
    {"no longer used", other_good}, {"returned to work", other_good}, {"went home", other_good},
    {"avoided surgery", other_good}, {"avoid surgery", other_good},
    {"avoided an operation", other_good}, {"more energy", other_good}, {"less tired", other_good},
    {"less fatigue", other_good}, {"enjoyed", other_good}, {"satisfied", opinion},
    {"happy", opinion}, {"pleased", opinion}, {"recommend", opinion}, {"satisfaction", opinion},
    {"do it again", opinion}, {"would choose", opinion}, {"worse", worsening},
    {"worsened", worsening}, {"worsens", worsening}, {"worsening", worsening},
    {"worsen", worsening}, {"deteriorated", worsening}, {"deteriorate", worsening},
    {"deteriorates", worsening}, {"deterioration", worsening}, {"deteriorating", worsening},
    {"declined", worsening}, {"decline", worsening}, {"progressed", worsening},
    {"progression", worsening}, {"progressing", worsening}, {"aggravated", worsening},
    {"got worse", worsening}, {"felt worse", worsening}, {"lost ground", worsening},
    {"went downhill", worsening}, {"disease progression", worsening}, {"relapse", relapse},
    {"relapses", relapse}, {"relapsed", relapse}, {"recurred", relapse}, {"recurrence", relapse},
    {"recurrences", relapse}, {"recur", relapse}, {"flare", relapse}, {"flares", relapse},
    {"flared", relapse}, {"flare ups", relapse}, {"flare up", relapse}, {"came back", relapse},
    {"died", death}, {"dead", death}, {"death", death}, {"deaths", death}, {"die", death},
    {"dies", death}, {"dying", death}, {"mortality", death}, {"fatal", death},
    {"fatality", death}, {"fatalities", death}, {"fatally", death}, {"killed", death},
    {"passed away", death}, {"lost their lives", death}, {"complication", harm},
    {"complications", harm}, {"toxicity", harm}, {"toxicities", harm}, {"rejection", harm},
    {"harm", harm}, {"harmed", harm}, {"harms", harm}, {"injured", harm}, {"injury", harm},
    {"injuries", harm}, {"reaction", harm}, {"reactions", harm}, {"problem", harm},
    {"problems", harm}, {"side effect", harm}, {"side effects", harm}, {"adverse effect", harm},
    {"adverse effects", harm}, {"adverse event", harm}, {"adverse events", harm},
    {"adverse reaction", harm}, {"adverse reactions", harm}, {"adverse", harm},
    {"serious event", harm}, {"serious events", harm}, {"severe event", harm},
    {"severe events", harm}, {"serious effects", harm}, {"serious problems", harm},
    {"unwanted effects", harm}, {"ae", harm}, {"aes", harm}, {"sae", harm}, {"saes", harm}, {"bad reaction", harm}, {"bad reactions", harm},
    {"infection", illness}, {"infections", illness}, {"infected", illness}, {"bleeding", illness},
    {"bled", illness}, {"fever", illness}, {"nausea", illness}, {"vomiting", illness},
    {"rash", illness}, {"allergic", illness}, {"anaphylaxis", illness}, {"stroke", illness},
    {"strokes", illness}, {"fracture", illness}, {"fractures", illness}, {"clot", illness},
    {"clots", illness}, {"thrombosis", illness}, {"hospitalised", illness},
    {"hospitalized", illness}, {"hospitalisation", illness}, {"hospitalization", illness},
    {"hospitalisations", illness}, {"hospitalizations", illness}, {"fainted", illness},
    {"blinded", illness}, {"disabled", illness}, {"paralysed", illness}, {"paralyzed", illness},
    {"tumour", illness}, {"tumours", illness}, {"tumor", illness}, {"tumors", illness},
    {"ill", illness}, {"sick", illness}, {"heart attack", illness}, {"heart attacks", illness},
    {"went blind", illness}, {"lost vision", illness}, {"lost their sight", illness},
    {"hospital admissions", illness}, {"needed dialysis", illness},
    {"needed a transplant", illness}, {"fell ill", illness}, {"kidney failure", illness},
    {"renal failure", illness}, {"organ failure", illness}, {"liver failure", illness},
    {"heart failure", illness}, {"pain", symptom}, {"symptoms", symptom}, {"symptom", symptom},
    {"seizures", symptom}, {"seizure", symptom}, {"attacks", symptom}, {"attack", symptom},
    {"swelling", symptom}, {"itching", symptom}, {"fatigue", symptom}, {"headache", symptom},
    {"headaches", symptom}, {"migraine", symptom}, {"migraines", symptom}, {"stiffness", symptom},
    {"failure", failure}, {"failures", failure}, {"failed", failure},
    {"treatment failure", failure}, {"did not work", failure}, {"withdrew", withdrawal},
    {"withdrawn", withdrawal}, {"withdraw", withdrawal}, {"withdrawal", withdrawal},
    {"withdrawals", withdrawal}, {"dropout", withdrawal}, {"dropouts", withdrawal},
    {"discontinued", withdrawal}, {"discontinue", withdrawal}, {"dropped out", withdrawal},
    {"drop out", withdrawal}, {"drop outs", withdrawal}, {"lost to follow up", withdrawal},
    {"left the study", withdrawal}, {"left the trial", withdrawal},
    {"stopped treatment", withdrawal}, {"stopped the treatment", withdrawal},
    {"stopped the drug", withdrawal}, {"quit the study", withdrawal},
    {"quit the trial", withdrawal}, {"gave up", withdrawal}, {"stopped early", withdrawal},
    {"stopped within", withdrawal}, {"unchanged", no_change}, {"stable", no_change},
    {"stabilised", no_change}, {"stabilized", no_change}, {"no change", no_change},
    {"no changes", no_change}, {"not change", no_change}, {"not changed", no_change},
    {"the same", no_change}, {"no different", no_change}, {"no difference", no_change},
    {"no effect", no_change}, {"stayed the same", no_change}, {"survived", death, true},
    {"survive", death, true}, {"survives", death, true}, {"survival", death, true},
    {"survivors", death, true}, {"survivor", death, true}, {"alive", death, true},
    {"are alive", death, true}, {"nonresponders", response, true},
    {"nonresponder", response, true}, {"nonresponse", response, true},
    {"tuberculosis", illness, false, true}, {"tb", illness, false, true},
    {"cancer", illness, false, true}, {"cancers", illness, false, true},
    {"pneumonia", illness, false, true}, {"covid", illness, false, true},
    {"flu", illness, false, true}, {"influenza", illness, false, true},
    {"diabetes", illness, false, true}, {"sepsis", illness, false, true},
    {"malaria", illness, false, true}, {"measles", illness, false, true},
    {"dementia", illness, false, true}, {"polio", illness, false, true},
    {"cholera", illness, false, true}, {"hepatitis", illness, false, true},
    {"depression", illness, false, true}, {"asthma", illness, false, true},
    {"leukaemia", illness, false, true}, {"leukemia", illness, false, true},
    {"dialysis", illness, false, true}, {"amputation", illness, false, true},
    {"amputations", illness, false, true}, {"transplant", illness, false, true},
    {"hypertension", illness, false, true}, {"shingles", illness, false, true},
    {"disease", illness, false, true},
}};

constexpr std::string_view first_word_of(const EventWords& words) {
  return words.phrase.substr(0, words.phrase.find(' '));
}

constexpr auto sorted_event_words = [] {
  auto sorted = all_event_words;
  std::ranges::sort(sorted, {}, first_word_of);
  return sorted;
}();

}  // namespace

std::span<const EventWords> event_words() {
  return sorted_event_words;
}

std::span<const EventWords> event_words_beginning(std::string_view word) {
  const auto found = std::ranges::equal_range(sorted_event_words, word, {}, first_word_of);
  return {found.begin(), found.end()};
}

}  // namespace steelyard::sentence
