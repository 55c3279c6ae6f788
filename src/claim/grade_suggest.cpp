// Suggested ratings of certainty. Source: the project's claim specification, section 7.
#include "steelyard/claim/grade_suggest.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "steelyard/claim/follow_up.h"

namespace steelyard {

namespace {

using Suggestion = GradeSuggestion;

Position position_of(const GradeRecord& r) {
  return position(*r.low, *r.high, r.benefit, r.harm);
}

bool has_interval(const GradeRecord& r) {
  return r.estimate && r.low && r.high;
}

Suggestion risk_of_bias(const GradeRecord& r, const GradeRules& rules) {
  using Risk = RatedTrial::Risk;
  const Domain domain = Domain::risk_of_bias;
  double all = 0, high = 0, unknown = 0;
  for (const RatedTrial& trial : r.trials) {
    all += trial.weight;
    if (trial.risk == Risk::high) high += trial.weight;
    if (trial.risk == Risk::unknown) unknown += trial.weight;
  }
  if (!(all > 0) || unknown == all) return {domain, std::nullopt, "rob_not_recorded", {}};
  const double percent = 100 * high / all;
  const bool missing =
      r.worst_case && has_interval(r) && *r.worst_case != position_of(r);
  if (high == all && r.judged.open_label_patient_reported)
    return {domain, -2, "rob_all_high_open", {}};
  const bool heavy = percent >= rules.high_risk_weight;
  const bool moves =
      r.without_high_risk && has_interval(r) && *r.without_high_risk != position_of(r);
  if ((heavy || moves) && missing) return {domain, -2, "rob_high_and_missing", {{"percent", percent}}};
  if (heavy)
    return {domain, -1, "rob_high_weight", {{"percent", percent}, {"limit", rules.high_risk_weight}}};
  if (moves) return {domain, -1, "rob_moves_position", {{"percent", percent}}};
  if (missing) return {domain, -1, "rob_missing_data", {}};
  const double possibly = 100 * (high + unknown) / all;
  if (unknown > 0 && possibly >= rules.high_risk_weight)
    return {domain, std::nullopt, "rob_partly_recorded", {{"percent", 100 * unknown / all}}};
  return {domain, 0, "rob_none", {{"percent", percent}}};
}

// The threshold that the pooled difference lies nearest to; no effect before the others, so that
// mirrored evidence is judged alike.
double nearest_threshold(const GradeRecord& r) {
  const std::array<double, 3> thresholds{0.0, r.benefit, -r.harm};
  return *std::ranges::min_element(thresholds, {}, [&](double threshold) {
    return std::abs(*r.estimate - threshold);
  });
}

// Trials on both sides of the nearest threshold, and fewer than half of the pairs across it have
// intervals that meet.
bool sides_apart(const GradeRecord& r) {
  const double threshold = nearest_threshold(r);
  int pairs = 0, meeting = 0;
  for (const RatedTrial& above : r.trials)
    for (const RatedTrial& below : r.trials)
      if (above.estimate > threshold && below.estimate < threshold) {
        ++pairs;
        if (above.low <= below.high) ++meeting;
      }
  return pairs > 0 && 2 * meeting < pairs;
}

Suggestion inconsistency(const GradeRecord& r, const GradeRules& rules) {
  const Domain domain = Domain::inconsistency;
  if (r.trials.size() < 2) return {domain, std::nullopt, "inconsistency_one_study", {}};
  if (!has_interval(r)) return {domain, std::nullopt, "inconsistency_no_interval", {}};
  const bool apart = sides_apart(r);
  const bool spread = r.i2.value_or(0) >= rules.i2 && r.prediction &&
                      position(r.prediction->low, r.prediction->high, r.benefit, r.harm) !=
                          position_of(r);
  const std::vector<std::pair<std::string_view, double>> i2{{"i2", r.i2.value_or(0)}};
  if (apart && spread)
    return {domain, r.judged.subgroup_explains ? -1 : -2, "inconsistency_both", i2};
  if (apart) return {domain, -1, "inconsistency_sides", {{"threshold", nearest_threshold(r)}}};
  if (spread) return {domain, -1, "inconsistency_prediction", i2};
  return {domain, 0, "inconsistency_none", i2};
}

Suggestion indirectness(const GradeRecord& r) {
  const Domain domain = Domain::indirectness;
  const auto& judged = r.judged;
  int known = 0, far = 0;
  for (const auto& element :
       {judged.population, judged.intervention, judged.comparator, judged.outcome, judged.time}) {
    if (!element) continue;
    ++known;
    if (*element == Match::different || *element == Match::unknown) ++far;
  }
  const bool outcome_counted = judged.outcome == Match::different || judged.outcome == Match::unknown;
  const int elements = far;
  if (r.claim_outcome_undefined && !outcome_counted) ++far;
  if (r.claim_replaces) far = std::max(far, 1);
  if (far == 0 && known == 0) return {domain, std::nullopt, "indirectness_not_recorded", {}};
  const int levels = -std::min(far, 2);
  if (far == 0) return {domain, 0, "indirectness_none", {}};
  if (elements == 0)
    return {domain, levels,
            r.claim_outcome_undefined ? "indirectness_undefined" : "indirectness_replaces", {}};
  const bool by_claim = r.claim_outcome_undefined && !outcome_counted;
  return {domain, levels,
          by_claim ? "indirectness_elements_and_claim" : "indirectness_elements",
          {{"elements", elements}}};
}

std::optional<double> size_needed(const GradeRecord& r, const GradeRules& rules) {
  if (!r.baseline || !(*r.baseline > 0 && *r.baseline < 1)) return std::nullopt;
  const double change = rules.relative_change / 100;
  double treated = *r.baseline * (1 + change);
  if (treated >= 1) treated = *r.baseline * (1 - change);
  if (!(treated > 0 && treated < 1) || treated == *r.baseline) return std::nullopt;
  return 2 * std::ceil(information_size(*r.baseline, treated, rules.alpha, rules.power));
}

Suggestion imprecision(const GradeRecord& r, const GradeRules& rules, std::optional<double> needed) {
  const Domain domain = Domain::imprecision;
  if (!has_interval(r)) return {domain, std::nullopt, "imprecision_no_interval", {}};
  // The side of a threshold that a limit on it belongs to is that of the table of positions.
  const bool benefit = *r.low < r.benefit && *r.high >= r.benefit;
  const bool harm = *r.low <= -r.harm && *r.high > -r.harm;
  std::vector<std::pair<std::string_view, double>> numbers{{"people", r.participants}};
  if (needed) {
    numbers.emplace_back("needed", *needed);
    numbers.emplace_back("baseline", 1000 * *r.baseline);
  }
  const double percent = needed ? 100 * r.participants / *needed : 100;
  if (benefit && harm && percent < rules.far_below)
    return {domain, -3, "imprecision_both_few", numbers};
  if (benefit && harm) return {domain, -2, "imprecision_both", numbers};
  if (benefit) return {domain, -1, "imprecision_benefit", numbers};
  if (harm) return {domain, -1, "imprecision_harm", numbers};
  const double change = r.relative ? 100 * std::abs(*r.relative - 1) : 0;
  if (change > rules.large_effect && percent < 100) {
    numbers.emplace_back("change", change);
    if (percent < rules.below) return {domain, -2, "imprecision_large_very_few", numbers};
    return {domain, -1, "imprecision_large_few", numbers};
  }
  return {domain, 0, "imprecision_none", numbers};
}

Suggestion publication(const GradeRecord& r, const GradeRules& rules) {
  const Domain domain = Domain::publication_bias;
  const auto k = static_cast<int>(r.trials.size());
  const bool testable = k >= rules.asymmetry_studies;
  if (testable && r.asymmetry_p && *r.asymmetry_p < rules.asymmetry_p)
    return {domain, -1, "publication_asymmetry", {{"p", *r.asymmetry_p}}};
  if (r.judged.pending_percent && *r.judged.pending_percent > rules.pending_share)
    return {domain, -1, "publication_pending", {{"percent", *r.judged.pending_percent}}};
  if (r.judged.small_and_industry) return {domain, -1, "publication_industry", {}};
  if (!testable) return {domain, std::nullopt, "publication_few", {{"studies", k}}};
  if (!r.asymmetry_p) return {domain, std::nullopt, "publication_no_test", {}};
  return {domain, 0, "publication_none", {{"p", *r.asymmetry_p}}};
}

// Source: specification, section 7; the limits 2 and 5 are GRADE's own
Suggestion rating_up(const GradeRecord& r, bool rated_down) {
  const Domain domain = Domain::rating_up;
  if (r.judged.randomised) return {domain, 0, "up_randomised", {}};
  if (rated_down) return {domain, 0, "up_rated_down", {}};
  const double rr = r.relative.value_or(1);
  int levels = 0;
  if (rr > 5 || rr < 0.2)
    levels = 2;
  else if (rr > 2 || rr < 0.5)
    levels = 1;
  levels += (r.judged.dose_response ? 1 : 0) + (r.judged.opposing_bias ? 1 : 0);
  return {domain, std::min(levels, 2), levels > 0 ? "up_reasons" : "up_none", {{"ratio", rr}}};
}

}  // namespace

GradeSuggestions grade_suggest(const GradeRecord& record, const GradeRules& rules) {
  GradeSuggestions result;
  result.information_size = size_needed(record, rules);
  result.domains = {risk_of_bias(record, rules), inconsistency(record, rules), indirectness(record),
                    imprecision(record, rules, result.information_size),
                    publication(record, rules)};
  int sum = 0;
  for (const Suggestion& each : result.domains) sum += each.levels.value_or(0);
  result.domains.push_back(rating_up(record, sum < 0));
  sum += result.domains.back().levels.value_or(0);
  result.start = record.judged.randomised ? Grade::high : Grade::low;
  if (record.uncontrolled) {
    result.start = result.level = Grade::very_low;
    return result;
  }
  const int level = std::clamp(static_cast<int>(result.start) + sum, 0, 3);
  result.level = static_cast<Grade>(level);
  return result;
}

std::string_view domain_name(Domain domain) {
  constexpr std::string_view names[] = {"risk_of_bias", "inconsistency",    "indirectness",
                                        "imprecision",  "publication_bias", "rating_up"};
  return names[static_cast<std::size_t>(domain)];
}

}  // namespace steelyard
