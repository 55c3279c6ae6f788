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
  if (!method.tau2) method.tau2 = method.pooling->tau2;
  if (!method.tau2) method.tau2 = tau2_estimators().front();
  if (!method.interval) method.interval = method.pooling->interval;
  if (!method.interval) method.interval = interval_methods().front();
  if (!method.tau2_interval) method.tau2_interval = tau2_intervals().front();
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
    note(synthesis, "k1",
         random && synthesis.method.fixed_tau2
             ? "one study: nothing is pooled, and its interval holds the variance between studies that "
               "was given"
             : "one study: its own effect is shown, nothing is pooled");
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

// Limits a million standard errors away come of a small part of one degree of freedom, and tell nothing.
bool too_wide(double width, double se) {
  constexpr double most = 1e6;
  return width > 2 * most * se;
}

std::string unsuited(const IntervalMethod& interval, const Method& method) {
  if (interval.pooling != nullptr && interval.pooling != method.pooling)
    return fmt::format("it belongs to {} pooling", interval.pooling->label);
  return interval.unsuited != nullptr ? interval.unsuited(method) : "";
}

void set_interval(Synthesis& synthesis, const PooledFit& fit) {
  const IntervalMethod& method = *synthesis.method.interval;
  const std::string name(method.label);
  if (const std::string why = unsuited(method, synthesis.method); !why.empty())
    return note(synthesis, "interval-withheld",
                fmt::format("the {} interval does not suit: {}", name, why));
  synthesis.interval = method.interval(fit);
  if (synthesis.interval && too_wide(synthesis.interval->high - synthesis.interval->low, synthesis.interval->se))
    synthesis.interval.reset();
  if (synthesis.interval) return;
  const bool equal = fit.effects != nullptr && !(fit.effects->q_at(0) > 0);
  note(synthesis, "interval-withheld",
       fit.k < 2 ? "the " + name + " interval is not defined for one study"
       : equal   ? "the " + name + " interval has no width, because the study effects are equal"
                 : "the " + name + " interval has no end: hardly any degrees of freedom are left");
}

void set_prediction(Synthesis& synthesis, const PooledFit& fit) {
  if (synthesis.method.model != Model::random || synthesis.k < 2) return;
  const auto withhold = [&](std::string text) {
    note(synthesis, "prediction-withheld", std::move(text));
  };
  const PredictionMethod& method = *synthesis.method.prediction;
  if (method.own != nullptr) {
    if (fit.effects == nullptr)
      return withhold(fmt::format("the prediction interval with {} is not defined for {} pooling",
                                  method.label, synthesis.method.pooling->label));
    if (synthesis.k < 3)
      return withhold("the prediction interval with " + std::string(method.label) +
                      " needs more studies");
    synthesis.prediction = method.own(fit);
    if (!synthesis.prediction)
      withhold("the prediction interval with " + std::string(method.label) +
               " cannot be computed: the study effects are equal, or too far apart");
    return;
  }
  std::optional<Interval> based_on = synthesis.interval;
  if (method.based_on != nullptr) {
    if (const std::string why = unsuited(*method.based_on, synthesis.method); !why.empty())
      return withhold(fmt::format("the prediction interval with {} does not suit: {}", method.label,
                                  why));
    based_on = method.based_on->interval(fit);
  }
  if (!based_on)
    return withhold("there is no prediction interval without a confidence interval");
  std::optional<double> df;
  if (!method.quantile_df(synthesis.k, *based_on, df))
    return withhold("the prediction interval with " + std::string(method.label) +
                    " needs more studies");
  const double tail = (1 - synthesis.method.level) / 2;
  const double quantile = df ? -t_quantile(tail, *df) : -normal_quantile(tail);
  const double tau2 = synthesis.heterogeneity->tau2.value_or(0);
  // hypot, because the squares of very small standard errors vanish.
  const double se = std::hypot(based_on->se, std::sqrt(tau2)), half = quantile * se;
  const Bounds bounds{*synthesis.estimate - half, *synthesis.estimate + half};
  if (!std::isfinite(bounds.low) || !std::isfinite(bounds.high))
    return withhold("the prediction interval is wider than numbers go");
  if (too_wide(2 * half, se))
    return withhold("the prediction interval with " + std::string(method.label) +
                    " has no end: hardly any degrees of freedom are left");
  synthesis.prediction = bounds;
  synthesis.prediction_se = se;
  synthesis.prediction_df = df;
}

