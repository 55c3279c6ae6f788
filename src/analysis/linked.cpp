// What an analysis gives to the appraisal of claims.
#include "analysis/linked.h"

#include "analysis/display.h"
#include "analysis/judge.h"

namespace steelyard {

LinkedEvidence linked_numbers(const AnalysisFinding& finding, const Effects& effects) {
  LinkedEvidence linked;
  linked.effects = &effects;
  if (finding.plan.measure->id == "RR" && finding.pooled) {
    linked.rr = finding.pooled->estimate;
    linked.rr_interval = Bounds{finding.pooled->low, finding.pooled->high};
  }
  // With two studies the quadrature is the headline: t on 1 degree of freedom settles nothing.
  // Source: specification, section 3.4
  const bool one_df = finding.synthesis.k == 2 && finding.synthesis.interval &&
                      finding.synthesis.interval->df.has_value();
  if (finding.absolute && !one_df) {
    linked.difference = finding.absolute->difference;
    linked.difference_low = finding.absolute->difference_low;
    linked.difference_high = finding.absolute->difference_high;
  }
  if (finding.plan.measure->id == "MD" && finding.pooled) {
    linked.mean_difference = finding.pooled->estimate;
    linked.mean_interval = Bounds{finding.pooled->low, finding.pooled->high};
  }
  linked.median_control = median_control_risk(effects).value_or(0);
  if (finding.certainty) linked.grade = static_cast<Grade>(finding.certainty->level);
  return linked;
}

LinkedEvidence linked_studies(AnalysisFinding& finding, const std::vector<Study>& studies) {
  const Plan& plan = finding.plan;
  finding.effects = compute_effects(studies, *plan.measure, plan.zero_cells, plan.formula);
  finding.synthesis = pool(finding.effects, plan.method);
  finding.pooled = shown(finding.effects, finding.synthesis);
  finding.absolute = absolute_effect(finding);
  return linked_numbers(finding, finding.effects);
}

}  // namespace steelyard
