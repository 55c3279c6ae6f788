// One trial under weakly informative priors, by quadrature.
#include <algorithm>
#include <cmath>
#include <vector>

#include "steelyard/claim/single_trial.h"

namespace steelyard {

namespace {

constexpr double step = 0.05;         // of the grid on the logit scale
constexpr double control_sd = 10;     // prior of the control logit: claim-appraisal vector N21
constexpr double log_odds_sd = 2.82;  // gunhan2020, section 2.3: 95% of odds ratios in 1/250 to 250
constexpr int reach_control = 800;    // grid from −40 to 40, four prior standard deviations
constexpr int reach_effect = 320;  // grid from −16 to 16, beyond five prior standard deviations
constexpr int bins = 4000;         // of the risk difference, from −1 to 1

double expit(double logit) {
  return 1 / (1 + std::exp(-logit));
}

// Binomial log-likelihood at every grid point −reach … reach, less its largest value.
std::vector<double> likelihood(double events, double n, int reach) {
  std::vector<double> values;
  double largest = -HUGE_VAL;
  for (int i = -reach; i <= reach; ++i) {
    const double logit = i * step;
    // log p = −log(1 + e^−θ), log(1 − p) = −log(1 + e^θ), both without cancellation
    const double value =
        -events * std::log1p(std::exp(-logit)) - (n - events) * std::log1p(std::exp(logit));
    values.push_back(value);
    largest = std::max(largest, value);
  }
  for (double& value : values) value = std::exp(value - largest);
  return values;
}

// Value below which a share p of the mass lies; cell i covers low + i·width to low + (i + 1)·width.
double quantile(const std::vector<double>& mass, double p, double low, double width) {
  double total = 0;
  for (const double m : mass) total += m;
  double below = 0;
  for (std::size_t i = 0; i < mass.size(); ++i) {
    if (below + mass[i] >= p * total) {
      const double part = mass[i] > 0 ? (p * total - below) / mass[i] : 0;
      return low + (static_cast<double>(i) + part) * width;
    }
    below += mass[i];
  }
  return low + static_cast<double>(mass.size()) * width;
}

}  // namespace

WeakModel weakly_informative(const TwoByTwo& trial, double threshold_above,
                             double threshold_below) {
  constexpr int reach_treated = reach_control + reach_effect;
  std::vector<double> control = likelihood(trial.c_events, trial.c_n, reach_control);
  const std::vector<double> treated = likelihood(trial.e_events, trial.e_n, reach_treated);
  for (int i = -reach_control; i <= reach_control; ++i)
    control[static_cast<std::size_t>(i + reach_control)] *=
        std::exp(-0.5 * std::pow(i * step / control_sd, 2));
  std::vector<double> risk;
  for (int i = -reach_treated; i <= reach_treated; ++i) risk.push_back(expit(i * step));

  std::vector<double> effect(2 * reach_effect + 1), difference(bins);
  WeakModel model;
  double total = 0;
  for (int j = -reach_effect; j <= reach_effect; ++j) {
    const double prior = std::exp(-0.5 * std::pow(j * step / log_odds_sd, 2));
    double& marginal = effect[static_cast<std::size_t>(j + reach_effect)];
    for (int i = -reach_control; i <= reach_control; ++i) {
      const double mass = prior * control[static_cast<std::size_t>(i + reach_control)] *
                          treated[static_cast<std::size_t>(i + j + reach_treated)];
      if (mass < 1e-14) continue;  // relative to a largest possible mass of 1
      const double rd = risk[static_cast<std::size_t>(i + j + reach_treated)] -
                        risk[static_cast<std::size_t>(i + reach_treated)];
      marginal += mass;
      total += mass;
      const int bin = std::clamp(static_cast<int>((rd + 1) / 2 * bins), 0, bins - 1);
      difference[static_cast<std::size_t>(bin)] += mass;
      if (rd > threshold_above) model.p_above += mass;
      if (rd < -threshold_below) model.p_below += mass;
    }
  }
  model.p_above /= total;
  model.p_below /= total;
  model.p_within = 1 - model.p_above - model.p_below;
  const double first = -(reach_effect + 0.5) * step;  // grid points are centres of their cells
  const auto odds = [&](double p) { return std::exp(quantile(effect, p, first, step)); };
  model.odds_ratio = odds(0.5);
  model.odds_ratio_interval = {odds(0.025), odds(0.975)};
  const auto rd = [&](double p) { return quantile(difference, p, -1, 2.0 / bins); };
  model.difference = rd(0.5);
  model.difference_interval = {rd(0.025), rd(0.975)};
  return model;
}

}  // namespace steelyard
