// Some of the studies pooled again: the fit alone, without intervals of τ² and predictions.
#include "steelyard/sensitivity/refit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pool/centred.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

// Intervals that need the estimate, its standard error and Q alone.
bool simple(const IntervalMethod& method) {
  constexpr std::string_view ids[] = {"wald", "t", "hartung-knapp", "hartung-knapp-adhoc"};
  return std::ranges::find(ids, method.id) != std::end(ids);
}

Method complete(Method method) {
  if (method.pooling == nullptr) method.pooling = pooling_methods().front();
  if (method.tau2 == nullptr) method.tau2 = tau2_estimators().front();
  if (method.interval == nullptr) method.interval = interval_methods().front();
  if (method.prediction == nullptr) method.prediction = prediction_methods().front();
  return method;
}

Refit from_synthesis(const Synthesis& synthesis) {
  Refit refit;
  refit.k = synthesis.k;
  refit.estimate = synthesis.estimate;
  refit.se = synthesis.se;
  refit.interval = synthesis.interval;
  if (const auto& h = synthesis.heterogeneity) {
    refit.tau2 = h->tau2;
    refit.i2 = h->i2;
    refit.h2 = h->h2;
    refit.q = h->q;
    refit.q_p = h->q_p;
  }
  if (!synthesis.estimate)
    for (const FitNote& note : synthesis.notes) refit.why = note.text;  // the last one says why
  return refit;
}

}  // namespace

bool weights_by_variance(const Effects& effects, const Method& method) {
  // The user's own weights enter estimators of τ² too: then every refit goes through pool().
  return effects.weights.size() == 0 &&
         (method.pooling == nullptr || method.pooling == pooling_methods().front());
}

Refitter::Refitter(const Effects& effects, const Method& method)
    : effects_(&effects),
      method_(complete(method)),
      plain_(weights_by_variance(effects, method_) && simple(*method_.interval)),
      members_(static_cast<std::size_t>(effects.k()) +
               (method_.pooling->from_counts ? effects.without_effect.size() : 0)) {}

std::size_t Refitter::study(std::size_t member) const {
  const std::size_t k = effects_->study.size();
  return member < k ? effects_->study[member] : effects_->without_effect[member - k].study;
}

std::string_view Refitter::name(std::size_t member) const {
  if (member < effects_->name.size()) return effects_->name[member];
  const std::size_t wanted = study(member);
  const auto left = std::ranges::find(effects_->left_out, wanted, &LeftOut::study);
  return left == effects_->left_out.end() ? std::string_view() : std::string_view(left->name);
}

Refit Refitter::of(std::span<const std::size_t> chosen) const {
  if (plain_ && !chosen.empty()) return plainly(chosen);
  const std::size_t k = effects_->study.size();
  std::vector<std::size_t> with_effect;
  for (const std::size_t member : chosen)
    if (member < k) with_effect.push_back(member);
  Effects part = part_of(*effects_, with_effect);
  for (const std::size_t member : chosen)
    if (member >= k) part.without_effect.push_back(effects_->without_effect[member - k]);
  return from_synthesis(pool(part, method_));
}

Refit Refitter::all() const {
  std::vector<std::size_t> everyone(members_);
  std::iota(everyone.begin(), everyone.end(), std::size_t{0});
  return of(everyone);
}

Refit Refitter::plainly(std::span<const std::size_t> chosen) const {
  const auto k = static_cast<Eigen::Index>(chosen.size());
  Eigen::ArrayXd y(k), v(k);
  for (Eigen::Index i = 0; i < k; ++i) {
    const auto from = static_cast<Eigen::Index>(chosen[static_cast<std::size_t>(i)]);
    y[i] = effects_->y[from];
    v[i] = effects_->v[from];
  }
  Refit refit;
  refit.k = static_cast<int>(k);
  std::optional<Tau2> tau2;
  if (method_.model == Model::random && k >= 2) {
    if (method_.fixed_tau2)
      tau2.emplace().value = *method_.fixed_tau2;
    else
      tau2 = method_.tau2->estimate(y, v);
    if (!tau2->converged || !std::isfinite(tau2->value)) {
      refit.why = "the variance between studies could not be estimated: " + tau2->reason;
      return refit;
    }
  }
  const Centred centred(y, v);
  const double t = tau2 ? tau2->value / centred.unit() : 0;
  PooledFit fit;
  fit.estimate = k == 1 ? y[0] : centred.estimate_at(t);
  fit.se = k == 1 ? std::sqrt(v[0]) : centred.se_at(t);
  fit.q_tau2 = centred.q_at(t);
  fit.k = refit.k;
  fit.level = method_.level;
  if (!std::isfinite(fit.estimate) || !std::isfinite(fit.se) || !(fit.se > 0) ||
      !std::isfinite(fit.q_tau2)) {
    refit.why = "the effects are too far apart for their variances";
    return refit;
  }
  refit.estimate = fit.estimate;
  refit.se = fit.se;
  refit.interval = method_.interval->interval(fit);
  if (k < 2) return refit;
  const double df = refit.k - 1, q = t > 0 ? centred.q_at(0) : fit.q_tau2;
  refit.q = q;
  refit.q_p = chi_squared_upper(q, df);
  if (tau2) {
    const double typical = df / centred.traces_at(0).p * centred.unit();
    refit.tau2 = tau2->value;
    refit.i2 = 100 * (tau2->value / (tau2->value + typical));
    refit.h2 = tau2->value / typical + 1;
  } else {
    refit.i2 = q > df ? 100 * (q - df) / q : 0;
    refit.h2 = q / df;
  }
  return refit;
}

}  // namespace steelyard
