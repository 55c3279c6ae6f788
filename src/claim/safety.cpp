// Claims about harm. Source: the project's claim specification, sections 3.10 and 4.5.
#include "claim/safety.h"

#include <algorithm>

#include "steelyard/base/one_of.h"
#include "steelyard/claim/proportion.h"
#include "steelyard/claim/settings.h"

namespace steelyard {

namespace {

constexpr double severe_per_1000 = 10;  // tolerable upper bound: specification, section 0

void describe_none_seen(Appraisal& appraisal, const Claim& claim, const Outcome* outcome) {
  const double n = static_cast<double>(*claim.n);
  NoneSeen none;
  none.upper_one_sided = zero_events_upper_one_sided(n, claim_level);
  none.upper_two_sided = zero_events_upper_two_sided(n, claim_level);
  none.rule_of_three = 3 / n;  // hanley1983
  none.missed_at_1_percent = chance_of_none(0.01, n);
  none.missed_at_half_percent = chance_of_none(0.005, n);
  none.missed_at_1_per_1000 = chance_of_none(0.001, n);
  none.tolerable = (outcome != nullptr && !outcome->important.is_default
                        ? outcome->important.harm_per_1000
                        : severe_per_1000) /
                   1000;
  if (claim.background_percent) {
    const double rate = *claim.background_percent / 100;
    none.background_expected = rate * n;
    none.chance_of_none_at_background = chance_of_none(rate, n);
    // So few that either events were not looked for, or something narrower is meant. Source:
    // specification, section 3.10
    if (*none.chance_of_none_at_background < 0.01)
      appraisal.flags.emplace_back("TOO_FEW_FOR_BACKGROUND");
  }
  appraisal.none_seen = none;
}

// What the trials' own count of the harm says of the claim.
void compare_follow_up(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence,
                       bool zero) {
  if (zero && appraisal.controlled && appraisal.controlled->unit.empty() &&
      appraisal.controlled->e_events > 0)
    appraisal.flags.emplace_back("OTHER_STUDY_REPORTS_SERIOUS");
  const auto weeks = evidence.linked != nullptr ? evidence.linked->time_weeks : std::nullopt;
  if (claim.time_point_weeks && weeks && *claim.time_point_weeks < *weeks &&
      time_mismatch(claim.time_point_weeks, weeks))
    appraisal.flags.emplace_back("FOLLOW_UP_SHORT");
}

}  // namespace

Outcome judged_outcome(const Claim& claim, const Outcome& outcome) {
  Outcome judged = outcome;
  if (is_one_of(claim.type, {"safety_zero", "safety_rate"}) && judged.important.is_default)
    judged.important.benefit_per_1000 = judged.important.harm_per_1000 = severe_per_1000;
  return judged;
}

void decide_safety(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence) {
  const bool zero = claim.type == "safety_zero" || claim.events == 0;
  const bool sure = appraisal.grade == Grade::moderate || appraisal.grade == Grade::high;
  if (claim.ae_scope == "attributed") appraisal.flags.emplace_back("AE_SCOPE_ATTRIBUTED");
  compare_follow_up(appraisal, claim, evidence, zero);
  if (!claim.n || *claim.n < 1) {
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = "no_denominator";
    return;
  }
  if (zero) describe_none_seen(appraisal, claim, evidence.outcome);
  if (appraisal.controlled && sure) {
    const auto all_at = [&](std::initializer_list<Position> places) {
      return std::ranges::all_of(appraisal.controlled->variants, [&](const Variant& variant) {
        return std::ranges::find(places, variant.where) != places.end();
      });
    };
    appraisal.by_evidence = true;
    if (all_at({Position::important_harm, Position::harm_size_uncertain})) {
      appraisal.verdict = "CONTRADICTED";
      return;
    }
    if (all_at({Position::trivial})) {
      appraisal.verdict = "SUPPORTED";
      return;
    }
    appraisal.by_evidence = false;
  }
  if (zero) {
    appraisal.verdict = "ZERO_SEEN_RISK_NOT_EXCLUDED";
    if (appraisal.none_seen->upper_one_sided < appraisal.none_seen->tolerable)
      appraisal.reason = "small";
    return;
  }
  appraisal.by_evidence = appraisal.controlled.has_value();
  appraisal.verdict = appraisal.by_evidence ? "UNCERTAIN" : "NO_CONTROLLED_EVIDENCE";
}

}  // namespace steelyard
