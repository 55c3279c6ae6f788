// The binomial–normal model of trials: baselines are integrated out of each, then the log odds
// ratios form a hierarchical normal model.
#include "steelyard/claim/pooled_odds.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "claim/hierarchical.h"
#include "claim/logit_grid.h"

namespace steelyard {

namespace {

constexpr double baseline_sd = 10;   // gunhan2020, section 2.3
constexpr double log_odds_sd = 2.82; // gunhan2020, section 2.3: 95% of odds ratios in 1/250 to 250
constexpr double negligible = -40;   // ln of what cannot be seen

double expit(double logit) {
  return 1 / (1 + std::exp(-logit));
}

double log_binomial(double events, double others, double logit) {
  return -events * std::log1p(std::exp(-logit)) - others * std::log1p(std::exp(logit));
}

// ln ∫ Bin(c; expit b) Bin(e; expit(b + δ)) φ(b/10) db by the trapezoidal rule around the mode.
double log_marginal(const TwoByTwo& trial, double delta, double& mode) {
  const double e = trial.e_events, e_others = trial.e_n - e;
  const double c = trial.c_events, c_others = trial.c_n - c;
  const double prior = 1 / (baseline_sd * baseline_sd);
  const auto log_density = [&](double b) {
    return log_binomial(c, c_others, b) + log_binomial(e, e_others, b + delta) - b * b * prior / 2;
  };
  double curvature = prior;
  for (int step = 0; step < 100; ++step) {  // the density is log-concave
    const double p0 = expit(mode), p1 = expit(mode + delta);
    const double slope = c - trial.c_n * p0 + e - trial.e_n * p1 - mode * prior;
    curvature = trial.c_n * p0 * (1 - p0) + trial.e_n * p1 * (1 - p1) + prior;
    const double move = std::clamp(slope / curvature, -2.0, 2.0);
    mode += move;
    if (std::abs(move) < 1e-6 * std::max(1.0, std::abs(mode))) break;
  }
  const double highest = log_density(mode), step = 0.3 / std::sqrt(curvature);
  double sum = 1;
  for (const double way : {1.0, -1.0})
    for (int i = 1;; ++i) {
      const double value = log_density(mode + way * i * step) - highest;
      if (value < negligible) break;
      sum += std::exp(value);
    }
  return highest + std::log(sum * step);
}

StudyLikelihood likelihood_of(const TwoByTwo& trial) {
  const double e = trial.e_events + 0.5, e_others = trial.e_n - trial.e_events + 0.5;
  const double c = trial.c_events + 0.5, c_others = trial.c_n - trial.c_events + 0.5;
  StudyLikelihood result;
  result.centre = std::log(e / e_others) - std::log(c / c_others);
  result.sd = std::sqrt(1 / e + 1 / e_others + 1 / c + 1 / c_others);
  // Tabulated once, so finely that a cubic in between is as good as the integral; outside of what
  // can be seen it goes on as a parabola.
  const double step = result.sd / 16, reach = 9.5 * log_odds_sd;
  constexpr double seen = 60;  // ln of the largest over the smallest likelihood that matter
  double mode = std::log(c / c_others);
  const double start = log_marginal(trial, result.centre, mode);
  std::vector<double> right{start}, left;
  double highest = start, low = result.centre;
  for (double delta = result.centre + step; delta < reach; delta += step) {
    right.push_back(log_marginal(trial, delta, mode));
    highest = std::max(highest, right.back());
    if (right.back() < highest - seen) break;
  }
  mode = std::log(c / c_others);
  while (low - step > -reach) {
    low -= step;
    left.push_back(log_marginal(trial, low, mode));
    highest = std::max(highest, left.back());
    if (left.back() < highest - seen) break;
  }
  auto table = std::make_shared<std::vector<double>>(left.rbegin(), left.rend());
  table->insert(table->end(), right.begin(), right.end());
  result.log = [table, low, step, sd = result.sd](double delta) {
    const double last = static_cast<double>(table->size()) - 1, at = (delta - low) / step;
    if (at >= 0 && at <= last) return log_between(*table, at);
    const auto& t = *table;
    const double edge = at < 0 ? t.front() : t.back();
    const double slope = (at < 0 ? t[0] - t[1] : t[t.size() - 1] - t[t.size() - 2]) / step;
    const double beyond = (at < 0 ? -at : at - last) * step;
    return edge + std::min(0.0, slope) * beyond -
           (slope < 0 ? beyond * beyond / (2 * sd * sd) : 0.0);
  };
  return result;
}

}  // namespace

std::vector<PooledOdds> pooled_odds(std::span<const TwoByTwo> trials,
                                    std::span<const double> tau_sds) {
  std::vector<PooledOdds> results;
  if (trials.empty() || tau_sds.empty()) return results;
  std::vector<StudyLikelihood> likelihoods;
  for (const TwoByTwo& trial : trials) likelihoods.push_back(likelihood_of(trial));
  auto posteriors = hierarchical(likelihoods, tau_sds, log_odds_sd);
  for (std::size_t i = 0; i < posteriors.size(); ++i)
    results.push_back({tau_sds[i], std::move(posteriors[i].pooled),
                       std::move(posteriors[i].new_study), posteriors[i].mean_tau});
  return results;
}

LogitDistribution single_trial_odds(const TwoByTwo& trial) {
  const StudyLikelihood likelihood = likelihood_of(trial);
  const double step = std::min(0.1, likelihood.sd / 6), reach = 9 * log_odds_sd;
  const auto half = static_cast<long>(std::ceil(reach / step));
  const LogitGrid grid{-static_cast<double>(half) * step, step,
                       static_cast<std::size_t>(2 * half + 1)};
  std::vector<double> density;
  double highest = -HUGE_VAL;
  for (std::size_t i = 0; i < grid.count; ++i) {
    const double d = grid.low + step * static_cast<double>(i);
    density.push_back(likelihood.log(d) - d * d / (2 * log_odds_sd * log_odds_sd));
    highest = std::max(highest, density.back());
  }
  for (double& value : density) value = std::exp(value - highest);
  return distribution(grid, std::move(density));
}

}  // namespace steelyard
