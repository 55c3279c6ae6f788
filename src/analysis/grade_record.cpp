// A finding as the rules of certainty see it: differences in the unit of the thresholds, benefit
// positive.
#include "analysis/grade_record.h"

#include <algorithm>
#include <cmath>

#include "analysis/display.h"
#include "analysis/judge.h"
#include "analysis/other_counts.h"
#include "analysis/shown_guards.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/single_trial.h"
#include "steelyard/study/unit.h"

namespace steelyard {

namespace {

// Ratings look at 95% intervals, whatever level the analysis prints and claims are judged by: the
// published guidance on imprecision speaks of these.
constexpr double rated_level = 0.95;

RatedTrial::Risk risk_of(const Study& study) {
  const std::string rating = lower_case(study.cell("risk_of_bias"));
  if (rating.starts_with("low")) return RatedTrial::Risk::low;
  if (is_one_of(rating, {"high", "serious", "critical"})) return RatedTrial::Risk::high;
  if (is_one_of(rating, {"some concerns", "some", "moderate", "unclear"}))
    return RatedTrial::Risk::some_concerns;
  return RatedTrial::Risk::unknown;
}

// A difference with its limits, benefit positive.
struct Oriented {
  double estimate = 0, low = 0, high = 0;
};
Oriented oriented(double estimate, double low, double high, Better better) {
  if (better == Better::higher) return {estimate, low, high};
  return {-estimate, -high, -low};
}

std::optional<Oriented> trial_difference(const AnalysisFinding& finding, std::size_t i,
                                         Better better) {
  const Data& data = finding.effects.data[i];
  if (const auto* table = std::get_if<TwoByTwo>(&data)) {
    const Bounds limits = newcombe_difference(*table, rated_level);
    const double middle = table->e_events / table->e_n - table->c_events / table->c_n;
    return oriented(1000 * middle, 1000 * limits.low, 1000 * limits.high, better);
  }
  if (finding.plan.measure->id != "MD") return std::nullopt;
  const Shown& shown = finding.studies[i].shown;
  return oriented(shown.estimate, shown.low, shown.high, better);
}

std::optional<Oriented> pooled_difference(const AnalysisFinding& finding, Better better) {
  if (finding.plan.measure->id == "MD" && finding.pooled)
    return oriented(finding.pooled->estimate, finding.pooled->low, finding.pooled->high, better);
  if (finding.effects.k() == 1 && std::holds_alternative<TwoByTwo>(finding.effects.data.front()))
    return trial_difference(finding, 0, better);
  if (!finding.absolute) return std::nullopt;
  return oriented(finding.absolute->difference, finding.absolute->difference_low,
                  finding.absolute->difference_high, better);
}

std::optional<Bounds> prediction_difference(const AnalysisFinding& finding, Better better) {
  if (!finding.prediction || !finding.pooled) return std::nullopt;
  AnalysisFinding predicted = finding;
  predicted.pooled->low = finding.prediction->low;
  predicted.pooled->high = finding.prediction->high;
  predicted.absolute = absolute_effect(predicted);
  const auto found = pooled_difference(predicted, better);
  if (!found || predicted.effects.k() < 2) return std::nullopt;
  return Bounds{found->low, found->high};
}

// Where the interval of other rows by the same method lies.
std::optional<Position> position_with(const AnalysisFinding& finding,
                                      const std::vector<Study>& studies, Better better,
                                      const GradeRecord& record) {
  Plan plan = finding.plan;
  plan.further.clear();
  plan.subgroup.clear();
  const auto found = pooled_difference(analyse_studies(studies, plan), better);
  if (!found) return std::nullopt;
  return position(found->low, found->high, record.benefit, record.harm);
}

// Where the interval lies without the trials at high risk of bias; absent where none or all are.
std::optional<Position> without_high_risk(const AnalysisFinding& finding,
                                          const std::vector<Study>& studies, Better better,
                                          const GradeRecord& record) {
  std::vector<Study> kept;
  for (const std::size_t study : finding.effects.study)
    if (risk_of(studies[study]) != RatedTrial::Risk::high) kept.push_back(studies[study]);
  if (kept.empty() || kept.size() == finding.effects.study.size()) return std::nullopt;
  return position_with(finding, kept, better, record);
}

// Where the interval lies with the people who were lost at a plausible worst: doing badly in the
// group that looks better. Source: specification, section 7
std::optional<Position> worst_case(const AnalysisFinding& finding, const std::vector<Study>& studies,
                                   Better better, const GradeRecord& record, double odds) {
  if (!finding.effects.clusters.empty()) return std::nullopt;
  std::vector<Study> pooled;
  for (const std::size_t study : finding.effects.study) pooled.push_back(studies[study]);
  const auto lost = with_missing(pooled, better, *record.estimate >= 0, odds);
  if (!lost) return std::nullopt;
  return position_with(finding, *lost, better, record);
}

// The P of the first test for small-study effects that the review asked for.
std::optional<double> asymmetry_p(const AnalysisFinding& finding) {
  for (const FurtherFinding& further : finding.further) {
    if (further.analysis->group != "small_study_effects" || further.analysis->setting != "bias")
      continue;
    for (const Quantity& quantity : further.quantities)
      if (quantity.id == "p" && quantity.value) return quantity.value;
  }
  return std::nullopt;
}

std::optional<double> relative_effect(const AnalysisFinding& finding) {
  if (finding.plan.measure->id == "RR" && finding.pooled) return finding.pooled->estimate;
  if (!finding.absolute || !(finding.absolute->control_per_1000 > 0)) return std::nullopt;
  return finding.absolute->with_per_1000 / finding.absolute->control_per_1000;
}

bool one_group_only(const AnalysisFinding& finding) {
  return std::ranges::any_of(finding.effects.data, [](const Data& data) {
    return std::holds_alternative<OneProportion>(data) || std::holds_alternative<OneMean>(data) ||
           std::holds_alternative<OneRate>(data);
  });
}

}  // namespace

AnalysisFinding at_level(const AnalysisFinding& finding, double level) {
  AnalysisFinding result = finding;
  result.plan.method.level = level;
  result.synthesis = pool(result.effects, result.plan.method);
  result.pooled = shown(result.effects, result.synthesis);
  result.absolute = absolute_effect(result);
  if (result.synthesis.prediction)
    result.prediction = within_all(
        *result.plan.measure,
        to_display(*result.plan.measure, *result.synthesis.prediction, harmonic_mean_size(result.effects)));
  result.synthesis.notes.clear();
  result.corrected.clear();
  guard_shown(result);
  return result;
}

std::optional<GradeRecord> grade_record(const AnalysisFinding& found, const Review& review) {
  if (!found.outcome || found.effects.k() == 0) return std::nullopt;
  const bool other_level = found.plan.method.level != rated_level;
  const AnalysisFinding finding = other_level ? at_level(found, rated_level) : found;
  const Outcome& outcome = review.outcomes[*finding.outcome];
  const AnalysisRequest& request = review.analyses[finding.request];
  GradeRecord record;
  record.judged = request.judgements;
  if (request.certainty && request.certainty->starts_low) record.judged.randomised = false;
  record.uncontrolled = one_group_only(finding);
  const bool units = finding.plan.measure->id == "MD";
  const ImportantDifference& important = outcome.important;
  const bool thresholds = !units || (important.benefit_in_units && important.harm_in_units);
  record.benefit = units ? important.benefit_in_units.value_or(0) : important.benefit_per_1000;
  record.harm = units ? important.harm_in_units.value_or(0) : important.harm_per_1000;
  for (std::size_t i = 0; i < finding.studies.size(); ++i) {
    RatedTrial trial;
    trial.weight = finding.synthesis.weights.empty() ? 1 : finding.studies[i].weight;
    trial.risk = risk_of(request.studies[finding.studies[i].study]);
    if (const auto difference = trial_difference(finding, i, outcome.better)) {
      trial.estimate = difference->estimate;
      trial.low = difference->low;
      trial.high = difference->high;
    }
    record.trials.push_back(trial);
  }
  const bool people = std::ranges::all_of(finding.effects.study, [&](std::size_t study) {
    return unit_counted(request.studies[study]).empty() || !request.studies[study].cell("icc").empty();
  });
  if (const auto pooled = pooled_difference(finding, outcome.better);
      pooled && thresholds && people) {
    record.estimate = pooled->estimate;
    record.low = pooled->low;
    record.high = pooled->high;
    record.prediction = prediction_difference(finding, outcome.better);
    record.without_high_risk = without_high_risk(finding, request.studies, outcome.better, record);
    record.worst_case = worst_case(finding, request.studies, outcome.better, record,
                                   review.grade_rules.missing_odds);
  }
  if (finding.synthesis.heterogeneity) record.i2 = finding.synthesis.heterogeneity->i2;
  record.participants = finding.effects.participants;
  record.baseline = median_control_risk(finding.effects);
  record.relative = relative_effect(finding);
  record.asymmetry_p = asymmetry_p(finding);
  return record;
}

}  // namespace steelyard
