// One mean for each outcome, with true effects and sampling errors that correlate within studies.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "multilevel/levels.h"
#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace {

struct Outcomes {
  std::vector<std::string> names;  ///< in the order of the rows
  std::vector<int> of_row;
};

Outcomes outcomes_of(const FurtherInput& input, std::string& why) {
  Outcomes outcomes;
  const Effects& effects = input.finding.effects;
  for (std::size_t i = 0; i < effects.study.size(); ++i) {
    const std::string text(input.studies[effects.study[i]].cell(input.argument));
    if (text.empty()) {
      why = fmt::format("{} says nothing about {}", effects.name[i], input.argument);
      return {};
    }
    const auto found = std::ranges::find(outcomes.names, text);
    outcomes.of_row.push_back(static_cast<int>(found - outcomes.names.begin()));
    if (found == outcomes.names.end()) outcomes.names.push_back(text);
  }
  return outcomes;
}

MultilevelData model_of_outcomes(const Effects& effects, const Outcomes& outcomes, const Plan& plan) {
  MultilevelData data;
  data.y = effects.y;
  data.v = effects.v;
  const auto q = static_cast<Eigen::Index>(outcomes.names.size());
  data.X = Eigen::MatrixXd::Zero(effects.k(), q);
  for (Eigen::Index i = 0; i < effects.k(); ++i)
    data.X(i, outcomes.of_row[static_cast<std::size_t>(i)]) = 1;
  data.names = outcomes.names;
  data.outcomes = OutcomeEffects{plan.structure, outcomes.of_row, effects.clusters.back().group,
                                 static_cast<int>(q)};
  data.correlated = imputed_covariance(effects.v, effects.clusters.back().group, plan.method.rho);
  return data;
}

void add_tables(FurtherFinding& result, const MultilevelFit& fit, const Outcomes& outcomes) {
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
  QuantityTable correlations{"correlations", "Correlation of the true effects", "outcome", {}, {}};
  for (std::size_t j = 0; j < q; ++j)
    correlations.columns.push_back({fmt::format("with_{}", j + 1), outcomes.names[j]});
  for (std::size_t j = 0; j < q; ++j) {
    QuantityRow row{outcomes.names[j], std::vector<std::optional<double>>(q)};
    for (std::size_t l = 0; l < q; ++l) {
      const auto a = static_cast<Eigen::Index>(j), b = static_cast<Eigen::Index>(l);
      const double both = std::sqrt(fit.G(a, a)) * std::sqrt(fit.G(b, b));
      if (both > 0) row.values[l] = std::clamp(fit.G(a, b) / both, -1.0, 1.0);
    }
    correlations.rows.push_back(std::move(row));
  }
  result.tables = {std::move(means), std::move(correlations)};
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
  const Outcomes outcomes = outcomes_of(input, why);
  if (!why.empty()) return refuse("not-computed", why);
  constexpr std::size_t most = 8;  // 36 parameters of an unstructured matrix
  if (outcomes.names.size() > most)
    return refuse("too-many", fmt::format("{} has {} different texts, more than {} outcomes cannot "
                                          "be modelled together",
                                          input.argument, outcomes.names.size(), most));
  const MultilevelData data = model_of_outcomes(effects, outcomes, input.finding.plan);
  const auto fit = fit_multilevel(data, model_settings(input.finding.plan.method), why);
  if (!fit) return refuse("not-converged", "the model could not be fitted: " + why);
  add_tables(result, *fit, outcomes);
  result.quantities = {{"q", "Q", fit->qe},
                       {"q_df", "df of Q", fit->qe_df, QuantityKind::df},
                       {"q_p", "P of Q", fit->qe_p, QuantityKind::p_value},
                       {"wald", "all means together, χ²", fit->qm},
                       {"wald_df", "df", fit->qm_df, QuantityKind::df},
                       {"wald_p", "P", fit->qm_p, QuantityKind::p_value},
                       {"log_likelihood", "log-likelihood", fit->log_likelihood},
                       {"aic", "AIC", fit->aic}};
  if (input.finding.plan.method.rho == 0)
    result.notes.push_back({"rho-0", "the sampling errors of one study's outcomes are taken as "
                                     "uncorrelated; rho sets their correlation"});
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
