// Claims about harm. Source: the project's claim specification, sections 3.10 and 4.5.
#include "claim/safety.h"

#include <algorithm>

#include "claim/effect_table.h"
#include "claim/why_not_compared.h"
#include "steelyard/base/one_of.h"
#include "steelyard/claim/comparable.h"
#include "steelyard/pool/proportion.h"
#include "steelyard/claim/trial_times.h"

namespace steelyard {

namespace {

void describe_none_seen(Appraisal& appraisal, const Claim& claim, const Outcome* outcome,
                        const ClaimRules& rules) {
  const double n = static_cast<double>(*claim.n);
  NoneSeen none;
  none.upper_one_sided = zero_events_upper_one_sided(n, rules.level_share());
  none.upper_two_sided = zero_events_upper_two_sided(n, rules.level_share());
  none.rule_of_three = 3 / n;  // hanley1983
  none.missed_at_1_percent = chance_of_none(0.01, n);
  none.missed_at_half_percent = chance_of_none(0.005, n);
  none.missed_at_1_per_1000 = chance_of_none(0.001, n);
  // What is large for a small harm is never small for a severe one. Source: specification, section 0
  none.tolerable = (outcome != nullptr && !outcome->important.is_default
                        ? std::min(outcome->important.harm_per_1000, rules.severe_per_1000)
                        : rules.severe_per_1000) /
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
  const auto weeks = evidence.linked != nullptr ? evidence.linked->weeks : std::nullopt;
  if (claim.time_point_weeks && weeks && *claim.time_point_weeks < weeks->low &&
      claimed_time(claim.time_point_weeks, weeks, evidence.rules) == ClaimedTime::other)
    appraisal.flags.emplace_back("FOLLOW_UP_SHORT");
}

// The trials' own interval by every route, where it is sure enough to decide.
bool sure_and_all_at(const Appraisal& appraisal, std::initializer_list<Position> places) {
  const bool sure = appraisal.grade == Grade::moderate || appraisal.grade == Grade::high;
  return sure && std::ranges::all_of(appraisal.controlled->variants, [&](const Variant& variant) {
           return std::ranges::find(places, variant.where) != places.end();
         });
}

bool harm_by_all(const Appraisal& appraisal) {
  return std::ranges::all_of(appraisal.controlled->variants, [](const Variant& variant) {
    return variant.where == Position::important_harm ||
           variant.where == Position::harm_size_uncertain;
  });
}

// A number that says neither that the treatment harms nor that it is safe: it can be like that of the
// trials' treated groups, or not, and neither says what the treatment does.
void compare_rate(Appraisal& appraisal, const Claim& claim, const ClaimRules& rules,
                  const std::vector<ControlledEvidence>& other_sizes) {
  const bool sure = appraisal.grade == Grade::moderate || appraisal.grade == Grade::high;
  appraisal.by_evidence = true;
  appraisal.verdict = "UNCERTAIN";
  appraisal.harm_signal = !sure && harm_by_all(appraisal);
  const bool limit = !claim.bound.empty();
  switch (among_trials(*appraisal.controlled, claim.bound, other_sizes)) {
    case AmongTrials::within:
      appraisal.reason = limit ? "rate_limit_like" : "rate_like";
      if (sure && appraisal.controlled->k >= rules.least_arms) appraisal.verdict = "PARTLY_SUPPORTED";
      return;
    case AmongTrials::below:
      appraisal.reason = limit ? "rate_limit_below" : "rate_below";
      return;
    case AmongTrials::above:
      appraisal.reason = limit ? "rate_limit_above" : "rate_above";
      return;
    case AmongTrials::unknown:
    case AmongTrials::mixed:
      appraisal.reason = "rate";
  }
}

// Rows S2 and S3, for a claim that asserts safety. Gives: whether one of them decided.
bool decide_asserted_safety(Appraisal& appraisal, const Claim& claim, bool zero,
                            const std::vector<ControlledEvidence>& other_sizes) {
  appraisal.by_evidence = true;
  if (sure_and_all_at(appraisal, {Position::important_harm, Position::harm_size_uncertain})) {
    appraisal.verdict = "CONTRADICTED";
    return true;
  }
  // No claim is backed by groups that let another number expect.
  const AmongTrials number = among_trials(*appraisal.controlled, claim.bound, other_sizes);
  const bool fits = zero ? number != AmongTrials::below : number == AmongTrials::within;
  // None is backed by fewer, too, as is no difference: specification, section 4.4
  const bool alike = sure_and_all_at(appraisal, {Position::trivial}) ||
                     (zero && sure_and_all_at(appraisal, {Position::trivial, Position::small_benefit}));
  if (fits && alike) {
    // Groups that are alike do not make none of what happened in them.
    const bool seen = zero && appraisal.controlled->e_events > 0;
    appraisal.verdict = seen ? "PARTLY_SUPPORTED" : "SUPPORTED";
    if (seen) appraisal.reason = "events_in_trials";
    return true;
  }
  appraisal.by_evidence = false;
  return false;
}

// Some people had the harm, and trials counted it.
void decide_some(Appraisal& appraisal, const Claim& claim, const ClaimRules& rules,
                 const std::vector<ControlledEvidence>& other_sizes) {
  const bool harm = claim.asserted_direction == "harm";
  if (!harm && !is_one_of(claim.asserted_direction, {"benefit", "no_difference"})) {
    compare_rate(appraisal, claim, rules, other_sizes);
    return;
  }
  if (!harm && decide_asserted_safety(appraisal, claim, false, other_sizes)) return;
  if (!harm && sure_and_all_at(appraisal, {Position::trivial})) {
    // The groups are alike, but the number is not theirs.
    appraisal.by_evidence = true;
    appraisal.verdict = "PARTLY_SUPPORTED";
    return;
  }
  decide_by_table(appraisal, claim, other_sizes);
  if (appraisal.verdict == "SUPPORTED" &&
      among_trials(*appraisal.controlled, claim.bound, other_sizes) != AmongTrials::within)
    appraisal.verdict = "PARTLY_SUPPORTED";
}

}  // namespace

Outcome judged_outcome(const Claim& claim, const Outcome& outcome, const ClaimRules& rules) {
  Outcome judged = outcome;
  if (!judged.important.is_default) return judged;
  if (counts_severe(outcome))
    judged.important.benefit_per_1000 = judged.important.harm_per_1000 = rules.severe_per_1000;
  else if (is_one_of(claim.type, {"safety_zero", "safety_rate"}))
    judged.important.harm_per_1000 = rules.severe_per_1000;
  // Both thresholds are then the reviewers' own.
  const ClaimRules usual;
  if (counts_severe(outcome) && rules.severe_per_1000 != usual.severe_per_1000) {
    judged.important.is_default = false;
    judged.important.source = rules.source;
  }
  return judged;
}

void decide_safety(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence,
                   const std::vector<ControlledEvidence>& other_sizes) {
  const bool zero = claim.type == "safety_zero" || claim.events == 0;
  if (claim.ae_scope == "attributed") appraisal.flags.emplace_back("AE_SCOPE_ATTRIBUTED");
  compare_follow_up(appraisal, claim, evidence, zero);
  // A percentage beside trials is judged as any other: as one of several groups that it may be of.
  const bool percent = !zero && !claim.n && appraisal.controlled && appraisal.controlled->compared;
  if ((!claim.n || *claim.n < 1) && !percent) {
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = "no_denominator";
    return;
  }
  if (zero) describe_none_seen(appraisal, claim, evidence.outcome, evidence.rules);
  // Nobody compared at the claimed time: specification, section 3.11
  const ClaimedTime time = time_among_trials(claim, evidence);
  const bool replaces = appraisal.controlled && replaces_what_trials_kept(claim, evidence);
  const bool compared = appraisal.controlled && !replaces && !nobody_compared_then(time);
  if (zero) {
    const bool asserts = claim.type == "safety_zero" || claim.asserted_direction == "benefit" ||
                         claim.asserted_direction == "no_difference";
    if (compared && asserts && decide_asserted_safety(appraisal, claim, true, other_sizes)) return;
    appraisal.verdict = "ZERO_SEEN_RISK_NOT_EXCLUDED";
    if (appraisal.none_seen->upper_one_sided < appraisal.none_seen->tolerable)
      appraisal.reason = "small";
    return;
  }
  if (compared) {
    decide_some(appraisal, claim, evidence.rules, other_sizes);
    return;
  }
  appraisal.verdict = "NO_CONTROLLED_EVIDENCE";
  if (appraisal.controlled)
    appraisal.reason = replaces ? "replacement" : reason_of(time);
  else if (appraisal.share)
    appraisal.reason = "rate";
}

}  // namespace steelyard
