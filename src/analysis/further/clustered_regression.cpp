// Meta-regression of effects of which several are of one study: the model that the analysis pools
// with, and variances of its coefficients that hold whatever the dependence within studies.
#include "analysis/further/clustered_regression.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/regression_setup.h"
#include "multilevel/levels.h"
#include "steelyard/multilevel/cluster_robust.h"

namespace steelyard {

namespace {

using Kind = QuantityKind;

struct Fitted {
  MultilevelData data;
  MultilevelFit fit;
};

}  // namespace

void set_design(MultilevelData& data, const ModeratorDesign& design, const Effects& part,
                std::vector<FitNote>& notes) {
  // A fit without variance between studies finds them, whatever the variance is.
  std::string why;
  const auto plain = fit_mixed_effects(part.y, part.v, design.X, design.names, {}, why);
  std::vector<Eigen::Index> kept;
  if (plain)
    for (const std::size_t column : plain->kept) kept.push_back(static_cast<Eigen::Index>(column));
  else
    for (Eigen::Index j = 0; j < design.X.cols(); ++j) kept.push_back(j);
  data.X = design.X(Eigen::all, kept);
  data.names.clear();
  for (const Eigen::Index j : kept)
    data.names.push_back(design.names[static_cast<std::size_t>(j)]);
  if (plain)
    for (const std::string& name : plain->redundant)
      notes.push_back(
          {"redundant", name + " is left out, because other columns already determine it"});
}

namespace {

// Random effects at every level; or, where variances are robust anyway, one τ² as if all effects
// were independent.
std::optional<Fitted> fitted(const FurtherInput& input, const Effects& part,
                             const ModeratorDesign& design, FurtherFinding& result,
                             std::string& why) {
  const Plan& plan = input.finding.plan;
  const bool every_level = plan.cluster_method->interval->id == "wald";
  ModelOfEffects model;
  if (every_level) {
    model = model_of(part, plan.method.rho);
    for (const FitNote& each : model.notes) result.notes.push_back(each);
  } else {
    model.data = one_mean(part);
    model.data.levels = {each_effect(part)};
  }
  set_design(model.data, design, part, result.notes);
  MultilevelSettings settings = model_settings(plan.method);
  settings.t = input.finding.synthesis.method.interval->id == "t";
  std::optional<MultilevelFit> fit;
  if (every_level) {
    fit = fit_multilevel(model.data, settings, why);
  } else {
    const MixedEffectsSettings mixed = regression_settings(input, result.notes);
    const auto independent =
        fit_mixed_effects(part.y, part.v, model.data.X, model.data.names, mixed, why);
    if (independent)
      fit = multilevel_at(model.data, settings, Eigen::VectorXd::Constant(1, independent->tau2), why);
  }
  if (!fit) return std::nullopt;
  return Fitted{std::move(model.data), std::move(*fit)};
}

QuantityTable coefficient_table(std::string id, std::string label, bool df, bool t) {
  QuantityTable table{std::move(id),
                      std::move(label),
                      "coefficient",
                      {{"estimate", "estimate", Kind::difference},
                       {"se", "SE", Kind::difference},
                       {"statistic", t ? "t" : "z", Kind::plain},
                       {"p", "P", Kind::p_value},
                       {"ci_low", "lower limit", Kind::difference},
                       {"ci_high", "upper limit", Kind::difference}},
                      {}};
  if (df) table.columns.insert(table.columns.begin() + 3, {"df", "df", Kind::df});
  return table;
}

}  // namespace

QuantityTable coefficients_of(const MultilevelFit& fit) {
  QuantityTable table = coefficient_table("coefficients", "Coefficients, on the analysis scale",
                                          false, fit.df.has_value());
  for (const Coefficient& c : fit.coefficients)
    table.rows.push_back({
        c.name, {c.estimate, c.se, c.statistic, c.p, c.low, c.high}
    });
  return table;
}

namespace {

void add_model(FurtherFinding& result, const Fitted& model) {
  const MultilevelFit& fit = model.fit;
  const auto add = [&](std::string id, std::string label, double value, Kind kind = Kind::plain) {
    result.quantities.push_back({std::move(id), std::move(label), value, kind});
  };
  add("qm", fit.df ? "test of moderators, F" : "test of moderators, QM", fit.qm);
  add("qm_df", "degrees of freedom", fit.qm_df, Kind::df);
  if (fit.df) add("qm_df2", "second degrees of freedom", *fit.df, Kind::df);
  add("qm_p", "P", fit.qm_p, Kind::p_value);
  for (std::size_t l = 0; l < fit.sigma2.size(); ++l)
    add(fmt::format("sigma2_{}", l + 1), "residual σ² between levels of " + model.data.levels[l].name,
        fit.sigma2[l], Kind::variance);
  add("qe", "residual heterogeneity, QE", fit.qe);
  add("qe_df", "degrees of freedom of QE", fit.qe_df, Kind::df);
  add("qe_p", "P of QE", fit.qe_p, Kind::p_value);
  add("log_likelihood", "log-likelihood", fit.log_likelihood);
  add("aic", "AIC", fit.aic);
  result.tables.push_back(coefficients_of(fit));
}

void add_robust(FurtherFinding& result, const Fitted& model, const std::vector<int>& cluster,
                double level) {
  std::string why;
  const Eigen::VectorXd theta = Eigen::Map<const Eigen::VectorXd>(
      model.fit.sigma2.data(), static_cast<Eigen::Index>(model.fit.sigma2.size()));
  const auto fit =
      cluster_robust(model.data, theta, cluster, bias_reduced_variance(), level, why);
  if (!fit) {
    result.notes.push_back({"robust-withheld", "no cluster-robust variances: " + why});
    return;
  }
  QuantityTable table = coefficient_table(
      "robust_coefficients", "The same with cluster-robust variances (bias-reduced)", true, true);
  for (const RobustCoefficient& c : fit->coefficients)
    table.rows.push_back({
        c.test.name,
        {c.test.estimate, c.test.se, c.test.statistic, c.df, c.test.p, c.test.low, c.test.high}
    });
  result.tables.push_back(std::move(table));
  if (!fit->joint) return;
  result.quantities.push_back({"robust_f", "cluster-robust test of moderators, F", fit->joint->f});
  result.quantities.push_back(
      {"robust_df1", "degrees of freedom", fit->joint->df1, Kind::df});
  result.quantities.push_back(
      {"robust_df2", "second degrees of freedom", fit->joint->df2, Kind::df});
  result.quantities.push_back({"robust_p", "P", fit->joint->p, Kind::p_value});
}

}  // namespace

FurtherFinding clustered_regression(const FurtherInput& input) {
  FurtherFinding result;
  const auto setup = set_up_regression(input, input.argument, result.notes);
  if (!setup) return result;
  const Effects part = part_of(input.finding.effects, setup->design.used);
  std::string why;
  const auto model = fitted(input, part, setup->design, result, why);
  // What is said of poolings and intervals there is about independent effects.
  std::erase_if(result.notes, [](const FitNote& note) {
    return note.code == "inverse-variance" || note.code == "interval-of-coefficients";
  });
  if (!model) {
    result.notes.push_back({"not-computed", "the model could not be fitted: " + why});
    return result;
  }
  if (model->fit.p < 2) {
    result.notes.push_back({"no-moderator", "no moderator differs between the effects"});
    return result;
  }
  const std::vector<int>& cluster = part.clusters.front().group;
  result.quantities.push_back({"k", "effects", static_cast<double>(part.k()), Kind::count});
  result.quantities.push_back(
      {"clusters", "studies", static_cast<double>(cluster_count(part)), Kind::count});
  add_model(result, *model);
  add_robust(result, *model, cluster, input.finding.plan.method.level);
  for (const Moderator& moderator : setup->design.moderators)
    if (moderator.categorical)
      result.notes.push_back(
          {"reference", fmt::format("coefficients of {} are differences from \"{}\"",
                                    moderator.title, moderator.levels.front())});
  return result;
}

}  // namespace steelyard
