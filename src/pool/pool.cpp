// From effects to the pooled answer.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pool/heterogeneity.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

Method completed(Method method) {
  if (!method.pooling) method.pooling = pooling_methods().front();
  if (!method.tau2) method.tau2 = tau2_estimators().front();
  if (!method.interval) method.interval = interval_methods().front();
  if (!method.prediction) method.prediction = prediction_methods().front();
  return method;
}

std::vector<double> in_percent(std::vector<double> weights) {
  double sum = 0;
  for (const double w : weights) sum += w;
  for (double& w : weights)
    w = sum > 0 ? 100 * (w / sum) : 100 / static_cast<double>(weights.size());
  return weights;
}

void note(Synthesis& synthesis, std::string code, std::string text) {
  synthesis.notes.push_back({std::move(code), std::move(text)});
}

void note_few_studies(Synthesis& synthesis, const Effects& effects) {
  const bool random = synthesis.method.model == Model::random;
  if (synthesis.k == 1 && effects.k() == 1)
    note(synthesis, "k1", "one study: its own effect is shown, nothing is pooled");
  if (synthesis.k == 2)
    note(synthesis, "k2",
         random ? "two studies cannot show how much effects differ between studies"
                : "two studies are too few to tell whether one common effect holds");
  if (synthesis.k == 3)
    note(synthesis, "k3",
         random ? "three studies say little about how much effects differ between studies"
                : "three studies say little about whether one common effect holds");
}

// To be called when the weights of the studies with an effect are known.
void note_without_effect(Synthesis& synthesis, const Effects& effects) {
  const std::size_t count = effects.without_effect.size();
  if (count == 0) return;
  double rest = 100;
  for (const double weight : synthesis.weights) rest -= weight;
  note(synthesis, "counts-without-effect",
       fmt::format("{} no estimate of {} own, but the counts are pooled and carry {:.1f}% of the "
                   "weight",
                   count == 1 ? "one study has" : fmt::format("{} studies have", count),
                   count == 1 ? "its" : "their", std::max(rest, 0.0)));
}

// A share seen from a scale whose way back depends on the group's size. Source: schwarzer2019
void note_way_back(Synthesis& synthesis, const Effects& effects) {
  if (!effects.measure || !effects.measure->scale.to_display_n) return;
  const auto n = harmonic_mean_size(effects);
  if (!n || synthesis.k < 2 || !synthesis.estimate) return;
  const bool share = effects.measure->percent;
  note(synthesis, "freeman-tukey",
       fmt::format("the pooled {} is back-transformed at the harmonic mean of the {} ({:.1f}), which "
                   "can mislead where the {} differ much",
                   share ? "share" : "rate", share ? "group sizes" : "person-times", *n,
                   share ? "sizes" : "times"));
}

void set_interval(Synthesis& synthesis, const PooledFit& fit) {
  const IntervalMethod& method = *synthesis.method.interval;
  synthesis.interval = method.interval(fit);
  if (synthesis.interval) return;
  const std::string name(method.label);
  note(synthesis, "interval-withheld",
       fit.k < 2 ? "the " + name + " interval is not defined for one study"
                 : "the " + name + " interval has no width, because the study effects are equal");
}

void set_prediction(Synthesis& synthesis) {
  if (synthesis.method.model != Model::random || synthesis.k < 2) return;
  const auto withhold = [&](std::string text) {
    note(synthesis, "prediction-withheld", std::move(text));
  };
  if (!synthesis.interval)
    return withhold("there is no prediction interval without a confidence interval");
  const PredictionMethod& method = *synthesis.method.prediction;
  std::optional<double> df;
  if (!method.quantile_df(synthesis.k, *synthesis.interval, df))
    return withhold("the prediction interval with " + std::string(method.label) +
                    " needs at least three studies");
  const double tail = (1 - synthesis.method.level) / 2;
  const double quantile = df ? -t_quantile(tail, *df) : -normal_quantile(tail);
  const double tau2 = synthesis.heterogeneity->tau2.value_or(0);
  // hypot, because the squares of very small standard errors vanish.
  const double half = quantile * std::hypot(synthesis.interval->se, std::sqrt(tau2));
  const Bounds bounds{*synthesis.estimate - half, *synthesis.estimate + half};
  if (!std::isfinite(bounds.low) || !std::isfinite(bounds.high))
    return withhold("the prediction interval is wider than numbers go");
  synthesis.prediction = bounds;
  synthesis.prediction_df = df;
}

