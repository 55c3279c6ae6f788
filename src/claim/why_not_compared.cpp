// Claims that the linked trials cannot answer, whatever they found.
#include "claim/why_not_compared.h"

#include "steelyard/base/one_of.h"
#include "steelyard/claim/alone.h"
#include "steelyard/claim/comparable.h"
#include "steelyard/claim/trial_times.h"

namespace steelyard {

namespace {

// "Better than steroids" cannot be answered by trials against placebo. Source: specification, sections 3.13
// and 8 (27)
bool names_another_comparator(const Claim& claim, const ClaimEvidence& evidence) {
  return claim.type == "comparative" && claim.comparator_stated == "named" && evidence.review != nullptr &&
         evidence.request != nullptr &&
         !same_comparator(claim, evidence.review->question, *evidence.request);
}

}  // namespace

bool replaces_what_trials_kept(const Claim& claim, const ClaimEvidence& evidence) {
  if (claim.add_on != "replacement" || evidence.request == nullptr) return false;
  return evidence.request->judgements.add_on ||
         (evidence.review != nullptr && added_to_others(evidence.review->question));
}

std::string why_not_compared(const Claim& claim, const ClaimEvidence& evidence) {
  if (replaces_what_trials_kept(claim, evidence)) return "replacement";
  if (names_another_comparator(claim, evidence)) return "other_comparator";
  // No comparison at a time, no causal verdict at that time: specification, section 3.11
  const ClaimedTime time = time_among_trials(claim, evidence);
  return nobody_compared_then(time) ? reason_of(time) : "";
}

bool asserts_no_effect(const Claim& claim) {
  return claim.asserted_direction == "none" &&
         is_one_of(claim.type, {"response_proportion", "comparative", "durability", "efficacy_vague"});
}

}  // namespace steelyard
