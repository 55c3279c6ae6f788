// Direction, certainty, absolute effects.
#include "analysis/judge.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace steelyard {

std::optional<Favours> judge_direction(const Measure& measure, const std::optional<Shown>& pooled,
                                       Better better) {
  if (!pooled || !measure.scale.no_effect) return std::nullopt;
  const double none = *measure.scale.no_effect;
  if (pooled->low <= none && pooled->high >= none) return Favours::neither;
  const bool higher = pooled->low > none;
  return higher == (better == Better::higher) ? Favours::experimental : Favours::control;
}

CertaintyFinding judge_certainty(const Certainty& rating) {
  constexpr std::string_view names[] = {"very low", "low", "moderate", "high"};
  CertaintyFinding finding;
  finding.rating = rating;
  const auto named = std::ranges::find(names, rating.level);
  if (named != std::end(names)) {
    finding.level = static_cast<CertaintyLevel>(named - std::begin(names));
    return finding;
  }
  const int start = rating.starts_low ? 1 : 3;
  const int level = start + rating.risk_of_bias + rating.inconsistency + rating.indirectness +
                    rating.imprecision + rating.publication_bias;
  finding.level = static_cast<CertaintyLevel>(std::clamp(level, 0, 3));
  return finding;
}

namespace {

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// Risk with the treatment at a control risk; absent for measures that do not speak of risks.
std::optional<double> treated_risk(const Measure& measure, double control, double effect) {
  if (measure.id == "RR") return control * effect;
  if (measure.id == "RD") return control + effect;
  if (measure.id == "OR" || measure.id == "PETO") {
    if (std::isinf(effect)) return 1.0;
    return control * effect / (1 - control + control * effect);
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> median_control_risk(const Effects& effects) {
  std::vector<double> risks;
  for (const Data& data : effects.data)
    if (const auto* table = std::get_if<TwoByTwo>(&data))
      risks.push_back(table->c_events / table->c_n);
  if (risks.empty()) return std::nullopt;
  return median(std::move(risks));
}

std::optional<AbsoluteEffect> absolute_effect(const AnalysisFinding& finding) {
  if (!finding.pooled) return std::nullopt;
  const auto median_risk = median_control_risk(finding.effects);
  if (!median_risk) return std::nullopt;
  const Measure& measure = *finding.plan.measure;
  const double control = *median_risk;
  // A ratio says nothing about risks where nobody, or everybody, has the event.
  if (measure.scale.ratio && (control <= 0 || control >= 1)) return std::nullopt;
  AbsoluteEffect effect;
  effect.control_per_1000 = 1000 * control;
  const auto at = [&](double value) -> std::optional<double> {
    const auto risk = treated_risk(measure, control, value);
    if (!risk) return std::nullopt;
    if (*risk < 0 || *risk > 1) effect.capped = true;
    return 1000 * std::clamp(*risk, 0.0, 1.0);
  };
  const auto middle = at(finding.pooled->estimate), low = at(finding.pooled->low),
             high = at(finding.pooled->high);
  if (!middle) return std::nullopt;
  effect.with_per_1000 = *middle;
  effect.with_low = *low;
  effect.with_high = *high;
  effect.difference = *middle - effect.control_per_1000;
  effect.difference_low = *low - effect.control_per_1000;
  effect.difference_high = *high - effect.control_per_1000;
  if (finding.prediction) {
    const bool cut = effect.capped;  // tells of the confidence interval alone
    const auto least = at(finding.prediction->low), most = at(finding.prediction->high);
    if (least && most) effect.elsewhere = Bounds{*least, *most};
    effect.capped = cut;
  }
  return effect;
}

}  // namespace steelyard
