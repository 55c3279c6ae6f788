// The pooled answer over the range of a correlation that nobody reports.
#include "analysis/clusters.h"
#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace {

FurtherFinding sampling_correlation(const FurtherInput& input) {
  FurtherFinding result;
  const Plan& plan = input.finding.plan;
  if (plan.cluster_method == nullptr) {
    result.notes.push_back({"no-clusters", "the effects are independent: one for each study"});
    return result;
  }
  if (plan.covariances) {
    result.notes.push_back({"no-correlation", "the covariances of the sampling errors are known"});
    return result;
  }
  if (plan.cluster_method->pooling != nullptr && plan.cluster_method->interval->id != "wald") {
    result.notes.push_back(
        {"no-correlation", "the cluster-robust variance assumes no correlation"});
    return result;
  }
  QuantityTable table{"correlations",
                      "For each correlation ρ of the sampling errors of one study's effects",
                      "rho",
                      {{"estimate", "estimate", QuantityKind::effect},
                       {"ci_low", "lower limit", QuantityKind::effect},
                       {"ci_high", "upper limit", QuantityKind::effect},
                       {"p", "P", QuantityKind::p_value},
                       {"tau2", "τ²", QuantityKind::variance}},
                      {}};
  for (const char* text : {"0", "0.2", "0.4", "0.6", "0.8"}) {
    Effects effects = input.finding.effects;
    Method method = plan.method;
    method.rho = (text[1] == '\0') ? 0 : (text[2] - '0') / 10.0;
    if (plan.cluster_method->combine) {
      effects = compute_effects(input.studies, *plan.measure, plan.zero_cells, plan.formula);
      set_clusters(effects, input.studies, plan.cluster);
      effects = one_for_each_study(effects, input.studies, *plan.cluster_method->combine, method.rho);
    }
    const Synthesis synthesis = pool(effects, method);
    QuantityRow row{text, std::vector<std::optional<double>>(5)};
    row.values[0] = synthesis.estimate;
    if (synthesis.interval) {
      row.values[1] = synthesis.interval->low;
      row.values[2] = synthesis.interval->high;
      row.values[3] = synthesis.interval->p;
    }
    if (synthesis.heterogeneity) row.values[4] = synthesis.heterogeneity->tau2;
    if (!synthesis.estimate && !synthesis.notes.empty())
      result.notes.push_back({"not-computed", "ρ = " + row.name + ": " + synthesis.notes.back().text});
    table.rows.push_back(std::move(row));
  }
  result.tables.push_back(std::move(table));
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis sampling_correlation{
    .id = "sampling-correlation",
    .label = "the answer for other correlations within studies",
    .source = "hedges2010",
    .setting = "dependence",
    .group = "dependence",
    .asked = Asked::by_id,
    .compute = steelyard::sampling_correlation,
    .takes_clusters = true,
};
}

}  // namespace steelyard
