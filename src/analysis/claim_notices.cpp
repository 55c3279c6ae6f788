// What the words of a claim say other than its record.
#include "analysis/claim_notices.h"

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
    if (const std::string bound = unrecorded_limit(claim); !bound.empty())
      warn(claim, "its words print the number as a limit, but bound is not given",
           "add bound = \"" + bound + "\"");
  }
}

}  // namespace steelyard
