// The pooled answer of dependent effects: a model of several levels, or a cluster-robust variance.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "multilevel/levels.h"
#include "pool/interval/interval.h"
#include "steelyard/multilevel/cluster_robust.h"

namespace steelyard {

namespace interval {
extern const IntervalMethod wald;
extern const IntervalMethod t;
extern const IntervalMethod cluster_robust;
}  // namespace interval

namespace {

void note(Synthesis& synthesis, std::string code, std::string text) {
  synthesis.notes.push_back({std::move(code), std::move(text)});
}

bool robust_interval(const Synthesis& synthesis) {
  return synthesis.method.interval == &interval::cluster_robust;
}

// The interval whose variance asks nothing of the dependence within the outermost clusters.
void set_robust_interval(Synthesis& synthesis, const Effects& effects, const MultilevelData& data,
                         const Eigen::VectorXd& theta) {
  std::string why;
  const auto robust = cluster_robust(data, theta, effects.clusters.front().group,
                                     bias_reduced_variance(), synthesis.method.level, why);
  if (!robust)
    return note(synthesis, "interval-withheld", "the cluster-robust interval is not defined: " + why);
  const RobustCoefficient& mean = robust->coefficients.front();
  synthesis.interval = Interval{.se = mean.test.se,
                                .low = mean.test.low,
                                .high = mean.test.high,
                                .statistic = mean.test.statistic,
                                .p = mean.test.p,
                                .df = mean.df};
  // Source: tipton2015
  constexpr double fewest_df = 4;
  if (mean.df < fewest_df)
    note(synthesis, "few-clusters",
         fmt::format("the cluster-robust interval has only {:.1f} degrees of freedom; below 4 it "
                     "cannot be trusted",
                     mean.df));
}

void set_model_interval(Synthesis& synthesis) {
  const IntervalMethod* method = synthesis.method.interval;
  if (method != &interval::wald && method != &interval::t)
    return note(synthesis, "interval-withheld",
                fmt::format("the {} interval is not defined for models of several levels",
                            method->label));
  synthesis.interval = method->interval({.estimate = *synthesis.estimate,
                                         .se = *synthesis.se,
                                         .k = synthesis.k,
                                         .level = synthesis.method.level});
}

void set_total_prediction(Synthesis& synthesis, double tau2) {
  synthesis.prediction.reset();
  synthesis.prediction_se.reset();
  if (!synthesis.interval || synthesis.k < 2) return;
  std::optional<double> df;
  const PredictionMethod& method = *synthesis.method.prediction;
  // Which interval it rests on is no matter where that is the one of this model.
  const bool own_error = method.based_on == nullptr ||
                         (method.based_on == &interval::wald && !robust_interval(synthesis));
  if (method.own != nullptr || !own_error)
    return note(synthesis, "prediction-withheld",
                fmt::format("the prediction interval with {} is not defined for effects in clusters",
                            method.label));
  // Studies, not their effects, tell how much a further study may differ.
  if (!method.quantile_df(synthesis.studies, *synthesis.interval, df))
    return note(synthesis, "prediction-withheld",
                fmt::format("the prediction interval with {} needs more studies", method.label));
  const double se = std::hypot(synthesis.interval->se, std::sqrt(tau2));
  const double half = (df ? -t_quantile((1 - synthesis.method.level) / 2, *df)
                          : -normal_quantile((1 - synthesis.method.level) / 2)) *
                      se;
  if (!std::isfinite(half)) return;
  synthesis.prediction_se = se;
  synthesis.prediction = Bounds{*synthesis.estimate - half, *synthesis.estimate + half};
  synthesis.prediction_df = df;
}

void note_few_clusters(Synthesis& synthesis, std::size_t clusters) {
  constexpr std::size_t few = 4;  // as notes are given for three studies or fewer
  if (synthesis.k < 2 || clusters >= few) return;
  note(synthesis, "few-clusters",
       clusters == 1 ? "all effects are of one study: nothing can be said about other studies"
                     : fmt::format("the effects are of {} studies only: they say little about how "
                                   "much effects differ between studies",
                                   clusters));
}

Heterogeneity total_heterogeneity(const MultilevelFit& fit, double tau2) {
  Heterogeneity h;
  h.tau2 = tau2;
  h.q = fit.qe;
  h.q_df = fit.qe_df;
  h.q_p = fit.qe_p;
  h.i2_from_q = fit.qe > fit.qe_df ? 100 * (fit.qe - fit.qe_df) / fit.qe : 0;
  for (const double i2 : fit.i2) h.i2 += i2;
  h.i2 = std::min(h.i2, 100.0);
  h.h2 = 1 + tau2 / fit.typical;
  return h;
}

bool single_effect(const Effects& effects, Synthesis& synthesis) {
  if (effects.k() != 1) return false;
  synthesis.estimate = effects.y[0];
  synthesis.se = std::sqrt(effects.v[0]);
  synthesis.weights = {100};
  synthesis.method.interval = &interval::wald;
  set_model_interval(synthesis);
  return true;
}

void three_level(const Effects& effects, Synthesis& synthesis) {
  if (single_effect(effects, synthesis)) return;
  if (effects.clusters.empty())
    return note(synthesis, "not-computed", "no column tells which effects are of one study");
  const std::size_t clusters = cluster_count(effects);
  synthesis.studies = static_cast<int>(clusters);
  note_few_clusters(synthesis, clusters);
  const ModelOfEffects model = model_of(effects, synthesis.method.rho);
  for (const FitNote& each : model.notes) synthesis.notes.push_back(each);
  std::string why;
  const auto fit = fit_multilevel(model.data, model_settings(synthesis.method), why);
  if (!fit) return note(synthesis, "not-converged", "the model could not be fitted: " + why);
  synthesis.estimate = fit->coefficients.front().estimate;
  synthesis.se = fit->coefficients.front().se;
  double tau2 = 0, weights = 0;
  for (const double sigma2 : fit->sigma2) tau2 += sigma2;
  for (const double weight : fit->weight) weights += weight;
  for (const double weight : fit->weight) synthesis.weights.push_back(100 * (weight / weights));
  synthesis.heterogeneity = total_heterogeneity(*fit, tau2);
  if (robust_interval(synthesis))
    set_robust_interval(synthesis, effects, model.data,
                        Eigen::Map<const Eigen::VectorXd>(
                            fit->sigma2.data(), static_cast<Eigen::Index>(fit->sigma2.size())));
  else
    set_model_interval(synthesis);
  set_total_prediction(synthesis, tau2);
  synthesis.fit.push_back({"clusters", "studies", static_cast<double>(clusters),
                           QuantityKind::count});
  for (std::size_t l = 0; l < fit->sigma2.size(); ++l) {
    const std::string number = std::to_string(l + 1), &name = model.data.levels[l].name;
    synthesis.fit.push_back({"sigma2_" + number, "σ² between levels of " + name, fit->sigma2[l],
                             QuantityKind::variance});
    synthesis.fit.push_back({"i2_" + number, "I² at " + name, fit->i2[l], QuantityKind::percent});
  }
  synthesis.fit.push_back({"log_likelihood", "log-likelihood", fit->log_likelihood});
  synthesis.fit.push_back({"aic", "AIC", fit->aic});
  synthesis.fit.push_back({"bic", "BIC", fit->bic});
}

void robust(const Effects& effects, Synthesis& synthesis) {
  if (single_effect(effects, synthesis)) return;
  if (effects.clusters.empty())
    return note(synthesis, "not-computed", "no column tells which effects are of one study");
  Method independent = synthesis.method;
  independent.pooling = nullptr;
  independent.interval = &interval::wald;
  const Method asked = synthesis.method;
  synthesis = pool(effects, independent);
  synthesis.method = asked;
  synthesis.interval.reset();
  synthesis.prediction.reset();
  synthesis.prediction_se.reset();
  std::erase_if(synthesis.notes, [](const FitNote& each) {
    return each.code == "k2" || each.code == "k3" || each.code == "prediction-withheld";
  });
  if (!synthesis.estimate) return;
  const std::size_t clusters = cluster_count(effects);
  synthesis.studies = static_cast<int>(clusters);
  note_few_clusters(synthesis, clusters);
  const double tau2 = synthesis.heterogeneity ? synthesis.heterogeneity->tau2.value_or(0) : 0;
  MultilevelData data = one_mean(effects);
  data.levels = {each_effect(effects)};
  set_robust_interval(synthesis, effects, data, Eigen::VectorXd::Constant(1, tau2));
  if (asked.model == Model::random) set_total_prediction(synthesis, tau2);
  synthesis.fit.push_back({"clusters", "studies", static_cast<double>(clusters),
                           QuantityKind::count});
}

std::string always(const Measure&, Model) {
  return "";
}

// Of a pooling without clusters there is none.
std::optional<Interval> without_clusters(const PooledFit&) {
  return std::nullopt;
}

}  // namespace

namespace pooling {
extern const PoolingMethod three_level{
    .id = "three-level",
    .label = "random effects at every level",
    .source = "konstantopoulos2011",
    .unsuited = always,
    .synthesise = steelyard::three_level,
};
extern const PoolingMethod cluster_robust{
    .id = "cluster-robust",
    .label = "inverse variance",
    .source = "hedges2010",
    .unsuited = always,
    .synthesise = robust,
};
}  // namespace pooling

namespace interval {
extern const IntervalMethod cluster_robust{
    .id = "cluster-robust",
    .label = "cluster-robust, bias-reduced",
    .source = "pustejovsky2018",
    .interval = without_clusters,
};
}

}  // namespace steelyard
