// Relative effects of trials with counts, by every admissible route.
#include <cmath>

#include "claim/routes.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/pooled_odds.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace measure {
extern const Measure risk_ratio;
}

namespace {

constexpr int least_for_hartung_knapp = 3;  // with two, t on 1 degree of freedom: rover2015

std::vector<TwoByTwo> trials_of(const Effects& effects) {
  std::vector<TwoByTwo> trials;
  for (const Data& data : effects.data)
    if (const auto* table = std::get_if<TwoByTwo>(&data)) trials.push_back(*table);
  for (const WithoutEffect& each : effects.without_effect)
    if (const auto* table = std::get_if<TwoByTwo>(&each.data)) trials.push_back(*table);
  return trials;
}

// "odds-0.5", "odds-1.0".
std::string odds_id(double tau_prior) {
  const std::string number = shortest(tau_prior);
  return "odds-" + number + (number.find('.') == std::string::npos ? ".0" : "");
}

// Half a standard interval in standard errors; at 95% the number that published results were held to.
double half_width(const ClaimRules& rules) {
  constexpr double z95 = 1.959963984540054;
  return rules.level == 95 ? z95 : normal_quantile(1 - rules.tail());
}

// The trials' risk ratios, whatever measure their analysis pools.
Effects risk_ratios(const Effects& effects) {
  Effects ratios;
  ratios.measure = &measure::risk_ratio;
  ratios.context = effects.context;
  std::vector<Effect> found;
  for (const Data& data : effects.data) {
    std::string why;
    if (const auto effect = measure::risk_ratio.from(data, effects.context, why))
      found.push_back(*effect);
  }
  const auto k = static_cast<Eigen::Index>(found.size());
  ratios.y.resize(k);
  ratios.v.resize(k);
  for (Eigen::Index i = 0; i < k; ++i) {
    ratios.y[i] = found[static_cast<std::size_t>(i)].y;
    ratios.v[i] = found[static_cast<std::size_t>(i)].v;
  }
  return ratios;
}

}  // namespace

// The ordinary random-effects risk ratio with the guarded interval, as a normal distribution of as
// wide an interval.
std::optional<EffectRoute> risk_ratio_route(const Effects& effects, const ClaimRules& rules) {
  const Effects ratios = risk_ratios(effects);
  const auto k = ratios.y.size();
  if (k == 0) return std::nullopt;
  Method method;
  method.level = rules.level_share();
  if (k >= least_for_hartung_knapp)
    method.interval = find_row(interval_methods(), "hartung-knapp-adhoc");
  else if (k == 2)
    return std::nullopt;
  const Synthesis synthesis = pool(ratios, method);
  if (!synthesis.estimate || !synthesis.interval) return std::nullopt;
  const double z = half_width(rules);
  const double half = (synthesis.interval->high - synthesis.interval->low) / 2;
  if (!(half > 0) || !std::isfinite(half)) return std::nullopt;
  EffectRoute route;
  route.id = "risk-ratio";
  route.pooled = normal_table(*synthesis.estimate, half / z);
  const double tau2 = synthesis.heterogeneity ? synthesis.heterogeneity->tau2.value_or(0) : 0;
  route.applied = normal_table(*synthesis.estimate, std::hypot(half / z, std::sqrt(tau2)));
  return route;
}

std::vector<RatioInterval> ratio_intervals(const Effects& effects, const ClaimRules& rules) {
  const Effects ratios = risk_ratios(effects);
  if (effects.k() != 2 || ratios.y.size() != 2) return {};
  std::vector<RatioInterval> result;
  for (const std::string_view id : {"common", "hartung-knapp", "hartung-knapp-adhoc"}) {
    Method method;
    method.level = rules.level_share();
    if (id == "common")
      method.model = Model::common;
    else
      method.interval = find_row(interval_methods(), id);
    const Synthesis synthesis = pool(ratios, method);
    if (!synthesis.estimate || !synthesis.interval) continue;
    result.push_back({id, std::exp(*synthesis.estimate),
                      {std::exp(synthesis.interval->low), std::exp(synthesis.interval->high)}});
  }
  return result;
}

std::vector<EffectRoute> odds_routes(const Effects& effects, bool with_applied,
                                     const ClaimRules& rules) {
  std::vector<EffectRoute> routes;
  const std::vector<TwoByTwo> trials = trials_of(effects);
  if (trials.size() == 1) {
    const LogitDistribution odds = single_trial_odds(trials.front(), rules.log_odds_prior);
    routes.push_back({"odds-single", odds, odds});
  } else if (trials.size() > 1) {
    auto posteriors = pooled_odds(trials, rules.tau_priors, with_applied, rules.log_odds_prior);
    for (PooledOdds& each : posteriors)
      routes.push_back({odds_id(each.tau_sd), std::move(each.pooled), std::move(each.new_trial)});
  }
  return routes;
}

std::vector<ResponseModel> arm_models(const Effects& effects, bool treated,
                                      const ClaimRules& rules) {
  std::vector<CareArm> arms;
  for (const TwoByTwo& trial : trials_of(effects))
    arms.push_back(treated ? CareArm{"", trial.e_events, trial.e_n}
                           : CareArm{"", trial.c_events, trial.c_n});
  return standard_care(arms, rules.tau_priors, rules.logit_prior);
}

std::vector<EffectRoute> effect_routes(const Effects& effects, const ClaimRules& rules) {
  std::vector<EffectRoute> routes = odds_routes(effects, true, rules);
  if (routes.empty()) return routes;
  if (auto ratio = risk_ratio_route(effects, rules)) routes.push_back(std::move(*ratio));
  return routes;
}

std::vector<ImpliedRoute> implied_routes(const LinkedEvidence& linked,
                                         const Expectation& expectation) {
  std::vector<ImpliedRoute> result;
  if (expectation.models.empty()) return result;
  const LogitDistribution& care = expectation.models.front().new_group;
  const double tail = expectation.rules.expected_tail();
  for (const EffectRoute& route : linked.routes)
    result.push_back({route.id, route.id == "risk-ratio"
                                    ? implied_by_risk_ratio(care, route.applied, tail)
                                    : implied_by_odds_ratio(care, route.applied, tail)});
  return result;
}

}  // namespace steelyard
