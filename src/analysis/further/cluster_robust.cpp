// The pooled mean with each cluster-robust variance.
#include "multilevel/levels.h"
#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"
#include "steelyard/multilevel/cluster_robust.h"

namespace steelyard {

namespace {

// The model that the analysis pools with, and its variance components.
struct Working {
  MultilevelData data;
  std::vector<double> sigma2;
};

std::optional<Working> working_model(const AnalysisFinding& finding, std::string& why) {
  const Method& method = finding.plan.method;
  if (finding.plan.cluster_method->interval->id == "wald") {
    const ModelOfEffects model = model_of(finding.effects, method.rho);
    const auto fit = fit_multilevel(model.data, model_settings(method), why);
    if (!fit) return std::nullopt;
    return Working{model.data, fit->sigma2};
  }
  Working working{one_mean(finding.effects), {0}};
  working.data.levels = {each_effect(finding.effects)};
  if (finding.synthesis.heterogeneity)
    working.sigma2.front() = finding.synthesis.heterogeneity->tau2.value_or(0);
  return working;
}

FurtherFinding robust_table(const FurtherInput& input) {
  FurtherFinding result;
  const AnalysisFinding& finding = input.finding;
  if (finding.effects.clusters.empty() || !finding.synthesis.estimate) {
    result.notes.push_back({"no-clusters", "the effects are independent: one for each study"});
    return result;
  }
  std::string why;
  const auto working = working_model(finding, why);
  if (!working) {
    result.notes.push_back({"not-converged", "the model could not be fitted: " + why});
    return result;
  }
  QuantityTable table{"variances",
                      "The pooled mean with each variance",
                      "variance",
                      {{"se", "SE", QuantityKind::difference},
                       {"df", "df", QuantityKind::df},
                       {"t", "t", QuantityKind::plain},
                       {"p", "P", QuantityKind::p_value},
                       {"ci_low", "lower limit", QuantityKind::effect},
                       {"ci_high", "upper limit", QuantityKind::effect}},
                      {}};
  const Eigen::VectorXd theta = Eigen::Map<const Eigen::VectorXd>(
      working->sigma2.data(), static_cast<Eigen::Index>(working->sigma2.size()));
  for (const RobustVariance* variance : robust_variances()) {
    const auto fit = cluster_robust(working->data, theta, finding.effects.clusters.front().group,
                                    *variance, finding.plan.method.level, why);
    QuantityRow row{std::string(variance->id), std::vector<std::optional<double>>(6)};
    if (fit) {
      const RobustCoefficient& mean = fit->coefficients.front();
      row.values = {mean.test.se, mean.df,       mean.test.statistic,
                    mean.test.p,  mean.test.low, mean.test.high};
    } else {
      result.notes.push_back({"not-computed", row.name + ": " + why});
    }
    table.rows.push_back(std::move(row));
  }
  result.tables.push_back(std::move(table));
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis cluster_robust{
    .id = "cluster-robust",
    .label = "cluster-robust variances",
    .source = "pustejovsky2018",
    .setting = "dependence",
    .group = "dependence",
    .asked = Asked::by_id,
    .compute = robust_table,
    .takes_clusters = true,
};
}

}  // namespace steelyard
