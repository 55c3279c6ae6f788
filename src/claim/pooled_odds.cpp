// The binomial–normal model of trials: baselines are integrated out of each, then the log odds
// ratios form a hierarchical normal model.
#include "steelyard/claim/pooled_odds.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "claim/hierarchical.h"
#include "claim/logit_grid.h"
#include "steelyard/stats/logistic.h"

namespace steelyard {

namespace {

constexpr double baseline_sd = 10;   // gunhan2020, section 2.3

constexpr double negligible = -40;   // ln of what cannot be seen

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

// ln of one arm's density at evenly spaced logits, relative to the highest, wherever it can matter.
struct ArmTable {
  long first = 0;  // steps from the start
  std::vector<double> density;

  template <class LogDensity>
  ArmTable(const LogDensity& log_density, long lowest, long largest) {
    constexpr double seen = 100;  // ln: 60 of the effect and 40 of the baseline
    double highest = log_density(0L);
    std::vector<double> right{highest}, left;
    for (long i = 1; i <= largest; ++i) {
      right.push_back(log_density(i));
      highest = std::max(highest, right.back());
      if (right.back() < highest - seen) break;
    }
    for (long i = -1; i >= lowest; --i) {
      left.push_back(log_density(i));
      highest = std::max(highest, left.back());
      if (left.back() < highest - seen) break;
    }
    first = -static_cast<long>(left.size());
    density.assign(left.rbegin(), left.rend());
    density.insert(density.end(), right.begin(), right.end());
    for (double& value : density) value = std::exp(value - highest);
  }
};

double start_of(double events, double n) { return std::log((events + 0.5) / (n - events + 0.5)); }

// The same integral for δ = centre + m·step, up to a constant factor: the trapezoidal rule with both
// arms tabulated once, where the step of δ is fine enough for the baselines too.
class SharedGrid {
 public:
  SharedGrid(const TwoByTwo& t, double centre, double step, double reach)
      : stride_(static_cast<long>(0.4 * narrow(t) / step)),
        control_(
            [&](long i) {
              const double b = start_of(t.c_events, t.c_n) + static_cast<double>(i) * step;
              return log_binomial(t.c_events, t.c_n - t.c_events, b) -
                     b * b / (2 * baseline_sd * baseline_sd);
            },
            -far, far),
        treated_(
            [&](long i) {
              return log_binomial(t.e_events, t.e_n - t.e_events,
                                  start_of(t.c_events, t.c_n) + centre +
                                      static_cast<double>(i) * step);
            },
            control_.first - std::lround(reach / step),
            control_.first + static_cast<long>(control_.density.size()) +
                std::lround(reach / step)) {}

  // Whether the baseline given both arms is wide enough for this step.
  static bool serves(const TwoByTwo& t, double step) { return step <= 0.4 * narrow(t); }

  [[nodiscard]] double log_at(long m) const {
    const long shift = m + control_.first - treated_.first;  // control i meets treated i + shift
    const auto controls = static_cast<long>(control_.density.size());
    const auto treated = static_cast<long>(treated_.density.size());
    double sum = 0;
    for (long i = std::max(0L, -shift); i < std::min(controls, treated - shift); i += stride_)
      sum += control_.density[static_cast<std::size_t>(i)] *
             treated_.density[static_cast<std::size_t>(i + shift)];
    return sum > 0 ? std::log(sum) : -HUGE_VAL;
  }

 private:
  // About the standard deviation of the baseline given both arms.
  static double narrow(const TwoByTwo& t) {
    const auto information = [](double events, double n) {
      return 1 / (1 / (events + 0.5) + 1 / (n - events + 0.5));
    };
    return 1 / std::sqrt(information(t.e_events, t.e_n) + information(t.c_events, t.c_n));
  }

  static constexpr long far = 100000;  // steps: the prior ends the table before
  long stride_;  // of the baseline
  ArmTable control_, treated_;
};

StudyLikelihood likelihood_of(const TwoByTwo& trial, double log_odds_sd) {
  const double e = trial.e_events + 0.5, e_others = trial.e_n - trial.e_events + 0.5;
  const double c = trial.c_events + 0.5, c_others = trial.c_n - trial.c_events + 0.5;
  StudyLikelihood result;
  result.centre = std::log(e / e_others) - std::log(c / c_others);
  result.sd = std::sqrt(1 / e + 1 / e_others + 1 / c + 1 / c_others);
  // Tabulated once, so finely that a cubic in between is as good as the integral; outside of what
  // can be seen it goes on as a parabola.
  const double step = result.sd / 16, reach = 9.5 * log_odds_sd;
  constexpr double seen = 60;  // ln of the largest over the smallest likelihood that matter
  const auto at_step = [&](long m) { return result.centre + static_cast<double>(m) * step; };
  std::optional<SharedGrid> shared;
  if (SharedGrid::serves(trial, step))
    shared.emplace(trial, result.centre, step, reach + std::abs(result.centre));
  double mode = start_of(trial.c_events, trial.c_n);
  const auto marginal = [&](long m) {
    return shared ? shared->log_at(m) : log_marginal(trial, at_step(m), mode);
  };
  std::vector<double> right{marginal(0)}, left;
  double highest = right.front();
  for (long m = 1; at_step(m) < reach; ++m) {
    right.push_back(marginal(m));
    highest = std::max(highest, right.back());
    if (right.back() < highest - seen) break;
  }
  mode = start_of(trial.c_events, trial.c_n);
  for (long m = -1; at_step(m) > -reach; --m) {
    left.push_back(marginal(m));
    highest = std::max(highest, left.back());
    if (left.back() < highest - seen) break;
  }
  const double low = at_step(-static_cast<long>(left.size()));
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
                                    std::span<const double> tau_sds, bool with_new_trial,
                                    double log_odds_sd) {
  std::vector<PooledOdds> results;
  if (trials.empty() || tau_sds.empty()) return results;
  std::vector<StudyLikelihood> likelihoods;
  for (const TwoByTwo& trial : trials) likelihoods.push_back(likelihood_of(trial, log_odds_sd));
  auto posteriors = hierarchical(likelihoods, tau_sds, log_odds_sd, with_new_trial);
  for (std::size_t i = 0; i < posteriors.size(); ++i)
    results.push_back({tau_sds[i], std::move(posteriors[i].pooled),
                       std::move(posteriors[i].new_study), posteriors[i].mean_tau});
  return results;
}

LogitDistribution single_trial_odds(const TwoByTwo& trial, double log_odds_sd) {
  const StudyLikelihood likelihood = likelihood_of(trial, log_odds_sd);
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
