// One claim through the gates. Source: the project's claim specification, sections 4.3 to 4.6.
#include <algorithm>
#include <array>
#include <utility>

#include "steelyard/claim/appraisal.h"
#include "steelyard/claim/proportion.h"

namespace steelyard {

namespace {

constexpr double level = 0.95;  // of every interval of the claim layer: specification, section 0

bool is_any(std::string_view type, std::initializer_list<std::string_view> types) {
  return std::ranges::find(types, type) != types.end();
}

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
      ClaimedShare{y, n, wilson(y, n, level), clopper_pearson(y, n, level), jeffreys(y, n, level)};
}

// The single-trial model with benefit positive: where fewer events are better, everything mirrors.
WeakModel oriented_model(const TwoByTwo& trial, const Outcome& outcome) {
  const double benefit = outcome.important.benefit_per_1000 / 1000;
  const double harm = outcome.important.harm_per_1000 / 1000;
  if (outcome.better == Better::higher) return weakly_informative(trial, benefit, harm);
  WeakModel model = weakly_informative(trial, harm, benefit);
  std::swap(model.p_above, model.p_below);
  model.difference = -model.difference;
  model.difference_interval = {-model.difference_interval.high, -model.difference_interval.low};
  return model;
}

// The comparison as it enters the verdict: the trial's own risk difference if there is one trial,
// otherwise the pooled effect at the median control risk.
std::optional<ControlledEvidence> controlled_evidence(const LinkedEvidence& linked,
                                                      const Outcome& outcome, bool harm_claim) {
  const Effects& effects = *linked.effects;
  ControlledEvidence evidence;
  evidence.k = static_cast<int>(effects.k());
  const TwoByTwo* only = nullptr;
  for (const Data& data : effects.data)
    if (const auto* table = std::get_if<TwoByTwo>(&data)) {
      only = table;
      evidence.e_events += table->e_events;
      evidence.e_n += table->e_n;
      evidence.c_events += table->c_events;
      evidence.c_n += table->c_n;
    }
  if (only == nullptr) return std::nullopt;
  const double benefit = outcome.better == Better::higher ? 1 : -1;
  double rd = 0;
  Bounds limits;
  if (evidence.k == 1) {
    rd = only->e_events / only->e_n - only->c_events / only->c_n;
    limits = newcombe_difference(*only, level);
    evidence.method = "newcombe1998";
    const Bounds check = miettinen_nurminen_difference(*only, level);
    evidence.rd_cross_check = benefit > 0 ? Bounds{1000 * check.low, 1000 * check.high}
                                          : Bounds{-1000 * check.high, -1000 * check.low};
    evidence.odds = exact_odds_ratio(*only, level);
    evidence.model = oriented_model(*only, outcome);
  } else if (linked.difference) {
    rd = *linked.difference / 1000;
    limits = {*linked.difference_low / 1000, *linked.difference_high / 1000};
    evidence.level = linked.level;
    evidence.method = "pooled-at-median-control-risk";
  } else {
    return std::nullopt;
  }
  evidence.rd = 1000 * benefit * rd;
  evidence.low = 1000 * (benefit > 0 ? limits.low : -limits.high);
  evidence.high = 1000 * (benefit > 0 ? limits.high : -limits.low);
  evidence.rr = linked.rr;
  evidence.rr_interval = linked.rr_interval;
  const double b = outcome.important.benefit_per_1000, h = outcome.important.harm_per_1000;
  evidence.where = harm_claim ? position(-evidence.high, -evidence.low, h, b)
                              : position(evidence.low, evidence.high, b, h);
  evidence.near = near_threshold(evidence.low, evidence.high, b, h);
  return evidence;
}

// Checklist items that the fields alone can answer, most consequential first.
// Source: specification, section 5, whose order this is.
std::vector<std::string> flags_of(const Claim& claim) {
  struct Item {
    bool failed;
    const char* flag;
  };
  const bool effect = is_any(claim.type, {"response_proportion", "comparative", "efficacy_vague"});
  const bool comparison =
      claim.comparator_stated == "named" || claim.design_claimed == "randomised";
  const std::array<Item, 12> items{
      {
       {effect && !comparison, "NO_CONTROL"},
       {effect && !claim.outcome_defined, "OUTCOME_UNDEFINED"},
       {!claim.source_named && is_any(claim.type, {"response_proportion", "comparative",
                                                      "safety_zero", "safety_rate", "durability"}),
           "SOURCE_MISSING"},
       {claim.n_followed && claim.n_started && *claim.n_followed < *claim.n_started,
           "ATTRITION"},
       {claim.type == "comparative" && claim.comparator_stated != "named", "COMPARATOR_MISSING"},
       {claim.intervention.empty() || claim.intervention == "not stated", "INTERVENTION_VAGUE"},
       {claim.population.empty() || claim.population == "not stated", "POPULATION_VAGUE"},
       {effect && !claim.time_point_weeks, "TIME_MISSING"},
       {claim.assessor == "unblinded_clinician" || claim.assessor == "patient", "UNBLINDED"},
       {claim.type == "safety_zero", "ZERO_AS_SAFE"},
       {claim.type == "testimonial", "TESTIMONIAL"},
       {claim.commercial_interest == "sells_treatment", "INTEREST"},
       }
  };
  std::vector<std::string> flags;
  for (const Item& item : items)
    if (item.failed) flags.emplace_back(item.flag);
  return flags;
}

// Safety claims. The linked outcome is a harm, so fewer events are the benefit.
// Source: specification, section 4.5, rows S1 to S5.
void decide_safety(Appraisal& appraisal, const Claim& claim) {
  const bool zero = claim.type == "safety_zero" || claim.events == 0;
  const bool sure = appraisal.grade == Grade::moderate || appraisal.grade == Grade::high;
  if (!claim.n || *claim.n < 1) {
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = "no_denominator";
    return;
  }
  if (appraisal.controlled && sure) {
    const Position where = appraisal.controlled->where;
    appraisal.by_evidence = true;
    if (where == Position::important_harm || where == Position::harm_size_uncertain) {
      appraisal.verdict = "CONTRADICTED";
      return;
    }
    if (where == Position::trivial) {
      appraisal.verdict = "SUPPORTED";
      return;
    }
    appraisal.by_evidence = false;
  }
  if (zero) {
    const double n = static_cast<double>(*claim.n);
    appraisal.zero_upper_one_sided = zero_events_upper_one_sided(n, level);
    appraisal.zero_upper_two_sided = zero_events_upper_two_sided(n, level);
    appraisal.verdict = "ZERO_SEEN_RISK_NOT_EXCLUDED";
    return;
  }
  appraisal.by_evidence = appraisal.controlled.has_value();
  appraisal.verdict = appraisal.by_evidence ? "UNCERTAIN" : "NO_CONTROLLED_EVIDENCE";
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

}  // namespace

Appraisal appraise(const Claim& claim, const Outcome* outcome, const LinkedEvidence* linked) {
  Appraisal appraisal;
  appraisal.arithmetic = check_against_any_group(claim);
  appraisal.flags = flags_of(claim);
  describe_claimed_share(appraisal, claim);
  const ClaimedDirection direction = direction_of(claim);
  if (linked != nullptr && linked->effects != nullptr && outcome != nullptr) {
    appraisal.grade = linked->grade;
    if (linked->effects->k() > 0)
      appraisal.controlled =
          controlled_evidence(*linked, *outcome, direction == ClaimedDirection::harm);
  }
  if (appraisal.arithmetic.code == Arithmetic::inconsistent ||
      appraisal.arithmetic.denominator_switch) {
    appraisal.verdict = "ARITHMETIC_INCONSISTENT";
  } else if (claim.type == "testimonial" || (claim.n && *claim.n >= 1 && *claim.n <= 3)) {
    appraisal.verdict = "SINGLE_CASE_ONLY";
    if (claim.n && *claim.n > 1) appraisal.reason = "few";
  } else if (is_any(claim.type, {"mechanism", "authority", "convenience", "future"})) {
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = claim.type;
  } else if (claim.type == "efficacy_vague" && !claim.outcome_defined) {
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = "no_outcome";
  } else if (claim.type == "prevalence") {
    appraisal.verdict = "FACT_UNCHECKED";
  } else if (is_any(claim.type, {"safety_zero", "safety_rate"})) {
    decide_safety(appraisal, claim);
  } else if (claim.type == "durability" && (!claim.time_point_weeks || !claim.n_followed)) {
    appraisal.verdict = "NOT_TESTABLE";
    appraisal.reason = "no_follow_up";
  } else if (!appraisal.controlled && linked != nullptr && linked->effects != nullptr &&
             linked->effects->k() > 0) {
    // Trials there are, but their result cannot be put as a difference in numbers of people.
    appraisal.verdict = "UNCERTAIN";
    appraisal.reason = "not_counts";
  } else {
    VerdictInput input;
    appraisal.by_evidence = appraisal.controlled.has_value();
    input.controlled = appraisal.controlled.has_value();
    if (input.controlled) input.where = appraisal.controlled->where;
    input.grade = appraisal.grade.value_or(Grade::very_low);
    input.big = claim.asserted_size == "important" || claim.asserted_size == "number_given";
    input.direction = direction;
    // An undefined outcome can be compared with nothing; the number then decides nothing.
    input.badge = claim.outcome_defined ? Badge::none : Badge::illustrative;
    appraisal.verdict = decide(input);
    appraisal.harm_signal = harm_signal(input);
  }
  return appraisal;
}

}  // namespace steelyard
