// Each study's effect drawn towards the pooled one.
#include "steelyard/analysis/findings.h"
#include "steelyard/sensitivity/influence.h"
#include "steelyard/sensitivity/refit.h"

namespace steelyard {

namespace {

FurtherFinding drawn_together(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  const Method& method = input.finding.plan.method;
  if (!weights_by_variance(effects, method) || method.model != Model::random) {
    result.notes.push_back(
        {"unsuited",
         "study effects are predicted under random effects with inverse-variance "
         "weights only"});
    return result;
  }
  std::string why;
  const std::vector<StudyPrediction> studies = best_predictions(effects, method, why);
  if (studies.empty()) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  QuantityTable table{
      "studies",
      "Study effects drawn towards the pooled effect",
      "study",
      {{"estimate", "effect", QuantityKind::effect},
        {"ci_low", "lower limit", QuantityKind::effect},
        {"ci_high", "upper limit", QuantityKind::effect},
        {"se", "SE", QuantityKind::difference},
        {"shrinkage", "pooled share", QuantityKind::percent}},
      {}
  };
  for (std::size_t i = 0; i < studies.size(); ++i)
    table.rows.push_back({
        effects.name[i],
        {studies[i].estimate, studies[i].low, studies[i].high, studies[i].se,
                  100 * studies[i].shrinkage}
    });
  result.tables.push_back(std::move(table));
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis blup{
    .id = "blup",
    .label = "best linear unbiased predictions of the study effects",
    .source = "raudenbush1985",
    .setting = "blup",
    .group = "sensitivity",
    .asked = Asked::by_flag,
    .compute = drawn_together,
};
}

}  // namespace steelyard
