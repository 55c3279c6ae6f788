// The common effect and random effects side by side.
#include "analysis/further/refit_rows.h"
#include "steelyard/analysis/findings.h"

namespace steelyard {

namespace {

FurtherFinding both_models(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  if (effects.k() < 2) {
    result.notes.push_back({"too-few", "two models differ only with at least two studies"});
    return result;
  }
  start_refits(result, "models", "The same studies under both models", "model");
  Method method = input.finding.plan.method;
  if (!weights_by_variance(effects, method)) {
    result.notes.push_back({"inverse-variance", "both models are pooled by inverse variance here"});
    method.pooling = nullptr;
  }
  method.model = Model::common;
  const IntervalMethod* interval = method.interval;
  method.interval = nullptr;  // what widens an interval for heterogeneity has no place here
  add_refit(result, "common effect", Refitter(effects, method).all());
  method.model = Model::random;
  method.interval = interval;
  add_refit(result, "random effects", Refitter(effects, method).all());
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis compare_models{
    .id = "compare-models",
    .label = "common effect beside random effects",
    .source = "handbook-10",
    .setting = "compare-models",
    .group = "sensitivity",
    .asked = Asked::by_flag,
    .compute = both_models,
};
}

}  // namespace steelyard
