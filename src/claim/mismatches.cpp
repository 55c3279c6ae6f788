// What a claim and the evidence it is linked to do not share.
#include "claim/mismatches.h"

#include <algorithm>

#include "claim/degree.h"
#include "claim/sentence/words.h"
#include "steelyard/claim/illness.h"

namespace steelyard {

// What trials found in one illness says nothing of another. The claim is judged as it was linked: illnesses
// have many names, and whoever linked it has to look.
void note_disease(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence) {
  if (evidence.review == nullptr || evidence.request == nullptr || evidence.outcome == nullptr) return;
  const bool told = std::ranges::find(appraisal.flags, "DISEASE_MISMATCH") != appraisal.flags.end();
  if (!told && other_disease(claim, *evidence.review, *evidence.outcome, *evidence.request))
    appraisal.flags.emplace_back("DISEASE_MISMATCH");
}

// A result by one rule is not that by another. Source: specification, section 3.14
void compare_rules(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence) {
  if (evidence.linked == nullptr || evidence.outcome == nullptr) return;
  const Outcome& outcome = *evidence.outcome;
  if (other_degree(claim.outcome_text, claim.outcome_text.empty() ? claim.paraphrase : claim.outcome_text,
                   sentence::tokens_of(outcome.name + " | " + outcome.plain_name)))
    appraisal.flags.emplace_back("RESPONDER_MISMATCH");
}

}  // namespace steelyard
