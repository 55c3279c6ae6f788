// Meta-regression: how the effect changes with features of the studies.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/further/clustered_regression.h"
#include "analysis/regression_setup.h"
#include "steelyard/regression/inference.h"
#include "steelyard/regression/residual_interval.h"

namespace steelyard {

namespace {

using Positions = std::vector<std::size_t>;

// Positions among the kept coefficients of columns of the design.
Positions positions_of(const MixedEffects& fit, const Positions& columns) {
  Positions positions;
  for (const std::size_t column : columns) {
    const auto found = std::ranges::find(fit.kept, column);
    if (found != fit.kept.end())
      positions.push_back(static_cast<std::size_t>(found - fit.kept.begin()));
  }
  return positions;
}

// The interval for τ² that was asked for, where it is defined with moderators.
std::optional<Bounds> residual_interval(const FurtherInput& input, const RegressionSetup& setup,
                                        std::vector<FitNote>& notes) {
  const Tau2Interval& asked = *input.finding.synthesis.method.tau2_interval;
  const auto rows = residual_tau2_intervals();
  const ResidualTau2Interval* row = find_row(rows, asked.id);
  if (row == nullptr) {
    row = rows.front();
    notes.push_back({"interval-of-residual-tau2",
                     fmt::format("the interval for τ² named {} is not defined with moderators; the "
                                 "residual τ² has its Q-profile interval",
                                 asked.id)});
  }
  const Effects part = part_of(input.finding.effects, setup.design.used);
  return row->interval({setup.y, setup.v, setup.design.X, part.weights, setup.settings.level});
}

void add_fit(FurtherFinding& result, const FurtherInput& input, const RegressionSetup& setup,
             const MixedEffects& fit) {
  const auto add = [&](std::string id, std::string label, std::optional<double> value,
                       QuantityKind kind) {
    result.quantities.push_back({std::move(id), std::move(label), value, kind});
  };
  add("k", "studies", fit.k, QuantityKind::count);
  add("qm", fit.df ? "test of moderators, F" : "test of moderators, QM", fit.qm,
      QuantityKind::plain);
  add("qm_df", "degrees of freedom", fit.qm_df, QuantityKind::df);
  if (fit.df) add("qm_df2", "second degrees of freedom", fit.df, QuantityKind::df);
  add("qm_p", "P", fit.qm_p, QuantityKind::p_value);
  if (setup.random) {
    add("tau2", "residual τ²", fit.tau2, QuantityKind::variance);
    add("tau2_se", "standard error of τ²", fit.tau2_se, QuantityKind::variance);
    const auto ci = residual_interval(input, setup, result.notes);
    add("tau2_ci_low", "lower limit of τ²", ci ? std::optional(ci->low) : std::nullopt,
        QuantityKind::variance);
    add("tau2_ci_high", "upper limit of τ²", ci ? std::optional(ci->high) : std::nullopt,
        QuantityKind::variance);
    if (ci && ci->high == 0)
      result.notes.push_back(
          {"empty-tau2-interval",
           "no residual τ² agrees with the data at this level, because the effects are closer to "
           "the model than their variances let expect; its limits are given as 0"});
  }
  add("i2", "residual I²", fit.i2, QuantityKind::percent);
  add("h2", "residual H²", fit.h2, QuantityKind::plain);
  add("r2", "R², heterogeneity accounted for", fit.r2, QuantityKind::percent);
  add("qe", "residual heterogeneity, QE", fit.qe, QuantityKind::plain);
  add("qe_df", "degrees of freedom of QE", fit.qe_df, QuantityKind::df);
  add("qe_p", "P of QE", fit.qe_p, QuantityKind::p_value);
}

void add_likelihoods(FurtherFinding& result, const RegressionSetup& setup,
                     const MixedEffects& fit) {
  const auto add = [&](std::string id, std::string label, std::optional<double> value,
                       QuantityKind kind = QuantityKind::plain) {
    result.quantities.push_back({std::move(id), std::move(label), value, kind});
  };
  const bool estimated = setup.settings.tau2 != nullptr && !setup.settings.fixed_tau2;
  const bool restricted = estimated && setup.settings.tau2->id == "REML";
  const auto criteria = information_criteria(fit, restricted, fit.p + (estimated ? 1 : 0));
  add("log_likelihood", "log-likelihood", fit.log_likelihood);
  add("log_likelihood_restricted", "restricted log-likelihood", fit.log_likelihood_restricted);
  if (criteria) {
    add("aic", "AIC", criteria->aic);
    add("bic", "BIC", criteria->bic);
    add("aicc", "AICc", criteria->aicc);
  }
  if (const auto ratio = against_no_moderators(setup.y, setup.v, setup.design.X, setup.random)) {
    add("lr", "likelihood ratio against no moderators", ratio->statistic);
    add("lr_df", "its degrees of freedom", ratio->df, QuantityKind::df);
    add("lr_p", "its P", ratio->p, QuantityKind::p_value);
  }
}

void add_coefficients(FurtherFinding& result, const MixedEffects& fit) {
  QuantityTable table{
      "coefficients",
      "Coefficients, on the analysis scale",
      "coefficient",
      {{"estimate", "estimate", QuantityKind::difference},
        {"se", "SE", QuantityKind::difference},
        {"statistic", fit.df ? "t" : "z", QuantityKind::plain},
        {"p", "P", QuantityKind::p_value},
        {"ci_low", "lower limit", QuantityKind::difference},
        {"ci_high", "upper limit", QuantityKind::difference},
        {"vif", "VIF", QuantityKind::plain}},
      {   }
  };
  for (std::size_t j = 0; j < fit.coefficients.size(); ++j) {
    const Coefficient& c = fit.coefficients[j];
    std::optional<double> vif;
    if (fit.kept[j] != 0) vif = variance_inflation(fit, Positions{j}, 0);
    table.rows.push_back({
        c.name, {c.estimate, c.se, c.statistic, c.p, c.low, c.high, vif}
    });
  }
  result.tables.push_back(std::move(table));
}

// For results.json alone: what variances of combinations need.
void add_covariances(FurtherFinding& result, const MixedEffects& fit) {
  QuantityTable table{"covariances", "", "coefficient", {}, {}};
  for (std::size_t j = 0; j < fit.coefficients.size(); ++j) {
    const std::string& name = fit.coefficients[j].name;
    table.columns.push_back({name, name, QuantityKind::variance});
    QuantityRow row{name, {}};
    for (Eigen::Index i = 0; i < fit.covariance.cols(); ++i)
      row.values.push_back(fit.covariance(static_cast<Eigen::Index>(j), i));
    table.rows.push_back(std::move(row));
  }
  result.tables.push_back(std::move(table));
}

void add_terms(FurtherFinding& result, const RegressionSetup& setup, const MixedEffects& fit) {
  QuantityTable table{
      "moderators",
      "Tests of whole moderators",
      "moderator",
      {{"statistic", fit.df ? "F" : "χ²", QuantityKind::plain},
        {"df", "df", QuantityKind::df},
        {"df2", "df2", QuantityKind::df},
        {"p", "P", QuantityKind::p_value},
        {"gvif", "GVIF", QuantityKind::plain}},
      {                    }
  };
  if (!fit.df) table.columns.erase(table.columns.begin() + 2);
  for (const DesignTerm& term : setup.design.terms) {
    const Positions positions = positions_of(fit, term.columns);
    const auto test = test_coefficients(fit, positions);
    if (!test) continue;
    QuantityRow row{
        term.label, {test->statistic, test->df}
    };
    if (fit.df) row.values.emplace_back(test->df2);
    row.values.emplace_back(test->p);
    row.values.push_back(variance_inflation(fit, positions, 0));
    table.rows.push_back(std::move(row));
  }
  if (!table.rows.empty()) result.tables.push_back(std::move(table));
}

void add_studies(FurtherFinding& result, const RegressionSetup& setup, const MixedEffects& fit) {
  QuantityTable table{
      "studies",
      "Studies",
      "study",
      {{"observed", "observed", QuantityKind::effect},
        {"fitted", "fitted", QuantityKind::effect},
        {"blup", "shrunken", QuantityKind::effect},
        {"residual", "residual", QuantityKind::difference},
        {"standardised", "standardised", QuantityKind::plain},
        {"hat", "leverage", QuantityKind::plain}},
      {}
  };
  for (Eigen::Index i = 0; i < setup.y.size(); ++i) {
    const double shrinkage = fit.tau2 / (fit.tau2 + setup.v[i]);
    table.rows.push_back({
        setup.studies[static_cast<std::size_t>(i)],
        {setup.y[i], fit.fitted[i], fit.fitted[i] + shrinkage * fit.residual[i], fit.residual[i],
                                               fit.standardised[i], fit.hat[i]}
    });
  }
  result.tables.push_back(std::move(table));
}

void note_design(FurtherFinding& result, const RegressionSetup& setup, const MixedEffects& fit) {
  for (const Moderator& moderator : setup.design.moderators)
    if (moderator.categorical)
      result.notes.push_back(
          {"reference", fmt::format("coefficients of {} are differences from \"{}\"",
                                    moderator.title, moderator.levels.front())});
  for (const std::string& name : fit.redundant)
    result.notes.push_back(
        {"redundant", name + " is left out, because other columns already determine it"});
  if ((fit.hat == 1).any())
    result.notes.push_back({"leverage-one",
                            "a study with a leverage of 1 determines a coefficient by itself; it "
                            "has no residual"});
  // Cochrane Handbook, section 10.11.5.1: at least ten studies for each characteristic.
  if (fit.k < 10 * (fit.p - 1))
    result.notes.push_back(
        {"few-studies", fmt::format("{} studies are few for {} coefficient{}: ten for each are "
                                    "a usual minimum",
                                    fit.k, fit.p - 1, fit.p == 2 ? "" : "s")});
}

FurtherFinding meta_regression(const FurtherInput& input) {
  if (!input.finding.effects.clusters.empty()) return clustered_regression(input);
  FurtherFinding result;
  const auto setup = set_up_regression(input, input.argument, result.notes);
  if (!setup) return result;
  const auto fit = fit_or_note(*setup, result.notes);
  if (!fit) return result;
  if (fit->p < 2) {
    result.notes.push_back({"no-moderator", "no moderator differs between the studies"});
    return result;
  }
  add_fit(result, input, *setup, *fit);
  add_likelihoods(result, *setup, *fit);
  add_coefficients(result, *fit);
  add_terms(result, *setup, *fit);
  add_studies(result, *setup, *fit);
  add_covariances(result, *fit);
  note_design(result, *setup, *fit);
  return result;
}

std::string must_be_formula(std::string_view argument) {
  return parse_formula(argument).must_be;
}

}  // namespace

namespace further {
extern const FurtherAnalysis meta_regression{
    .id = "meta-regression",
    .label = "meta-regression",
    .source = "thompson1999",
    .setting = "moderators",
    .group = "meta_regression",
    .asked = Asked::by_argument,
    .compute = steelyard::meta_regression,
    .takes_clusters = true,
    .must_be = must_be_formula,
};
}

}  // namespace steelyard
