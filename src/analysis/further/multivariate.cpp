// One mean for each outcome, with true effects and sampling errors that correlate within studies.
#include <algorithm>

#include "analysis/further/outcomes.h"
#include "multilevel/levels.h"

namespace steelyard {

namespace {

void add_tables(FurtherFinding& result, const MultilevelFit& fit, const OutcomeNames& outcomes,
                const OutcomeEffects& effects) {
  const auto q = outcomes.names.size();
  std::vector<double> effects_of(q);
  for (const int outcome : outcomes.of_row) ++effects_of[static_cast<std::size_t>(outcome)];
  QuantityTable means{"outcomes",
                      "The mean of each outcome",
                      "outcome",
                      {{"effects", "effects", QuantityKind::count},
                       {"estimate", "estimate", QuantityKind::effect},
                       {"ci_low", "lower limit", QuantityKind::effect},
                       {"ci_high", "upper limit", QuantityKind::effect},
                       {"se", "SE", QuantityKind::difference},
                       {"p", "P", QuantityKind::p_value},
                       {"tau2", "τ²", QuantityKind::variance}},
                      {}};
  for (std::size_t j = 0; j < q; ++j) {
    const Coefficient& c = fit.coefficients[j];
    const auto at = static_cast<Eigen::Index>(j);
    means.rows.push_back(
        {c.name, {effects_of[j], c.estimate, c.low, c.high, c.se, c.p, fit.G(at, at)}, {}});
  }
  result.tables = {std::move(means), outcome_correlations(fit, outcomes, effects)};
}

FurtherFinding multivariate(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  const auto refuse = [&](std::string code, std::string text) {
    result.notes.push_back({std::move(code), std::move(text)});
    return result;
  };
  if (effects.clusters.empty())
    return refuse("no-clusters", "outcomes of one study need cluster-method three-level or robust");
  std::string why;
  const OutcomeNames outcomes = outcomes_of(input, effects, why);
  if (!why.empty()) return refuse("not-computed", why);
  const MultilevelData data = model_of_outcomes(effects, outcomes, input.finding.plan);
  MultilevelSettings settings = model_settings(input.finding.plan.method);
  settings.t = input.finding.synthesis.method.interval->id == "t";
  const auto fit = fit_multilevel(data, settings, why);
  if (!fit) return refuse("not-converged", "the model could not be fitted: " + why);
  add_tables(result, *fit, outcomes, *data.outcomes);
  result.quantities = {{"q", "Q", fit->qe},
                       {"q_df", "df of Q", fit->qe_df, QuantityKind::df},
                       {"q_p", "P of Q", fit->qe_p, QuantityKind::p_value},
                       {"wald", fit->df ? "all means together, F" : "all means together, χ²", fit->qm},
                       {"wald_df", "df", fit->qm_df, QuantityKind::df},
                       {"wald_p", "P", fit->qm_p, QuantityKind::p_value},
                       {"log_likelihood", "log-likelihood", fit->log_likelihood},
                       {"aic", "AIC", fit->aic}};
  if (fit->df) {
    const auto after = std::ranges::find(result.quantities, "wald_df", &Quantity::id);
    result.quantities.insert(after + 1, {"wald_df2", "second df", *fit->df, QuantityKind::df});
  }
  note_structure(result, outcomes, *data.outcomes, *fit);
  note_uncorrelated(result, input);
  note_other_estimator(result, input);
  return result;
}

std::string one_column(std::string_view argument) {
  return argument.find(',') == std::string_view::npos ? "" : "one column";
}

}  // namespace

namespace further {
extern const FurtherAnalysis multivariate{
    .id = "multivariate",
    .label = "multivariate meta-analysis",
    .source = "berkey1998",
    .setting = "multivariate",
    .group = "dependence",
    .asked = Asked::by_argument,
    .compute = steelyard::multivariate,
    .takes_clusters = true,
    .must_be = one_column,
};
}

}  // namespace steelyard
