// What the words of a claim say other than its record.
#include "analysis/claim_notices.h"

#include <algorithm>

#include "steelyard/claim/illness.h"
#include "steelyard/claim/sentence.h"

namespace steelyard {

namespace {

// Whether the paraphrase prints the record's own number, as a limit that the record does not tell of.
std::string unrecorded_limit(const Claim& claim) {
  if (claim.type != "safety_rate" || !claim.bound.empty()) return "";
  if (claim.percent_text.empty() && !(claim.events && claim.n)) return "";
  const SentenceReading reading = read_sentence(claim.paraphrase);
  if (!reading.refusal.empty() || reading.bound == Bound::none) return "";
  const Claim& said = reading.claim;
  const bool same = claim.percent_text.empty() ? said.events == claim.events && said.n == claim.n
                                               : said.percent_text == claim.percent_text;
  if (!same) return "";
  return reading.bound == Bound::fewer_than || reading.bound == Bound::up_to ? "at_most" : "at_least";
}

// Of an illness that the review of the linked analysis does not study.
bool of_other_disease(const Review& review, const Claim& claim) {
  const AnalysisRequest* linked = review.analysis(claim.against);
  const Outcome* outcome = linked == nullptr ? nullptr : review.outcome(linked->outcome);
  return outcome != nullptr && other_disease(claim, review, *outcome, *linked);
}

// Words about doing without other care, beside trials that may have kept it.
bool unrecorded_replacement(const Appraisal& appraisal, const Claim& claim) {
  return claim.add_on.empty() && !claim.against.empty() &&
         std::ranges::find(appraisal.flags, "SUBSTITUTION_CLAIM") != appraisal.flags.end();
}

}  // namespace

void tell_of_words(Findings& findings) {
  const auto warn = [&](const Claim& claim, const std::string& what, const std::string& hint) {
    findings.notices.push_back(
        {Severity::warning, claim.where, "claim " + claim.id + ": " + what, "", 0, hint});
  };
  for (const Appraisal& appraisal : findings.claims) {
    const Claim& claim = findings.review.claims[appraisal.claim];
    if (appraisal.reason == "counts_others")
      warn(claim,
           "its words give its number to those without the event of the linked outcome, so nothing is compared",
           "record how many had the event: deaths, where the page counts survivors");
    if (of_other_disease(findings.review, claim))
      warn(claim,
           "its disease is " + claim.disease + ", but the trials of analysis " + claim.against +
               " are of " + findings.review.question.population,
           "leave against out, or correct disease, if the trials do not study its people");
    if (unrecorded_replacement(appraisal, claim))
      warn(claim, "its words tell of doing without other care, but add_on is not recorded",
           "add add_on = \"replacement\" if the treatment is to take the place of that care, else \"add_on\"");
    if (const std::string bound = unrecorded_limit(claim); !bound.empty())
      warn(claim, "its words print the number as a limit, but bound is not given",
           "add bound = \"" + bound + "\"");
  }
}

}  // namespace steelyard
