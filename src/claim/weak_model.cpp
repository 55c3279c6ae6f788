// One trial under weakly informative priors, by quadrature.
#include <algorithm>
#include <cmath>
#include <vector>

#include "steelyard/claim/single_trial.h"
#include "steelyard/stats/logistic.h"

namespace steelyard {

namespace {

constexpr double control_sd = 10;      // prior of the control logit: claim-appraisal vector N21
constexpr double negligible = 1e-11;   // of the largest density; what lies beyond cannot be seen
constexpr int bins = 2000;             // of the risk difference, from −1 to 1

double log_likelihood(double events, double n, double logit) {
  return log_binomial(events, n - events, logit);
}

double log_prior(double value, double sd) { return -0.5 * value * value / (sd * sd); }

// Where the data put the logit, and how firmly, with half a person added to each cell so that both
// are finite.
double start(double events, double n) { return std::log((events + 0.5) / (n - events + 0.5)); }
double spread(double events, double n) {
  return std::sqrt(1 / (events + 0.5) + 1 / (n - events + 0.5));
}

// A density on the points first·step, (first + 1)·step …, cut where it is negligible. Points are
// whole multiples of the step, so that sums of two grids fall on a third.
struct Grid {
  long first = 0;
  std::vector<double> value;  // relative to the largest
  [[nodiscard]] long last() const { return first + static_cast<long>(value.size()) - 1; }
  [[nodiscard]] double at(long i) const {
    return i < first || i > last() ? 0 : value[static_cast<std::size_t>(i - first)];
  }
};

template <class LogDensity>
Grid tabulate(const LogDensity& log_density, double around, double step) {
  // Climb to the top: the densities have one.
  long top = std::lround(around / step);
  const auto f = [&](long i) { return log_density(static_cast<double>(i) * step); };
  while (f(top + 1) > f(top)) ++top;
  while (f(top - 1) > f(top)) --top;
  const double largest = f(top), cut = std::log(negligible);
  Grid grid;
  grid.first = top;
  while (f(grid.first - 1) - largest > cut) --grid.first;
  for (long i = grid.first; i <= top || f(i) - largest > cut; ++i)
    grid.value.push_back(std::exp(f(i) - largest));
  return grid;
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

// A distribution of the risk difference made of many small uniform pieces. Each piece adds a ramp
// to the distribution function; ramps are kept by their two bends, so a piece costs four additions
// however wide it is.
class Ramps {
 public:
  void add(double low, double high, double mass) {
    const double slope = mass / (high - low);
    bend(low, slope);
    bend(high, -slope);
  }
  /// Mass of each of the bins from −1 to 1.
  [[nodiscard]] std::vector<double> masses() const {
    std::vector<double> result(bins);
    double slope = 0;
    for (std::size_t i = 0; i < result.size(); ++i) {
      slope += bends_[i];
      result[i] = std::max(0.0, slope * width);
    }
    return result;
  }

 private:
  static constexpr double width = 2.0 / bins;
  // A bend between two grid points is shared between them so that its ramp keeps its place.
  void bend(double at, double slope) {
    const double position = std::clamp((at + 1) / width, 0.0, static_cast<double>(bins));
    const auto below = std::min(static_cast<std::size_t>(position), std::size_t{bins - 1});
    const double part = position - static_cast<double>(below);
    bends_[below] += slope * (1 - part);
    bends_[below + 1] += slope * part;
  }
  std::vector<double> bends_ = std::vector<double>(bins + 1);
};

}  // namespace

WeakModel weakly_informative(const TwoByTwo& trial, double threshold_above,
                             double threshold_below, double log_odds_sd, double tail) {
  const double sd_control = spread(trial.c_events, trial.c_n);
  const double sd_treated = spread(trial.e_events, trial.e_n);
  // Fine enough that the risk is straight across one cell of the grid.
  const double step = std::min(0.1, std::min(sd_control, sd_treated) / 6);
  const Grid control = tabulate(
      [&](double logit) {
        return log_likelihood(trial.c_events, trial.c_n, logit) + log_prior(logit, control_sd);
      },
      start(trial.c_events, trial.c_n), step);
  // The prior of the effect bounds the treated logit from the control's.
  const double reach = log_odds_sd * std::sqrt(-2 * std::log(negligible));
  const long far = std::lround(reach / step);
  std::vector<double> treated, risk, edge;  // edge[i] is the risk half a step below point i
  const long first = control.first - far, last = control.last() + far;
  double largest = -HUGE_VAL;
  for (long i = first; i <= last; ++i) {
    const double logit = static_cast<double>(i) * step;
    treated.push_back(log_likelihood(trial.e_events, trial.e_n, logit));
    largest = std::max(largest, treated.back());
    risk.push_back(expit(logit));
    edge.push_back(expit(logit - step / 2));
  }
  edge.push_back(expit((static_cast<double>(last) + 0.5) * step));
  for (double& value : treated) value = std::exp(value - largest);

  std::vector<double> effect(static_cast<std::size_t>(2 * far + 1));
  Ramps difference;
  WeakModel model;
  double total = 0;
  for (long j = -far; j <= far; ++j) {
    const double prior = std::exp(log_prior(static_cast<double>(j) * step, log_odds_sd));
    double& marginal = effect[static_cast<std::size_t>(j + far)];
    for (long i = control.first; i <= control.last(); ++i) {
      const auto at = static_cast<std::size_t>(i + j - first);
      const double mass = prior * control.at(i) * treated[at];
      if (mass < negligible) continue;
      const double p0 = risk[static_cast<std::size_t>(i - first)];
      const double low = edge[at] - p0, high = edge[at + 1] - p0;
      marginal += mass;
      total += mass;
      difference.add(low, high, mass);
      model.p_above += mass * std::clamp((high - threshold_above) / (high - low), 0.0, 1.0);
      model.p_below += mass * std::clamp((-threshold_below - low) / (high - low), 0.0, 1.0);
    }
  }
  if (total <= 0) return model;
  model.p_above /= total;
  model.p_below /= total;
  model.p_within = 1 - model.p_above - model.p_below;
  // Grid points are the centres of their cells.
  const double lowest = -(static_cast<double>(far) + 0.5) * step;
  const auto odds = [&](double p) { return std::exp(quantile(effect, p, lowest, step)); };
  model.odds_ratio = odds(0.5);
  model.odds_ratio_interval = {odds(tail), odds(1 - tail)};
  const std::vector<double> masses = difference.masses();
  const auto rd = [&](double p) { return quantile(masses, p, -1, 2.0 / bins); };
  model.difference = rd(0.5);
  model.difference_interval = {rd(tail), rd(1 - tail)};
  return model;
}

}  // namespace steelyard