// τ² of a random-effects model, with Q where the pooling has its own.
std::optional<OwnHeterogeneity> between_studies(const Method& method, const Effects& effects,
                                                const Centred& centred, std::string& why) {
  OwnHeterogeneity result;
  if (method.pooling->own != nullptr) return method.pooling->own(effects, why);
  if (method.fixed_tau2)
    result.tau2.value = *method.fixed_tau2;
  else if (method.tau2->estimate_with != nullptr && effects.weights.size() > 0)
    result.tau2 = method.tau2->estimate_with(effects.y, effects.v, effects.weights);
  else
    result.tau2 = method.tau2->estimate(effects.y, effects.v);
  if (!result.tau2.converged || !std::isfinite(result.tau2.value)) {
    why = "the variance between studies could not be estimated: " + result.tau2.reason;
    return std::nullopt;
  }
  result.q = centred.q_at(0);
  return result;
}

// The weighted mean with weights a that do not depend on τ², and its standard error.
void set_weighted_mean(PooledFit& fit, const Effects& effects, const Eigen::ArrayXd& a) {
  // From the heaviest study, so that the sum does not cancel.
  Eigen::Index first = 0;
  const Eigen::ArrayXd share = a / a.maxCoeff(&first);
  const double sum = share.sum();
  fit.estimate = effects.y[first] + (share * (effects.y - effects.y[first])).sum() / sum;
  const double unit = effects.v.minCoeff();
  fit.se = std::sqrt((share.square() * (effects.v / unit + fit.tau2 / unit)).sum()) / sum *
           std::sqrt(unit);
}

void pool_inverse_variance(Synthesis& synthesis, const Effects& effects) {
  const Method& method = synthesis.method;
  // One study tells nothing of a variance between studies, but that may be known from others.
  const bool random =
      method.model == Model::random &&
      (synthesis.k >= 2 || (method.fixed_tau2 && method.pooling->own == nullptr));
  const Centred centred(effects.y, effects.v);
  std::string why;
  std::optional<Eigen::ArrayXd> own_weights;
  if (method.pooling->weights != nullptr) {
    own_weights = method.pooling->weights(effects, why);
    if (!own_weights) return note(synthesis, "not-computed", why);
  }
  std::optional<OwnHeterogeneity> between;
  if (random) {
    between = between_studies(method, effects, centred, why);
    if (!between) return note(synthesis, "not-converged", why);
  }
  PooledFit fit;
  fit.tau2 = between ? between->tau2.value : 0;
  const double t = fit.tau2 / centred.unit();
  fit.estimate = synthesis.k == 1 ? effects.y[0] : centred.estimate_at(t);
  fit.se = synthesis.k == 1 ? std::sqrt(effects.v[0] + fit.tau2) : centred.se_at(t);
  if (own_weights && synthesis.k > 1) set_weighted_mean(fit, effects, *own_weights);
  fit.q_tau2 = centred.q_at(t);
  fit.k = synthesis.k;
  fit.level = method.level;
  fit.effects = &centred;
  if (!std::isfinite(fit.estimate) || !std::isfinite(fit.se) || !(fit.se > 0) ||
      !std::isfinite(fit.q_tau2)) {
    note(synthesis, "not-computed", "the effects are too far apart for their variances");
    return;
  }
  synthesis.estimate = fit.estimate;
  synthesis.se = fit.se;
  std::vector<double> weights;
  if (own_weights)
    weights.assign(own_weights->begin(), own_weights->end());
  else
    for (const double v : effects.v) weights.push_back(centred.unit() / (v + fit.tau2));
  synthesis.weights = in_percent(std::move(weights));
  if (synthesis.k >= 2) {
    std::optional<Tau2> tau2;
    if (between) tau2 = between->tau2;
    synthesis.heterogeneity = heterogeneity(effects, centred, tau2,
                                            between ? between->q : centred.q_at(0), method);
    const auto& ci = synthesis.heterogeneity->tau2_ci;
    if (method.fixed_tau2 && ci && (*method.fixed_tau2 < ci->low || *method.fixed_tau2 > ci->high))
      note(synthesis, "tau2-unlike-the-data",
           "the variance between studies was given, not estimated, and lies outside the interval that the "
           "data support");
    if (ci && ci->high == 0)
      note(synthesis, "empty-tau2-interval",
           "no variance between studies agrees with the data at this level, because the effects are "
           "closer together than their variances let expect; its limits are given as 0");
  }
  set_interval(synthesis, fit);
  set_prediction(synthesis, fit);
}

