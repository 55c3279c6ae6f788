// One claim through the gates. Source: the project's claim specification, sections 4.3 to 4.6.
#include <algorithm>
#include <cmath>
#include <utility>

#include "claim/safety.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/arm_ledger.h"
#include "steelyard/claim/memo.h"
#include "steelyard/claim/proportion.h"
#include "steelyard/claim/settings.h"

namespace steelyard {

namespace {


ClaimedDirection direction_of(const Claim& claim) {
  if (claim.asserted_direction == "harm") return ClaimedDirection::harm;
  if (claim.asserted_direction == "no_difference") return ClaimedDirection::no_difference;
  return ClaimedDirection::benefit;
}

// What can be said of the claimed group alone. Withheld where its size is not known.
void describe_claimed_share(Appraisal& appraisal, const Claim& claim) {
  if (!claim.n || *claim.n < 1) return;
  const auto& events = appraisal.arithmetic.events_likely;
  if (!events || *events < 0 || *events > *claim.n) return;
  const double y = static_cast<double>(*events), n = static_cast<double>(*claim.n);
  appraisal.share =
      ClaimedShare{y, n, wilson(y, n, claim_level), clopper_pearson(y, n, claim_level), jeffreys(y, n, claim_level)};
}

std::optional<long> claimed_events(const Appraisal& appraisal) {
  if (!appraisal.share) return std::nullopt;
  return static_cast<long>(appraisal.share->events);
}

// The claimed number as it is compared with what trials imply.
std::optional<ComparedCount> compared_count(const Appraisal& appraisal, const Claim& claim) {
  if (const auto events = claimed_events(appraisal)) return ComparedCount{*events, *claim.n, false};
  const auto percent = parse_number(claim.percent_text);
  if (claim.n || claim.events || !percent || *percent < 0 || *percent > 100) return std::nullopt;
  return ComparedCount{std::lround(*percent), 100, true};
}

// The checklist, and its failures as flags.
void check_fairness(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence) {
  ChecklistContext context;
  context.claim = &claim;
  context.arithmetic = &appraisal.arithmetic;
  if (evidence.review != nullptr) context.all = &evidence.review->claims;
  context.near = evidence.near;
  context.linked = evidence.request;
  context.outcome = evidence.outcome;
  appraisal.checklist = fairness_checklist(context);
  for (const CheckedItem& item : appraisal.checklist)
    appraisal.flags.insert(appraisal.flags.end(), item.flags.begin(), item.flags.end());
  if (evidence.request != nullptr)
    appraisal.own_evidence = check_own_evidence(*evidence.request, evidence.outcome);
}

// An effect from an arm that was used twice is no evidence: nothing is decided by it.
bool arms_conflict(const ClaimEvidence& evidence) {
  return evidence.request != nullptr &&
         std::ranges::any_of(arms_used_twice(*evidence.request), &ArmConflict::certain);
}

// A page may take its percentage of all who started, of all who were followed, or of the group that
// it names; it is impossible only if it fits none of them.
ArithmeticCheck check_against_any_group(const Claim& claim) {
  ArithmeticCheck check = check_arithmetic(claim.percent_text, claim.n, claim.events, claim.approx);
  for (const auto& group : {claim.n_followed, claim.n_started}) {
    if (check.code != Arithmetic::inconsistent && !check.denominator_switch) break;
    if (!group) continue;
    const ArithmeticCheck other =
        check_arithmetic(claim.percent_text, group, claim.events, claim.approx);
    if (other.code != Arithmetic::inconsistent && !other.denominator_switch) check = other;
  }
  return check;
}

void decide_fact(Appraisal& appraisal, const Claim& claim) {
  appraisal.verdict = "FACT_UNCHECKED";
  if (!claim.fact || !claim.stated_value) return;
  appraisal.fact = check_fact(*claim.stated_value, claim.fact->estimate,
                              {claim.fact->low, claim.fact->high});
  appraisal.verdict = appraisal.fact->above   ? "FACT_TOO_HIGH"
                      : appraisal.fact->below ? "FACT_TOO_LOW"
                                              : "FACT_CONSISTENT";
}

// The controlled comparison by every route, also with other counts that print alike.
void compare_controlled(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence,
                        AppraisalMemo& memo) {
  const Outcome outcome = judged_outcome(claim, *evidence.outcome);
  const Expectation* first = first_with_arms(evidence.expectations);
  appraisal.controlled =
      controlled_evidence(*evidence.linked, outcome, direction_of(claim), first, evidence.implied,
                          compared_count(appraisal, claim), claim.n, memo);
  if (!appraisal.controlled) return;
  for (const auto& [counts, linked] : evidence.recounted) {
    const auto other = controlled_evidence(*linked, outcome, direction_of(claim), first, nullptr,
                                           std::nullopt, std::nullopt, memo);
    if (!other) continue;
    for (Variant variant : other->variants) {
      variant.counts = counts;
      appraisal.controlled->variants.push_back(std::move(variant));
    }
  }
}

// Sets the claim beside its scenarios, and says what bias or chance would explain.
void compare_with_standard_care(Appraisal& appraisal, const Claim& claim,
                                const ClaimEvidence& evidence, AppraisalMemo& memo) {
  const bool counts = is_one_of(claim.type, {"response_proportion", "comparative", "durability"});
  if (!counts || evidence.scenarios == nullptr) return;
  const auto claimed = claimed_events(appraisal);
  for (const Expectation* expectation : evidence.expectations)
    appraisal.scenarios.push_back(beside(claim, (*evidence.scenarios)[expectation->scenario],
                                         *expectation, claimed, claim.n, memo));
  const bool higher = evidence.outcome == nullptr || evidence.outcome->better == Better::higher;
  appraisal.badge = claimed ? badge_of(appraisal.scenarios, *evidence.scenarios,
                                       claim.outcome_defined, higher)
                            : Badge::none;
  const Expectation* first = first_with_arms(evidence.expectations);
  if (!claimed || *claimed == 0 || first == nullptr) return;
  for (const BesideScenario& each : appraisal.scenarios)
    if (each.scenario == first->scenario && !each.priors.empty())
      appraisal.because_of_treatment =
          because_of_treatment(appraisal.share->events / appraisal.share->n,
                               each.priors.front().new_group.median);
}

// An effect claimed at one time is not that of another. Source: specification, section 3.14
void compare_times(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence) {
  if (!is_one_of(claim.type, {"response_proportion", "comparative"})) return;
  const bool trials = appraisal.controlled && evidence.linked != nullptr &&
                      time_mismatch(claim.time_point_weeks, evidence.linked->time_weeks);
  const bool care = std::ranges::any_of(appraisal.scenarios, [](const BesideScenario& each) {
    return each.gating && each.time_mismatch;
  });
  if (trials || care) appraisal.flags.emplace_back("TIME_MISMATCH");
}

// Mean changes of one trial: how much of the change is also seen without the treatment.
void compare_changes(Appraisal& appraisal, const ClaimEvidence& evidence) {
  if (evidence.linked == nullptr || evidence.outcome == nullptr || !evidence.outcome->change) return;
  const Effects& effects = *evidence.linked->effects;
  if (effects.k() != 1) return;
  const auto* means = std::get_if<TwoMeans>(&effects.data.front());
  if (means == nullptr) return;
  const double e_se = means->e_sd / std::sqrt(means->e_n);
  const double c_se = means->c_sd / std::sqrt(means->c_n);
  appraisal.share_of_means = share_of_means(means->e_mean, e_se, means->c_mean, c_se,
                                            means->e_n + means->c_n - 2, claim_level);
}

// Whether the claim lies beyond what a route implies; by each prior of the treated arms where no other
// trial gives a baseline.
std::vector<bool> over_of(const ControlledEvidence& evidence, const Variant& variant) {
  const auto& implied = evidence.implied;
  const auto same = std::ranges::find(implied, variant.id, &ImpliedCounts::id);
  if (same != implied.end()) return {same->over};
  if (!implied.empty()) return {implied.front().over};
  std::vector<bool> over;
  for (const AmongTreated& group : evidence.among_treated) over.push_back(group.over);
  return over.empty() ? std::vector<bool>{false} : over;
}

// Source: specification, section 4.4
void decide_by_table(Appraisal& appraisal, const Claim& claim) {
  VerdictInput input;
  appraisal.by_evidence = appraisal.controlled.has_value();
  input.controlled = appraisal.controlled.has_value();
  input.grade = appraisal.grade.value_or(Grade::very_low);
  input.big = claim.asserted_size == "important" || claim.asserted_size == "number_given";
  input.direction = direction_of(claim);
  input.badge = appraisal.badge;
  if (!input.controlled) {
    appraisal.verdict = decide(input);
    return;
  }
  const ControlledEvidence& controlled = *appraisal.controlled;
  const bool gives_number = appraisal.share || !claim.percent_text.empty();
  input.size_unchecked = gives_number && claim.asserted_size == "number_given" &&
                         controlled.implied.empty() && controlled.among_treated.empty();
  std::vector<std::string_view> verdicts;
  const bool ratio = appraisal.relative && appraisal.relative->same_events;
  for (Variant& variant : appraisal.controlled->variants) {
    const bool ratio_over =
        ratio && ratio_is_over(appraisal.relative->ratio, *appraisal.controlled, variant,
                               input.direction == ClaimedDirection::harm);
    if (ratio_over) appraisal.relative->over = true;
    input.where = variant.where;
    std::vector<std::string_view> found;
    for (const bool over : over_of(controlled, variant)) {
      input.over = over || ratio_over;
      variant.over = variant.over || input.over;
      found.push_back(decide(input));
      appraisal.harm_signal = appraisal.harm_signal || harm_signal(input);
    }
    variant.verdict = weakest(found);
    verdicts.insert(verdicts.end(), found.begin(), found.end());
  }
  appraisal.verdict = weakest(verdicts);
  const auto& variants = appraisal.controlled->variants;
  // A single trial's own interval and the one at another baseline are to agree: specification, 3.5
  const bool moved =
      appraisal.controlled->k == 1 && std::ranges::any_of(variants, [&](const Variant& variant) {
        return variant.where != variants.front().where;
      });
  appraisal.fragile = moved || std::ranges::any_of(verdicts, [&](std::string_view verdict) {
                        return verdict != verdicts.front();
                      });
  const bool supportive =
      is_one_of(appraisal.verdict, {"SUPPORTED", "PARTLY_SUPPORTED", "OVERSTATED"});
  if (!controlled.wrong_side || !supportive) return;
  // An effect on the claimed side cannot back a number on the other.
  appraisal.by_evidence = appraisal.fragile = false;
  appraisal.verdict = "NOT_TESTABLE";
  appraisal.reason = "wrong_side";
}

// Source: specification, section 4.6
void decide_durability(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence) {
  const auto followed = claim.n_followed;
  if (!claim.time_point_weeks || !followed) {
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = "no_follow_up";
    return;
  }
  const auto started = claim.n_started ? claim.n_started : claim.n;
  if (started && *followed > 0 && claim.events && *claim.events <= *followed) {
    const Expectation* first = first_with_arms(evidence.expectations);
    std::optional<double> usual;
    for (const BesideScenario& each : appraisal.scenarios)
      if (first != nullptr && each.scenario == first->scenario)
        usual = each.priors.front().new_group.median;
    appraisal.attrition =
        attrition_bounds(static_cast<double>(*started), static_cast<double>(*followed),
                         static_cast<double>(*claim.events), usual);
  }
  const bool at_that_time =
      evidence.linked != nullptr &&
      evidence.linked->time_weeks.has_value() &&
      !time_mismatch(claim.time_point_weeks, evidence.linked->time_weeks);
  if (appraisal.controlled && at_that_time) {
    decide_by_table(appraisal, claim);
    return;
  }
  appraisal.verdict = "NO_CONTROLLED_EVIDENCE";
  appraisal.reason = "not_at_that_time";
}

bool has_two_groups(const Study& study) {
  return study.as<TwoByTwo>() != nullptr || study.as<TwoMeans>() != nullptr ||
         study.as<PersonTime>() != nullptr;
}

// Trials with a comparison group, those without an event in either group among them, whatever the
// analysis makes of them. What single groups showed, before and after or at one time, is no
// controlled evidence.
bool controlled_trials(const ClaimEvidence& evidence) {
  if (evidence.linked == nullptr || evidence.linked->effects == nullptr) return false;
  const Effects& effects = *evidence.linked->effects;
  const auto one_group = [](const Data& data) {
    return std::holds_alternative<OneProportion>(data) || std::holds_alternative<OneMean>(data) ||
           std::holds_alternative<OneRate>(data) || std::holds_alternative<PairedMeans>(data);
  };
  if (std::ranges::any_of(effects.data, one_group)) return false;
  if (effects.k() > 0 || !effects.without_effect.empty()) return true;
  return evidence.request != nullptr &&
         std::ranges::any_of(evidence.request->studies, has_two_groups);
}

// Trials that counted people, in none of which anybody had the event.
bool nobody_had_it(const ClaimEvidence& evidence) {
  if (evidence.request == nullptr || !evidence.linked->effects->data.empty()) return false;
  bool counted = false;
  for (const Study& study : evidence.request->studies) {
    const auto* table = study.as<TwoByTwo>();
    if (table == nullptr) continue;
    if (table->e_events > 0 || table->c_events > 0) return false;
    counted = true;
  }
  return counted;
}

void decide_effect(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence) {
  const bool trials = controlled_trials(evidence);
  if (arms_conflict(evidence)) {
    appraisal.verdict = "UNCERTAIN";
    appraisal.reason = "arm_twice";
    return;
  }
  if (!appraisal.controlled && trials) {
    // Trials there are, but their result cannot be put as a difference that was called important.
    appraisal.verdict = "UNCERTAIN";
    appraisal.reason = nobody_had_it(evidence) ? "no_events" : "not_counts";
    return;
  }
  decide_by_table(appraisal, claim);
}

}  // namespace

const Expectation* first_with_arms(const std::vector<const Expectation*>& expectations) {
  // What may decide comes before what only orients.
  for (const Expectation* each : expectations)
    if (each->gating) return each;
  for (const Expectation* each : expectations)
    if (!each->arms.empty() && !each->treated) return each;
  return nullptr;
}

Appraisal appraise(const Claim& claim, const ClaimEvidence& evidence) {
  AppraisalMemo memo;
  return appraise(claim, evidence, memo);
}

Appraisal appraise(const Claim& claim, const ClaimEvidence& evidence, AppraisalMemo& memo) {
  Appraisal appraisal;
  appraisal.arithmetic = check_against_any_group(claim);
  check_fairness(appraisal, claim, evidence);
  appraisal.is_signed = !claim.extracted_by_role.empty() && !claim.checked_by_role.empty();
  describe_claimed_share(appraisal, claim);
  if (evidence.linked != nullptr && evidence.linked->effects != nullptr &&
      evidence.outcome != nullptr) {
    appraisal.grade = evidence.linked->grade;
    if (evidence.linked->effects->k() > 0 && !arms_conflict(evidence))
      compare_controlled(appraisal, claim, evidence, memo);
  }
  compare_with_standard_care(appraisal, claim, evidence, memo);
  appraisal.relative =
      relative_claim(claim, evidence.outcome, appraisal.scenarios, appraisal.controlled);
  compare_changes(appraisal, evidence);
  compare_times(appraisal, claim, evidence);
  const auto gate = [&](const char* id) { appraisal.gate = id; };
  if (appraisal.arithmetic.code == Arithmetic::inconsistent ||
      appraisal.arithmetic.denominator_switch) {
    gate("G1");
    appraisal.verdict = "ARITHMETIC_INCONSISTENT";
  } else if (claim.type == "testimonial" || (claim.n && *claim.n >= 1 && *claim.n <= 3)) {
    gate("G2");
    appraisal.verdict = "SINGLE_CASE_ONLY";
    if (claim.n && *claim.n > 1) appraisal.reason = "few";
  } else if (is_one_of(claim.type, {"mechanism", "authority", "convenience", "future"})) {
    gate("G3");
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = claim.type;
  } else if (claim.type == "efficacy_vague" && !claim.outcome_defined) {
    gate("G3");
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = "no_outcome";
  } else if (claim.type == "prevalence") {
    gate("G4");
    decide_fact(appraisal, claim);
  } else if (!claim.pending.empty()) {
    appraisal.verdict = "PENDING_EXTRACTION";
  } else if (is_one_of(claim.type, {"safety_zero", "safety_rate"})) {
    gate("G5");
    decide_safety(appraisal, claim, evidence);
  } else if (claim.type == "durability") {
    gate("G6");
    decide_durability(appraisal, claim, evidence);
  } else {
    gate("G7");
    decide_effect(appraisal, claim, evidence);
  }
  return appraisal;
}

}  // namespace steelyard