void pool_inverse_variance(Synthesis& synthesis, const Effects& effects) {
  const Method& method = synthesis.method;
  const bool random = method.model == Model::random && synthesis.k >= 2;
  std::optional<Tau2> tau2;
  if (random) {
    if (method.fixed_tau2)
      tau2.emplace().value = *method.fixed_tau2;
    else
      tau2 = method.tau2->estimate(effects.y, effects.v);
    if (!tau2->converged || !std::isfinite(tau2->value)) {
      note(synthesis, "not-converged",
           "the variance between studies could not be estimated: " + tau2->reason);
      return;
    }
  }
  const double value = tau2 ? tau2->value : 0;
  const Centred centred(effects.y, effects.v);
  const double t = value / centred.unit();
  PooledFit fit;
  fit.estimate = synthesis.k == 1 ? effects.y[0] : centred.estimate_at(t);
  fit.se = synthesis.k == 1 ? std::sqrt(effects.v[0]) : centred.se_at(t);
  fit.q_tau2 = centred.q_at(t);
  fit.k = synthesis.k;
  fit.level = method.level;
  if (!std::isfinite(fit.estimate) || !std::isfinite(fit.se) || !(fit.se > 0) ||
      !std::isfinite(fit.q_tau2)) {
    note(synthesis, "not-computed", "the effects are too far apart for their variances");
    return;
  }
  synthesis.estimate = fit.estimate;
  synthesis.se = fit.se;
  std::vector<double> weights;
  for (const double v : effects.v) weights.push_back(centred.unit() / (v + value));
  synthesis.weights = in_percent(std::move(weights));
  if (synthesis.k >= 2)
    synthesis.heterogeneity = heterogeneity(effects, centred, tau2, method.level);
  set_interval(synthesis, fit);
  set_prediction(synthesis);
}

void pool_counts(Synthesis& synthesis, const Effects& effects) {
  std::string why;
  const auto counts = synthesis.method.pooling->fit(effects, synthesis.method, why);
  if (!counts) {
    note(synthesis, "not-computed", why);
    return;
  }
  synthesis.estimate = counts->estimate;
  synthesis.se = counts->se;
  synthesis.weights = in_percent(counts->weights);
  synthesis.weights.resize(static_cast<std::size_t>(effects.k()));
  note_without_effect(synthesis, effects);
  if (counts->q_k >= 2) synthesis.heterogeneity = heterogeneity_of_q(counts->q, counts->q_k);
  // Only the normal interval follows from the variances of these estimates.
  if (synthesis.method.interval != interval_methods().front()) {
    note(synthesis, "interval-withheld",
         "the " + std::string(synthesis.method.interval->label) + " interval is not defined for " +
             std::string(synthesis.method.pooling->label) + " pooling");
    return;
  }
  set_interval(synthesis, {.estimate = counts->estimate,
                           .se = counts->se,
                           .k = synthesis.k,
                           .level = synthesis.method.level});
}

}  // namespace

Synthesis pool(const Effects& effects, const Method& method) {
  Synthesis synthesis;
  synthesis.method = completed(method);
  const bool from_counts = synthesis.method.pooling->from_counts;
  synthesis.k = static_cast<int>(effects.k()) +
                (from_counts ? static_cast<int>(effects.without_effect.size()) : 0);
  if (synthesis.k == 0) {
    note(synthesis, "k0", "no study gives an effect, so there is nothing to pool");
    return synthesis;
  }
  const PoolingMethod& pooling = *synthesis.method.pooling;
  if (effects.measure)
    if (std::string why = pooling.unsuited(*effects.measure, synthesis.method.model);
        !why.empty()) {
      note(synthesis, "pooling-unsuited", std::move(why));
      return synthesis;
    }
  note_few_studies(synthesis, effects);
  if (synthesis.method.pooling->fit != nullptr)
    pool_counts(synthesis, effects);
  else
    pool_inverse_variance(synthesis, effects);
  note_way_back(synthesis, effects);
  return synthesis;
}

}  // namespace steelyard