void pool_counts(Synthesis& synthesis, const Effects& effects) {
  std::string why;
  auto counts = synthesis.method.pooling->fit(effects, synthesis.method, why);
  if (!counts) {
    note(synthesis, "not-computed", why);
    return;
  }
  if (synthesis.method.q_from_effects && effects.y.size() > 0) {
    const Centred centred(effects.y, effects.v);
    counts->q = centred.q_at(0);
    counts->q_k = centred.k();
  }
  synthesis.estimate = counts->estimate;
  synthesis.se = counts->se;
  if (!counts->weights.empty()) {
    synthesis.weights = in_percent(counts->weights);
    synthesis.weights.resize(static_cast<std::size_t>(effects.k()));
    note_without_effect(synthesis, effects);
  }
  for (const FitNote& each : counts->notes) synthesis.notes.push_back(each);
  synthesis.fit = counts->more;
  if (counts->q_k >= 2) synthesis.heterogeneity = heterogeneity_of_model(*counts, synthesis.method);
  if (counts->tau2) synthesis.method.tau2 = find_row(tau2_estimators(), "ML");
  if (counts->tau2_ci) synthesis.method.tau2_interval = find_row(tau2_intervals(), "PL-ML");
  // Only the normal interval follows from the variances of these estimates, unless the model has the
  // degrees of freedom of another.
  const IntervalMethod* interval = synthesis.method.interval;
  const bool wald = interval == interval_methods().front();
  const bool with_t = counts->df && interval == find_row(interval_methods(), "t");
  const bool own = counts->df && interval == synthesis.method.pooling->interval;
  if (!wald && !with_t && !own) {
    note(synthesis, "interval-withheld",
         "the " + std::string(interval->label) + " interval is not defined for " +
             std::string(synthesis.method.pooling->label) + " pooling");
    return;
  }
  const PooledFit fit{.estimate = counts->estimate,
                      .se = counts->se,
                      .k = with_t ? static_cast<int>(*counts->df) + 1 : synthesis.k,
                      .level = synthesis.method.level,
                      .tau2 = counts->tau2 ? counts->tau2->value : 0};
  set_interval(synthesis, fit);
  if (counts->tau2) set_prediction(synthesis, fit);
}

}  // namespace

Synthesis pool(const Effects& effects, const Method& method) {
  Synthesis synthesis;
  synthesis.method = completed(method);
  const bool from_counts = synthesis.method.pooling->from_counts;
  synthesis.k = static_cast<int>(effects.k()) +
                (from_counts ? static_cast<int>(effects.without_effect.size()) : 0);
  synthesis.studies = synthesis.k;
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
  if (pooling.synthesise != nullptr)
    pooling.synthesise(effects, synthesis);
  else if (pooling.fit != nullptr)
    pool_counts(synthesis, effects);
  else
    pool_inverse_variance(synthesis, effects);
  note_way_back(synthesis, effects);
  return synthesis;
}

}  // namespace steelyard
