// Models with two counts a study: each group's, with levels of studies that are fixed or random.
#include "pool/glmm/two_groups.h"

#include <algorithm>
#include <cmath>

#include "pool/glmm/maximum.h"

namespace steelyard {

namespace {

// A study's two counts, and what starting values need.
struct Groups {
  StudyCounts counts;
  double level = 0;     // mean of the two logits or log rates, zeros moved by a half
  double effect = 0;    // their difference
  double variance = 0;  // of the difference
};

struct Tables {
  std::vector<Groups> studies;
  double start = 0;  // of the effect
  std::string_view of;
};

Tables tables_of(std::span<const TwoByTwo> tables) {
  Tables result;
  result.of = "odds ratio";
  double R = half, S = half;
  for (const TwoByTwo& t : tables) {
    const double a = t.e_events, b = t.e_n - a, c = t.c_events, d = t.c_n - c;
    Groups groups;
    groups.counts.terms = 2;
    groups.counts.term = {Term::binomial(a, t.e_n), Term::binomial(c, t.c_n)};
    const double e_logit = std::log((a + half) / (b + half));
    const double c_logit = std::log((c + half) / (d + half));
    groups.level = (e_logit + c_logit) / 2;
    groups.effect = e_logit - c_logit;
    groups.variance = 1 / (a + half) + 1 / (b + half) + 1 / (c + half) + 1 / (d + half);
    R += a * d / (t.e_n + t.c_n);
    S += b * c / (t.e_n + t.c_n);
    result.studies.push_back(std::move(groups));
  }
  result.start = std::log(R / S);
  return result;
}

Tables tables_of(std::span<const PersonTime> tables) {
  Tables result;
  result.of = "rate ratio";
  double R = half, S = half;
  for (const PersonTime& t : tables) {
    Groups groups;
    groups.counts.terms = 2;
    groups.counts.term = {Term::poisson(t.e_events, t.e_time),
                          Term::poisson(t.c_events, t.c_time)};
    const double e_rate = std::log((t.e_events + half) / t.e_time);
    const double c_rate = std::log((t.c_events + half) / t.c_time);
    groups.level = (e_rate + c_rate) / 2;
    groups.effect = e_rate - c_rate;
    groups.variance = 1 / (t.e_events + half) + 1 / (t.c_events + half);
    R += t.e_events * (t.c_time / (t.e_time + t.c_time));
    S += t.c_events * (t.e_time / (t.e_time + t.c_time));
    result.studies.push_back(std::move(groups));
  }
  result.start = std::log(R / S);
  return result;
}

constexpr Loads::Parameter effect{{half, -half}, -1};
constexpr Loads::Parameter level{{1, 1}, -1};

// η = α_i ± (θ + τ z)/2
std::optional<GlmmFit> fit_fixed_studies(Tables tables, const GlmmSettings& settings,
                                         std::string& why) {
  GlmmIngredients model;
  model.common.parameters = 2;
  model.common.of[0] = effect;
  model.common.of[1] = level;
  model.random.parameters = 3;
  model.random.axes = 1;
  model.random.of[0] = effect;
  model.random.of[1] = {{half, -half}, 0};
  model.random.of[2] = level;
  model.saturated = saturated_groups;
  bool all_low = true, all_high = true;
  OwnEffects own;
  for (Groups& groups : tables.studies) {
    const Term &e = groups.counts.term[0], &c = groups.counts.term[1];
    // Neither group, or both groups, all with an event: the level takes it all.
    if ((e.at_lower_end() && c.at_lower_end()) || (e.at_upper_end() && c.at_upper_end())) {
      ++model.uninformative;
      continue;
    }
    all_low = all_low && (e.at_lower_end() || c.at_upper_end());
    all_high = all_high && (e.at_upper_end() || c.at_lower_end());
    own.add(groups.effect, groups.variance);
    model.start.own.push_back(groups.level);
    model.studies.push_back(std::move(groups.counts));
  }
  if (model.studies.empty() || all_low || all_high) {
    why = why_infinite(model.studies.empty(), tables.of);
    return std::nullopt;
  }
  model.observations = 2 * static_cast<int>(model.studies.size());
  model.start.shared = GlmmVector::Constant(1, tables.start);
  model.unit = own.least_variance;
  model.reach = own.range();
  const auto result = glmm_maximum(model, settings, why);
  if (!result) return std::nullopt;
  return result->fit;
}

// η = γ + σ z₁ ± (θ + λ z₁ + τ z₂)/2, or without the last under a common effect
std::optional<GlmmFit> fit_random_studies(Tables tables, const GlmmSettings& settings,
                                          std::string& why) {
  const bool correlated = settings.model == GlmmModel::correlated_studies;
  GlmmIngredients model;
  model.common.parameters = model.shared_common = 3;
  model.common.axes = 1;
  model.common.of[0] = effect;
  model.common.of[1] = level;
  model.common.of[2] = {{1, 1}, 0};
  model.random = model.common;
  model.random.axes = 2;
  if (correlated) model.random.of[3] = {{half, -half}, 0};
  model.shared_random = model.random.parameters = correlated ? 5 : 4;
  model.random.of[correlated ? 4 : 3] = {{half, -half}, 1};
  model.tau2_is_tau_alone = !correlated;
  OwnEffects own;
  bool low[2] = {true, true}, high[2] = {true, true};
  double sum = 0, squares = 0;
  for (Groups& groups : tables.studies) {
    for (std::size_t j = 0; j < 2; ++j) {
      low[j] = low[j] && groups.counts.term[j].at_lower_end();
      high[j] = high[j] && groups.counts.term[j].at_upper_end();
    }
    sum += groups.level;
    squares += groups.level * groups.level;
    own.add(groups.effect, groups.variance);
    model.studies.push_back(std::move(groups.counts));
  }
  if (low[0] || low[1] || high[0] || high[1]) {
    why = why_infinite(model.studies.empty(), tables.of);
    return std::nullopt;
  }
  const auto k = static_cast<double>(model.studies.size());
  const double mean = sum / k, spread = std::sqrt(std::max(squares / k - mean * mean, 0.0));
  constexpr double least_spread = 0.1;  // off the flat point at 0
  model.start.shared.resize(3);
  model.start.shared << tables.start, mean, std::max(spread, least_spread);
  model.observations = 2 * static_cast<int>(model.studies.size());
  model.saturated = saturated_levels;
  model.unit = own.least_variance;
  model.reach = own.range();
  const auto result = glmm_maximum(model, settings, why);
  if (!result) return std::nullopt;
  GlmmFit fit = result->fit;
  const GlmmVector& at = result->shared;
  fit.level = at[1];
  fit.level_variance = at[2] * at[2];
  fit.covariance = result->covariance.topLeftCorner(2, 2);
  if (correlated && fit.tau2) {
    const double sigma = at[2], lambda = sigma < 0 ? -at[3] : at[3], tau = std::hypot(lambda, at[4]);
    fit.tau2->value = tau * tau;
    fit.tau2->se.reset();
    if (tau > 0 && sigma != 0) fit.correlation = lambda / tau;
  }
  return fit;
}

}  // namespace

std::optional<GlmmFit> fit_glmm(std::span<const TwoByTwo> tables, const GlmmSettings& settings,
                                std::string& why) {
  switch (settings.model) {
    case GlmmModel::conditional: return fit_conditional(tables, true, settings, why);
    case GlmmModel::conditional_approximate: return fit_conditional(tables, false, settings, why);
    case GlmmModel::fixed_studies: return fit_fixed_studies(tables_of(tables), settings, why);
    case GlmmModel::random_studies:
    case GlmmModel::correlated_studies:
      return fit_random_studies(tables_of(tables), settings, why);
  }
  return std::nullopt;
}

std::optional<GlmmFit> fit_glmm(std::span<const PersonTime> tables, const GlmmSettings& settings,
                                std::string& why) {
  switch (settings.model) {
    case GlmmModel::conditional:
    case GlmmModel::conditional_approximate: return fit_conditional(tables, settings, why);
    case GlmmModel::fixed_studies: return fit_fixed_studies(tables_of(tables), settings, why);
    case GlmmModel::random_studies:
    case GlmmModel::correlated_studies:
      return fit_random_studies(tables_of(tables), settings, why);
  }
  return std::nullopt;
}

}  // namespace steelyard
