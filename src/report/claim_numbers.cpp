// The numbers of a claim side by side, all out of the same number of people.
#include "report/claim_numbers.h"

#include <algorithm>
#include <cmath>

#include "report/names.h"
#include "report/verdict_words.h"
#include "steelyard/base/text.h"
#include "steelyard/pool/proportion.h"

namespace steelyard {

namespace {

PeopleCount of_events(const Findings& findings, double events, double n, double all) {
  const Bounds range = wilson(events, n, findings.review.claim_rules.level_share());
  return {all * events / n, Bounds{all * range.low, all * range.high}};
}

PeopleCount of_rates(double point, double low, double high, double all) {
  const auto people = [&](double per_1000) { return std::clamp(per_1000, 0.0, 1000.0) * all / 1000; };
  return {people(point), Bounds{people(low), people(high)}};
}

bool counts_those_without_it(const Appraisal& appraisal) { return appraisal.reason == "counts_others"; }

std::optional<PeopleCount> claimed(const Claim& claim, const Appraisal& appraisal, double all) {
  if (counts_those_without_it(appraisal)) return std::nullopt;
  if (appraisal.none_seen)
    return PeopleCount{0, Bounds{0, std::ceil(all * appraisal.none_seen->upper_one_sided)}};
  if (lost_some(appraisal)) {
    const AttritionBounds& bounds = *appraisal.attrition;
    return PeopleCount{all * bounds.observed, Bounds{all * bounds.range.low, all * bounds.range.high}};
  }
  if (appraisal.share) {
    const ClaimedShare& share = *appraisal.share;
    // A limit has no play of chance around it.
    if (!claim.bound.empty()) return PeopleCount{all * share.events / share.n, std::nullopt, claim.bound};
    const Bounds& range = printed_interval(share);
    return PeopleCount{all * share.events / share.n, Bounds{all * range.low, all * range.high}};
  }
  // A percentage alone: no group, so no interval.
  const auto percent = parse_number(claim.percent_text);
  if (!percent || claim.n || *percent > 100) return std::nullopt;
  return PeopleCount{all * *percent / 100, std::nullopt, claim.bound};
}

std::optional<PeopleCount> expected(const Claim& claim, const Appraisal& appraisal,
                                    const BesideScenario* scenario, double all) {
  if (scenario == nullptr) {
    if (claim.background_percent && appraisal.none_seen)
      return PeopleCount{all * *claim.background_percent / 100, std::nullopt};
    return std::nullopt;
  }
  if (!scenario->priors.empty()) {
    const BesidePrior& prior = scenario->priors.front();
    // What a group as large as the claimed one is expected to show, as the verdict has it; out of
    // another number of people, in proportion.
    if (prior.counts) {
      const double share = all / static_cast<double>(prior.counts->n);
      return PeopleCount{share * static_cast<double>(prior.counts->median),
                         Bounds{share * static_cast<double>(prior.counts->low),
                                share * static_cast<double>(prior.counts->high)}};
    }
    return PeopleCount{all * prior.new_group.median,
                       Bounds{all * prior.new_group.low, all * prior.new_group.high}};
  }
  if (scenario->published.empty()) return std::nullopt;
  // The widest of the assumed spreads: nothing is known of the true one.
  const PredictedCounts& widest = scenario->published.back().second;
  const double share = all / static_cast<double>(widest.n);
  return PeopleCount{share * static_cast<double>(widest.median),
                     Bounds{share * static_cast<double>(widest.low),
                            share * static_cast<double>(widest.high)}};
}

std::optional<TwoGroups> groups_of(const Findings& findings, const Appraisal& appraisal,
                                   double all) {
  if (!appraisal.controlled || !appraisal.controlled->unit.empty()) return std::nullopt;
  const ControlledEvidence& evidence = *appraisal.controlled;
  TwoGroups groups;
  groups.own_counts = evidence.k == 1;
  if (evidence.k == 1) {
    if (!(evidence.e_n > 0) || !(evidence.c_n > 0)) return std::nullopt;
    groups.with = of_events(findings, evidence.e_events, evidence.e_n, all);
    groups.without = of_events(findings, evidence.c_events, evidence.c_n, all);
    return groups;
  }
  // The range over every method that the verdict looked at: one of them alone could seem to contradict it.
  const double without = evidence.baseline_per_1000;
  double low = evidence.low, high = evidence.high;
  for (const Variant& variant : evidence.variants) {
    low = std::min(low, variant.low);
    high = std::max(high, variant.high);
  }
  // Benefit is positive in the evidence; people count events.
  const bool higher = more_is_better(findings, appraisal);
  groups.on_expected = first_scenario(appraisal) != nullptr;
  groups.without = {all * without / 1000, std::nullopt};
  groups.with = of_rates(without + (higher ? evidence.rd : -evidence.rd),
                         without + (higher ? low : -high), without + (higher ? high : -low), all);
  return groups;
}

}  // namespace

const Bounds& printed_interval(const ClaimedShare& share) {
  return share.events == 0 || share.events == share.n ? share.exact : share.wilson;
}

bool lost_some(const Appraisal& appraisal) {
  return appraisal.attrition && appraisal.attrition->range.low < appraisal.attrition->range.high;
}

double people_claimed(const Claim& claim, const Appraisal& appraisal) {
  constexpr long fewest = 10, most = 1000;  // specification, section 6.4
  if (claim.n && *claim.n >= fewest && *claim.n <= most) return static_cast<double>(*claim.n);
  constexpr double rare = 50;  // per 1,000: below it counts of 100 cannot be told apart
  const bool few = appraisal.controlled && appraisal.controlled->unit.empty() &&
                   appraisal.controlled->k > 1 && appraisal.controlled->baseline_per_1000 < rare;
  return few ? 1000 : 100;
}

const BesideScenario* first_scenario(const Appraisal& appraisal) {
  const BesideScenario* found = nullptr;
  for (const BesideScenario& each : appraisal.scenarios)
    if (!each.priors.empty() && !each.treated && (found == nullptr || (each.gating && !found->gating)))
      found = &each;
  return found;
}

bool more_is_better(const Findings& findings, const Appraisal& appraisal) {
  const AnalysisFinding* finding = linked_finding(findings, appraisal);
  return finding == nullptr || !finding->outcome ||
         findings.review.outcomes[*finding->outcome].better == Better::higher;
}

std::optional<TwoGroups> groups_of(const Findings& findings, const AnalysisFinding& finding,
                                   double all) {
  if (!unit_counted(findings, finding).empty()) return std::nullopt;
  TwoGroups groups;
  if (finding.synthesis.k == 1 && all_data_are<TwoByTwo>(finding) && finding.e_n > 0 &&
      finding.c_n > 0) {
    groups.own_counts = true;
    groups.with = of_events(findings, finding.e_events, finding.e_n, all);
    groups.without = of_events(findings, finding.c_events, finding.c_n, all);
    return groups;
  }
  // Nobody had it: no effect, but the counts say how rare it may be.
  if (nobody_had_it(finding)) {
    groups.own_counts = true;
    groups.with = of_events(findings, 0, finding.e_n, all);
    groups.without = of_events(findings, 0, finding.c_n, all);
    return groups;
  }
  if (!finding.pooled || !finding.absolute) return std::nullopt;
  const AbsoluteEffect& absolute = *finding.absolute;
  groups.without = {all * absolute.control_per_1000 / 1000, std::nullopt};
  // The same where nobody had it without the treatment.
  if (absolute.control_per_1000 == 0 && finding.c_events == 0 && finding.c_n > 0 &&
      all_data_are<TwoByTwo>(finding))
    groups.without = of_events(findings, 0, finding.c_n, all);
  groups.with = of_rates(absolute.with_per_1000, absolute.with_low, absolute.with_high, all);
  return groups;
}

SideBySide side_by_side(const Findings& findings, const Appraisal& appraisal, double all) {
  const Claim& claim = findings.review.claims[appraisal.claim];
  SideBySide numbers;
  numbers.all = all;
  numbers.page = claimed(claim, appraisal, all);
  numbers.counts_others = counts_those_without_it(appraisal);
  numbers.scenario = first_scenario(appraisal);
  for (const BesideScenario& each : appraisal.scenarios)
    if (numbers.scenario == nullptr && !each.published.empty()) numbers.scenario = &each;
  numbers.expected = expected(claim, appraisal, numbers.scenario, all);
  numbers.trials = groups_of(findings, appraisal, all);
  if (numbers.trials && !appraisal.controlled->implied.empty()) {
    const PredictedCounts& counts = appraisal.controlled->implied.front().counts;
    const double share = all / static_cast<double>(counts.n);
    numbers.implied = PeopleCount{share * static_cast<double>(counts.median),
                                  Bounds{share * static_cast<double>(counts.low),
                                         share * static_cast<double>(counts.high)}};
  }
  return numbers;
}

}  // namespace steelyard
