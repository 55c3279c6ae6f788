// One claim through the gates. Source: the project's claim specification, sections 4.3 to 4.6.
#include <algorithm>
#include <cmath>
#include <utility>

#include "claim/checklist_words.h"
#include "claim/effect_table.h"
#include "claim/mismatches.h"
#include "claim/safety.h"
#include "claim/said_count.h"
#include "claim/why_not_compared.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/arm_ledger.h"
#include "steelyard/claim/comparable.h"
#include "steelyard/claim/illness.h"
#include "steelyard/claim/memo.h"
#include "steelyard/pool/proportion.h"
#include "steelyard/claim/trial_times.h"

namespace steelyard {

namespace {


// What can be said of the claimed group alone. Withheld where its size is not known.
void describe_claimed_share(Appraisal& appraisal, const Claim& claim, double level) {
  if (!claim.n || *claim.n < 1) return;
  const auto& events = appraisal.arithmetic.events_likely;
  if (!events || *events < 0 || *events > *claim.n) return;
  const double y = static_cast<double>(*events), n = static_cast<double>(*claim.n);
  appraisal.share =
      ClaimedShare{y, n, wilson(y, n, level), clopper_pearson(y, n, level), jeffreys(y, n, level)};
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
  context.neighbours = evidence.neighbours;
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

// The other groups that a percentage without its group may be of: a small one, and a large one for which
// chance plays hardly any part. The small one of a benefit has the same size for every percentage: of the
// fewest people that can print it, 100% (one person) would be judged milder than 99%. A rate of harm may be
// too rare for that, and stands for the fewest people.
std::vector<ComparedCount> other_groups(const Appraisal& appraisal, const Claim& claim) {
  std::vector<ComparedCount> groups;
  const auto& smallest = appraisal.arithmetic.smallest_n;
  if (appraisal.arithmetic.code != Arithmetic::percent_only || !smallest) return groups;
  constexpr long small = 20, large = 1000;
  const auto add = [&](long n) {
    const auto events = check_arithmetic(claim.percent_text, n, std::nullopt, false).events_likely;
    if (events) groups.push_back({*events, n, true});
  };
  if (is_one_of(claim.type, {"safety_rate", "safety_zero"}))
    add(*smallest);
  else if (const auto percent = parse_number(claim.percent_text))
    groups.push_back({std::lround(*percent / 100 * small), small, true});
  add(large);
  return groups;
}

// The controlled comparison by every route, also with other counts that print alike.
void compare_controlled(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence,
                        std::vector<ControlledEvidence>& other_sizes, AppraisalMemo& memo) {
  const Outcome outcome = judged_outcome(claim, *evidence.outcome, evidence.rules);
  const Expectation* first = first_with_arms(evidence.expectations);
  appraisal.controlled =
      controlled_evidence(*evidence.linked, outcome, direction_of(claim), first, evidence.implied,
                          compared_count(appraisal, claim), claim.n, memo);
  if (!appraisal.controlled) return;
  for (const ComparedCount& group : other_groups(appraisal, claim))
    if (auto other = controlled_evidence(*evidence.linked, outcome, direction_of(claim), first,
                                         evidence.implied, group, std::nullopt, memo))
      other_sizes.push_back(std::move(*other));
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
  // What is claimed without a number is set beside standard care as well: its readers want to know what is
  // expected anyway.
  const bool effect =
      is_one_of(claim.type, {"response_proportion", "comparative", "durability", "efficacy_vague"});
  if (!effect || evidence.scenarios == nullptr) return;
  const auto claimed = claimed_events(appraisal);
  for (const Expectation* expectation : evidence.expectations)
    appraisal.scenarios.push_back(beside(claim, (*evidence.scenarios)[expectation->scenario],
                                         *expectation, claimed, claim.n, memo));
  const bool higher = evidence.outcome == nullptr || evidence.outcome->better == Better::higher;
  // These quantities are of people who got better; those with a bad event did not get it anyway.
  if (!higher)
    for (BesideScenario& each : appraisal.scenarios) each.naive.reset();
  appraisal.badge = claimed ? badge_of(appraisal.scenarios, *evidence.scenarios,
                                       claim.outcome_defined, higher)
                            : Badge::none;
  const Expectation* first = first_with_arms(evidence.expectations);
  if (!higher || !claimed || *claimed == 0 || first == nullptr) return;
  for (const BesideScenario& each : appraisal.scenarios)
    if (each.scenario == first->scenario && !each.priors.empty())
      appraisal.because_of_treatment =
          because_of_treatment(appraisal.share->events / appraisal.share->n,
                               each.priors.front().new_group.median);
}

// An effect claimed at one time is not that of another. Source: specification, section 3.14
void compare_times(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence) {
  if (!is_one_of(claim.type, {"response_proportion", "comparative", "efficacy_vague", "safety_zero",
                              "safety_rate"}))
    return;
  const ClaimedTime time =
      appraisal.controlled ? time_among_trials(claim, evidence) : ClaimedTime::fits;
  const bool care = std::ranges::any_of(appraisal.scenarios, [](const BesideScenario& each) {
    return each.gating && each.time_mismatch;
  });
  if (time == ClaimedTime::other || care) appraisal.flags.emplace_back("TIME_MISMATCH");
  if (time == ClaimedTime::varies) appraisal.flags.emplace_back("TRIAL_TIMES_VARY");
  if (time == ClaimedTime::unknown || time == ClaimedTime::unknown_long)
    appraisal.flags.emplace_back("TRIAL_TIME_UNKNOWN");
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
                                            means->e_n + means->c_n - 2, evidence.rules.level_share());
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
  if (evidence.request == nullptr) return false;
  bool counted = false;
  for (const Study& study : evidence.request->studies) {
    const auto* table = study.as<TwoByTwo>();
    if (table == nullptr) continue;
    if (table->e_events > 0 || table->c_events > 0) return false;
    counted = true;
  }
  return counted;
}

// Trials that cannot be put as a difference that was called important, or not as they stand. Gives:
// whether there are such.
bool decide_unusable(Appraisal& appraisal, const ClaimEvidence& evidence) {
  const bool twice = arms_conflict(evidence);
  if (!twice && (appraisal.controlled || !controlled_trials(evidence))) return false;
  appraisal.verdict = "UNCERTAIN";
  appraisal.reason = twice ? "arm_twice" : nobody_had_it(evidence) ? "no_events" : "not_counts";
  return true;
}

// Trials that gave the treatment on top of other care say nothing of it in place of that, whatever they
// counted. Gives: whether the claim asks that.
bool decide_replacement(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence) {
  if (!controlled_trials(evidence) || !replaces_what_trials_kept(claim, evidence)) return false;
  appraisal.verdict = "NO_CONTROLLED_EVIDENCE";
  appraisal.reason = "replacement";
  return true;
}

// Source: specification, section 4.6
void decide_durability(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence,
                       const std::vector<ControlledEvidence>& other_sizes) {
  const auto followed = claim.n_followed;
  if (!claim.time_point_weeks || !followed) {
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = "no_follow_up";
    return;
  }
  // Who counts those who stayed has not said how many began.
  const auto started = claim.n_started || claim.completers ? claim.n_started : claim.n;
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
  if (decide_replacement(appraisal, claim, evidence)) return;
  const ClaimedTime time = time_among_trials(claim, evidence);
  const bool at_that_time = time == ClaimedTime::fits || time == ClaimedTime::varies;
  if (appraisal.controlled && at_that_time) {
    decide_by_table(appraisal, claim, other_sizes);
    return;
  }
  appraisal.verdict = "NO_CONTROLLED_EVIDENCE";
  appraisal.reason = "not_at_that_time";
}

void decide_effect(Appraisal& appraisal, const Claim& claim, const ClaimEvidence& evidence,
                   const std::vector<ControlledEvidence>& other_sizes) {
  if (decide_replacement(appraisal, claim, evidence)) return;
  if (decide_unusable(appraisal, evidence)) return;
  if (appraisal.controlled) appraisal.reason = why_not_compared(claim, evidence);
  if (!appraisal.reason.empty()) {
    appraisal.verdict = "NO_CONTROLLED_EVIDENCE";
    return;
  }
  decide_by_table(appraisal, claim, other_sizes);
}

// Judged by what the trials counted, if anything is: then the words must not count the others.
bool words_count_the_others(const Claim& claim, const ClaimEvidence& evidence,
                            const Appraisal& appraisal) {
  return appraisal.controlled && appraisal.controlled->unit.empty() &&
         is_one_of(claim.type, {"response_proportion", "comparative", "safety_zero", "safety_rate",
                                "durability"}) &&
         counts_those_without(claim, *evidence.outcome);
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
  describe_claimed_share(appraisal, claim, evidence.rules.level_share());
  std::vector<ControlledEvidence> other_sizes;
  if (evidence.linked != nullptr && evidence.linked->effects != nullptr &&
      evidence.outcome != nullptr) {
    appraisal.grade = evidence.linked->grade;
    if (evidence.linked->effects->k() > 0 && !arms_conflict(evidence))
      compare_controlled(appraisal, claim, evidence, other_sizes, memo);
  }
  compare_with_standard_care(appraisal, claim, evidence, memo);
  appraisal.relative =
      relative_claim(claim, evidence.outcome, appraisal.scenarios, appraisal.controlled);
  compare_changes(appraisal, evidence);
  compare_times(appraisal, claim, evidence);
  note_disease(appraisal, claim, evidence);
  compare_rules(appraisal, claim, evidence);
  constexpr long most_in_story = 3;  // specification, section 4.3
  const auto gate = [&](const char* id) { appraisal.gate = id; };
  if (appraisal.arithmetic.code == Arithmetic::inconsistent ||
      appraisal.arithmetic.denominator_switch) {
    gate("G1");
    appraisal.verdict = "ARITHMETIC_INCONSISTENT";
  } else if (claim.type == "testimonial" || (claim.n && *claim.n >= 1 && *claim.n <= most_in_story)) {
    gate("G2");
    appraisal.verdict = "SINGLE_CASE_ONLY";
    const long people = claim.n.value_or(claim.events.value_or(1));
    if (people > 1) appraisal.reason = people > most_in_story ? "stories" : "few";
    // "All stories on the page": how many is not said, but more than one.
    if (!claim.n && !claim.events && tells_stories(claim.paraphrase)) appraisal.reason = "stories";
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
  } else if (asserts_no_effect(claim)) {
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = "no_direction";
  } else if (words_count_the_others(claim, evidence, appraisal)) {
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = "counts_others";
  } else if (is_one_of(claim.type, {"safety_zero", "safety_rate"})) {
    gate("G5");
    decide_safety(appraisal, claim, evidence, other_sizes);
    if (appraisal.verdict == "NO_CONTROLLED_EVIDENCE" && appraisal.reason != "replacement")
      decide_unusable(appraisal, evidence);
  } else if (claim.type == "durability") {
    gate("G6");
    decide_durability(appraisal, claim, evidence, other_sizes);
  } else {
    gate("G7");
    decide_effect(appraisal, claim, evidence, other_sizes);
  }
  return appraisal;
}

}  // namespace steelyard
