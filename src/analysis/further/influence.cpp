// Influence diagnostics: residuals, case deletion, Baujat's coordinates.
#include "steelyard/sensitivity/influence.h"

#include <fmt/format.h>

#include "steelyard/analysis/findings.h"
#include "steelyard/sensitivity/refit.h"

namespace steelyard {

namespace {

constexpr auto plain = QuantityKind::plain;

QuantityTable residual_table() {
  return {
      "residuals",
      "Distance from the pooled effect",
      "study",
      {{"residual", "residual", QuantityKind::difference},
        {"residual_se", "its SE", QuantityKind::difference},
        {"rstandard", "standardised", plain},
        {"rstudent", "studentised", plain},
        {"baujat_x", "part of Q", plain},
        {"baujat_y", "influence", plain}},
      {                  }
  };
}

QuantityTable influence_table() {
  return {
      "studies",
      "Influence on the pooled effect",
      "study",
      {{"dffits", "DFFITS", plain},
        {"cook", "Cook", plain},
        {"cov_ratio", "cov. ratio", plain},
        {"tau2_without", "τ² without", QuantityKind::variance},
        {"q_without", "Q without", plain},
        {"hat", "hat", plain},
        {"weight", "weight", QuantityKind::percent},
        {"dfbetas", "DFBETAS", plain},
        {"influential", "flag", QuantityKind::count}},
      { }
  };
}

FurtherFinding diagnostics(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  const Method& method = input.finding.plan.method;
  if (!weights_by_variance(effects, method)) {
    result.notes.push_back(
        {"inverse-variance", "these diagnostics are defined for inverse-variance pooling only"});
    return result;
  }
  std::string why;
  const std::vector<StudyInfluence> studies = influence(effects, method, why);
  if (studies.empty()) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  QuantityTable residuals = residual_table(), influences = influence_table();
  double flagged = 0;
  std::string names;
  bool lacking = false;
  for (std::size_t i = 0; i < studies.size(); ++i) {
    const StudyInfluence& s = studies[i];
    const std::optional<double> weight = s.hat ? std::optional(100 * *s.hat) : std::nullopt;
    residuals.rows.push_back({
        effects.name[i],
        {s.residual, s.residual_se, s.rstandard, s.rstudent, s.baujat_x, s.baujat_y}
    });
    influences.rows.push_back({
        effects.name[i],
        {s.dffits, s.cook, s.cov_ratio, s.tau2_without, s.q_without, s.hat, weight, s.dfbetas,
                  s.influential ? 1.0 : 0.0}
    });
    lacking = lacking || !s.rstandard || !s.rstudent;
    if (!s.influential) continue;
    ++flagged;
    names.append(names.empty() ? "" : ", ").append(effects.name[i]);
  }
  result.quantities.push_back(
      {"influential", "studies flagged as influential", flagged, QuantityKind::count});
  result.tables.push_back(std::move(influences));
  result.tables.push_back(std::move(residuals));
  if (flagged > 0)
    result.notes.push_back(
        {"influential",
         fmt::format("flagged: {}. A flag means |DFFITS| above 3√(1/(k − 1)), Cook's "
                     "distance above the median of χ² with one degree of freedom, a "
                     "hat value above 3/k, or |DFBETAS| above 1",
                     names)});
  if (lacking)
    result.notes.push_back({"not-computed",
                            "a number is absent where the other studies give no estimate, or one "
                            "study has all the weight"});
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis influence{
    .id = "influence",
    .label = "influence diagnostics",
    .source = "viechtbauer2010outliers",
    .setting = "influence",
    .group = "sensitivity",
    .asked = Asked::by_flag,
    .compute = diagnostics,
};
}

}  // namespace steelyard
