// Meta-regression of several outcomes at once: each outcome with coefficients of its own, true effects
// and sampling errors that correlate within studies.
#include <algorithm>
#include <cmath>

#include "analysis/further/clustered_regression.h"
#include "analysis/further/outcomes.h"
#include "analysis/regression_setup.h"
#include "multilevel/levels.h"
#include "stats/matrices.h"
#include "steelyard/base/text.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

using Kind = QuantityKind;

// A column for each outcome and column of the design; the intercept becomes the outcome's own.
ModeratorDesign for_each_outcome(const ModeratorDesign& design, const OutcomeNames& outcomes) {
  ModeratorDesign result = design;
  const auto q = static_cast<Eigen::Index>(outcomes.names.size());
  const Eigen::Index p = design.X.cols();
  result.X = Eigen::MatrixXd::Zero(design.X.rows(), p * q);
  result.names.clear();
  for (Eigen::Index c = 0; c < p; ++c)
    for (Eigen::Index j = 0; j < q; ++j) {
      const std::string& outcome = outcomes.names[static_cast<std::size_t>(j)];
      result.names.push_back(
          c == 0 ? outcome : outcome + ":" + design.names[static_cast<std::size_t>(c)]);
      for (Eigen::Index i = 0; i < design.X.rows(); ++i)
        if (outcomes.of_row[static_cast<std::size_t>(i)] == j)
          result.X(i, c * q + j) = design.X(i, c);
    }
  return result;
}

// The coefficients but those of the outcomes' own levels, all zero.
CoefficientsTest test_of_moderators(const MultilevelFit& fit,
                                    const std::vector<std::string>& levels) {
  std::vector<Eigen::Index> tested;
  for (std::size_t j = 0; j < fit.coefficients.size(); ++j)
    if (std::ranges::find(levels, fit.coefficients[j].name) == levels.end())
      tested.push_back(static_cast<Eigen::Index>(j));
  CoefficientsTest test;
  if (tested.empty()) return test;
  Eigen::VectorXd b(static_cast<Eigen::Index>(tested.size()));
  for (std::size_t j = 0; j < tested.size(); ++j)
    b[static_cast<Eigen::Index>(j)] =
        fit.coefficients[static_cast<std::size_t>(tested[j])].estimate;
  test.statistic = inverse_form(fit.covariance(tested, tested), b).value;
  test.df = static_cast<double>(tested.size());
  test.df2 = fit.df;
  if (test.df2) test.statistic /= test.df;
  test.p = test.df2 ? f_upper(test.statistic, test.df, *test.df2)
                    : chi_squared_upper(test.statistic, test.df);
  return test;
}

Eigen::VectorXd on_analysis_scale(const MultilevelFit& fit, const OutcomeEffects& outcomes) {
  Eigen::VectorXd theta = fit.theta;
  for (Eigen::Index a = 0; a < theta.size(); ++a)
    theta[a] *= std::pow(fit.unit, outcomes.structure->power(outcomes.q, static_cast<int>(a)));
  return theta;
}

void add_fit(FurtherFinding& result, const MultilevelFit& fit, const CoefficientsTest& test,
             const OutcomeNames& outcomes, const OutcomeEffects& effects) {
  const auto add = [&](std::string id, std::string label, double value, Kind kind = Kind::plain) {
    result.quantities.push_back({std::move(id), std::move(label), value, kind});
  };
  add("qm", test.df2 ? "test of moderators, F" : "test of moderators, QM", test.statistic);
  add("qm_df", "degrees of freedom", test.df, Kind::df);
  if (test.df2) add("qm_df2", "second degrees of freedom", *test.df2, Kind::df);
  add("qm_p", "P", test.p, Kind::p_value);
  add("qe", "residual heterogeneity, QE", fit.qe);
  add("qe_df", "degrees of freedom of QE", fit.qe_df, Kind::df);
  add("qe_p", "P of QE", fit.qe_p, Kind::p_value);
  add("log_likelihood", "log-likelihood", fit.log_likelihood);
  add("aic", "AIC", fit.aic);
  QuantityTable rest{
      "outcomes", "Variance that the moderators leave", "outcome",
      {{"tau2", "residual τ²", Kind::variance}}, {}};
  for (std::size_t j = 0; j < outcomes.names.size(); ++j) {
    const auto at = static_cast<Eigen::Index>(j);
    rest.rows.push_back({outcomes.names[j], {fit.G(at, at)}});
  }
  result.tables = {coefficients_of(fit), std::move(rest), outcome_correlations(fit, outcomes, effects)};
}

FurtherFinding multivariate_regression(const FurtherInput& input) {
  FurtherFinding result;
  const Plan& plan = input.finding.plan;
  const auto refuse = [&](std::string code, std::string text) {
    result.notes.push_back({std::move(code), std::move(text)});
    return result;
  };
  if (input.finding.effects.clusters.empty())
    return refuse("no-clusters", "outcomes of one study need cluster-method three-level or robust");
  const auto setup = set_up_regression(input, plan.moderators, result.notes);
  // What is said of poolings and intervals there is about independent effects.
  std::erase_if(result.notes, [](const FitNote& note) {
    return note.code == "inverse-variance" || note.code == "interval-of-coefficients";
  });
  if (!setup) return result;
  const Effects part = part_of(input.finding.effects, setup->design.used);
  std::string why;
  const OutcomeNames outcomes = outcomes_of(input, part, why);
  if (!why.empty()) return refuse("not-computed", why);
  MultilevelData data = model_of_outcomes(part, outcomes, plan);
  // A formula that speaks of the outcomes says itself which coefficients they share.
  const bool own = std::ranges::any_of(setup->design.moderators, [&](const Moderator& moderator) {
    return lower_case(moderator.title) == lower_case(input.argument);
  });
  set_design(data, own ? setup->design : for_each_outcome(setup->design, outcomes), part,
             result.notes);
  MultilevelSettings settings = model_settings(plan.method);
  settings.t = input.finding.synthesis.method.interval->id == "t";
  const auto fit = fit_multilevel(data, settings, why);
  if (!fit) return refuse("not-computed", "the model could not be fitted: " + why);
  const CoefficientsTest test =
      test_of_moderators(*fit, own ? std::vector<std::string>{"intercept"} : outcomes.names);
  if (!(test.df > 0)) return refuse("no-moderator", "no moderator differs between the effects");
  add_fit(result, *fit, test, outcomes, *data.outcomes);
  add_robust(result, data, on_analysis_scale(*fit, *data.outcomes), part.clusters.front().group,
             plan.method.level);
  for (const Moderator& moderator : setup->design.moderators)
    if (moderator.categorical)
      result.notes.push_back({"reference", "coefficients of " + moderator.title +
                                               " are differences from \"" +
                                               moderator.levels.front() + "\""});
  note_structure(result, outcomes, *data.outcomes, *fit);
  note_uncorrelated(result, input);
  note_other_estimator(result, input);
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis multivariate_regression{
    .id = "multivariate-regression",
    .label = "multivariate meta-regression",
    .source = "berkey1998",
    .setting = "multivariate",
    .group = "dependence",
    .asked = Asked::by_argument,
    .compute = steelyard::multivariate_regression,
    .takes_clusters = true,
};
}

}  // namespace steelyard
