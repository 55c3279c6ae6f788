// Maximum likelihood fits of selection models, from several starts.
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "bias/selection/descent.h"
#include "bias/selection/likelihood.h"
#include "stats/matrices.h"
#include "steelyard/base/table.h"
#include "steelyard/base/text.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/limits.h"
#include "steelyard/stats/minimise.h"

namespace steelyard {

namespace {

using Eigen::ArrayXd;
using Eigen::Index;
using Eigen::VectorXd;

constexpr double most_delta = 100;  // a likelihood of selection beyond that is as good as infinite

// What is estimated: μ, τ² unless it is 0, and the δ that are not fixed.
struct Parameters {
  bool random = true;
  std::vector<std::optional<double>> fixed;  // one for each δ

  [[nodiscard]] Index free_deltas() const {
    return static_cast<Index>(
        std::ranges::count_if(fixed, [](const auto& one) { return !one.has_value(); }));
  }
  [[nodiscard]] Index first_delta() const { return random ? 2 : 1; }
  [[nodiscard]] Index size() const { return first_delta() + free_deltas(); }
  [[nodiscard]] ArrayXd delta(const VectorXd& x) const {
    ArrayXd all(static_cast<Index>(fixed.size()));
    Index next = first_delta();
    for (Index j = 0; j < all.size(); ++j) {
      const auto& value = fixed[static_cast<std::size_t>(j)];
      all[j] = value ? *value : x[next++];
    }
    return all;
  }
  [[nodiscard]] double tau2(const VectorXd& x) const { return random ? x[1] : 0; }
};

// The model without selection by maximum likelihood.
struct Plain {
  double mu = 0, tau2 = 0, log_likelihood = 0;
};

Plain without_selection(const ArrayXd& y, const ArrayXd& v, bool random) {
  Plain plain;
  if (random) plain.tau2 = find_row(tau2_estimators(), "ML")->estimate(y, v).value;
  const ArrayXd w = 1 / (v + plain.tau2);
  plain.mu = (w * y).sum() / w.sum();
  plain.log_likelihood =
      -0.5 * ((2 * std::numbers::pi / w).log() + w * (y - plain.mu).square()).sum();
  return plain;
}

// Values of δ from which to search, no selection first.
std::vector<ArrayXd> delta_starts(const SelectionModel& model, Index n) {
  std::vector<ArrayXd> starts{ArrayXd::Constant(n, model.none)};
  if (model.deltas == 0) {
    for (const double level : {0.5, 0.15, 0.02, 5.0, 60.0})
      starts.push_back(ArrayXd::Constant(n, level));
    ArrayXd falling(n);
    for (Index j = 0; j < n; ++j) falling[j] = std::pow(0.5, static_cast<double>(j));
    starts.push_back(falling);
  } else if (model.none == 1) {
    for (const auto& [a, b] : {
             std::pair{0.6, 1.0},
             {0.9, 3.0},
             {0.4, 0.6},
             {1.0, 0.3},
             {2.0, 1.0}
    })
      starts.push_back((ArrayXd(2) << a, b).finished());
  } else if (n == 1) {
    for (const double level : {0.5, 2.0, 6.0, 20.0}) starts.push_back(ArrayXd::Constant(1, level));
  } else {
    starts[0] = (ArrayXd(2) << 0.01, 1.0).finished();
    for (const auto& [a, b] : {
             std::pair{1.0,  1.0},
             {4.0,  1.0},
             {1.0,  0.3},
             {4.0,  4.0},
             {15.0, 1.0}
    })
      starts.push_back((ArrayXd(2) << a, b).finished());
  }
  return starts;
}

// The likelihood's derivatives by what is estimated, upside down.
std::optional<SelectionSurface> surface_at(const SelectionLikelihood& likelihood,
                                           const Parameters& parameters, const VectorXd& x) {
  auto all = likelihood.surface(x[0], parameters.tau2(x), parameters.delta(x));
  if (!all) return std::nullopt;
  std::vector<Index> free{0};
  if (parameters.random) free.push_back(1);
  for (std::size_t j = 0; j < parameters.fixed.size(); ++j)
    if (!parameters.fixed[j]) free.push_back(2 + static_cast<Index>(j));
  return SelectionSurface{-all->value, -all->gradient(free), -all->hessian(free, free)};
}

// As lowest_minimum, with Newton steps from every start. Its search goes on only where these ended
// at no clear minimum, and not far above the best.
LowestMinimum lowest_by_slopes(const SelectionLikelihood& likelihood, const Parameters& parameters,
                               const std::function<double(const VectorXd&)>& f,
                               const std::vector<VectorXd>& starts, const VectorXd& low,
                               const VectorXd& high) {
  constexpr double same = 1e-4, hopeless = 2;  // of f
  const Surface surface = [&](const VectorXd& x) { return surface_at(likelihood, parameters, x); };
  LowestMinimum result;
  std::vector<Minimum> lost;
  double lowest = infinity;
  for (const VectorXd& start : starts) {
    Minimum end = descend(surface, start, low, high);
    if (!std::isfinite(end.value)) end.value = f(end.at);
    if (!std::isfinite(end.value)) continue;
    lowest = std::min(lowest, end.value);
    (end.converged ? result.all : lost).push_back(std::move(end));
  }
  std::ranges::stable_sort(lost, {}, &Minimum::value);
  double before = -infinity;
  std::vector<VectorXd> again;
  for (const Minimum& end : lost) {
    if (end.value > lowest + hopeless) break;
    if (end.value > before + same) again.push_back(end.at);
    before = end.value;
  }
  if (!again.empty() || result.all.empty()) {
    const LowestMinimum searched = lowest_minimum(f, again.empty() ? starts : again, low, high);
    result.minimum = searched.minimum;
    lowest = std::min(lowest, searched.minimum.value - (searched.lower_elsewhere ? 2 * same : 0));
    result.all.insert(result.all.end(), searched.all.begin(), searched.all.end());
  }
  std::ranges::stable_sort(result.all, {}, &Minimum::value);
  if (!result.all.empty()) result.minimum = result.all.front();
  result.lower_elsewhere = !result.all.empty() && lowest < result.minimum.value - same;
  return result;
}

// The highest maxima of the likelihood: from the starts given and from a grid.
LowestMinimum highest(const SelectionLikelihood& likelihood, const SelectionModel& model,
                      const Parameters& parameters, const Plain& plain, double spread,
                      std::vector<VectorXd> starts) {
  const auto f = [&](const VectorXd& x) {
    return -likelihood(x[0], parameters.tau2(x), parameters.delta(x));
  };
  const Index n = parameters.size(), first = parameters.first_delta();
  VectorXd low = VectorXd::Constant(n, model.low), high = VectorXd::Constant(n, most_delta);
  low[0] = -infinity;
  high[0] = infinity;
  if (parameters.random) {
    low[1] = 0;
    high[1] = infinity;
  }
  // For each δ the best of a grid of μ and τ²; then a search from the best few of these.
  constexpr std::size_t most_searches = 4;
  std::vector<std::pair<double, VectorXd>> grid;
  for (const ArrayXd& all : delta_starts(model, static_cast<Index>(parameters.fixed.size()))) {
    VectorXd best;
    double least = infinity;
    for (const double shift : {0.0, 0.4, 1.2, 3.0})
      for (const double share : {1.0, 0.0, 0.3, 3.0}) {
        if (!parameters.random && share != 1) continue;
        VectorXd x(n);
        x[0] = plain.mu - shift * spread;
        if (parameters.random) x[1] = plain.tau2 * share + (share > 1 ? 0.05 * spread * spread : 0);
        Index next = first;
        for (Index j = 0; j < all.size(); ++j)
          if (!parameters.fixed[static_cast<std::size_t>(j)]) x[next++] = all[j];
        const double value = f(x);
        if (value < least) {
          least = value;
          best = x;
        }
      }
    if (std::isfinite(least)) grid.emplace_back(least, best);
    if (parameters.free_deltas() == 0) break;
  }
  std::ranges::stable_sort(grid, {}, &std::pair<double, VectorXd>::first);
  // Newton steps are so cheap that they are taken from everywhere.
  if (grid.size() > most_searches && model.slopes == nullptr) grid.resize(most_searches);
  for (const auto& [value, x] : grid) starts.push_back(x);
  LowestMinimum lowest = model.slopes == nullptr
                             ? lowest_minimum(f, starts, low, high)
                             : lowest_by_slopes(likelihood, parameters, f, starts, low, high);
  // A δ that runs up to its bound is no maximum of the likelihood, if there is one inside.
  const auto inside = [&](const Minimum& one) { return (one.at.array() < high.array()).all(); };
  if (lowest.minimum.converged && !inside(lowest.minimum))
    for (const Minimum& other : lowest.all)
      if (inside(other)) {
        lowest.minimum = other;
        lowest.lower_elsewhere = true;
        break;
      }
  return lowest;
}

// Standard errors from the curvature of the likelihood. τ² at 0 is left out. A δ at a bound stays
// in as long as the curvature allows: that it is not known widens the interval of the estimate.
std::vector<std::optional<double>> standard_errors(const Minimum& minimum, bool random) {
  const Index n = minimum.at.size();
  std::vector<std::optional<double>> se(static_cast<std::size_t>(n));
  if (minimum.hessian.rows() != n) return se;
  for (const bool with_held : {true, false}) {
    std::vector<Index> free;
    for (Index i = 0; i < n; ++i)
      if (!minimum.held[static_cast<std::size_t>(i)] || (with_held && !(random && i == 1)))
        free.push_back(i);
    const Eigen::MatrixXd information = minimum.hessian(free, free);
    const Cholesky factor(information);
    if (!factor.positive()) continue;
    const Eigen::MatrixXd covariance = factor.inverse();
    if (!covariance.allFinite()) continue;
    for (std::size_t j = 0; j < free.size(); ++j)
      se[static_cast<std::size_t>(free[j])] =
          std::sqrt(covariance(static_cast<Index>(j), static_cast<Index>(j)));
    break;
  }
  return se;
}

std::string step_name(const std::vector<double>& steps, std::size_t j) {
  const std::string above = j == 0 ? "" : shortest(steps[j - 1]) + " < ";
  return above + "P" + (j < steps.size() ? " ≤ " + shortest(steps[j]) : "");
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "; ") + name;
  return text;
}

std::string complaint(const ArrayXd& y, const ArrayXd& v, const SelectionSettings& settings,
                      const std::vector<double>& steps, std::size_t deltas) {
  const SelectionModel& model = *settings.model;
  if (y.size() < 2) return "a selection model needs at least two studies";
  if (!(v > 0).all() || !y.allFinite() || !v.allFinite()) return "an effect has no usable variance";

  if (std::ranges::adjacent_find(steps, std::ranges::greater_equal{}) != steps.end())
    return "the steps must rise";
  for (const double step : steps)
    if (!(step > 0 && step < 1)) return "each step must lie between 0 and 1";
  if (steps.size() < model.least_steps) return "the step function needs at least one step";
  if (steps.size() > model.most_steps) return "this model takes fewer steps";
  if (model.id == "beta" && steps.size() == 1) return "beta weights take two steps or none";
  if (!settings.delta.empty() && settings.delta.size() != deltas)
    return "as many values of δ are needed as the model has parameters";
  for (const auto& delta : settings.delta)
    if (delta && !(*delta >= 0 && std::isfinite(*delta))) return "δ must be 0 or more";
  return "";
}

}  // namespace

std::optional<SelectionFit> fit_selection(const ArrayXd& y, const ArrayXd& v,
                                          const SelectionSettings& settings, std::string& why) {
  const SelectionModel& model = *settings.model;
  std::vector<double> steps = settings.steps;
  std::erase(steps, 1.0);
  const bool stepped = model.deltas == 0;
  const std::size_t deltas = stepped ? steps.size() + 1 : static_cast<std::size_t>(model.deltas);
  why = complaint(y, v, settings, steps, deltas);
  if (!why.empty()) return std::nullopt;

  const double side = settings.side == SelectionSide::less ? -1 : 1;
  const SelectionLikelihood likelihood(y, v, settings);
  const ArrayXd turned = side * y;
  Parameters parameters{settings.random, settings.delta};
  parameters.fixed.resize(deltas);
  if (stepped) parameters.fixed[0] = 1;
  const Plain plain = without_selection(turned, v, settings.random);
  const double spread = std::sqrt(plain.tau2 + 1 / (1 / v).mean());

  const std::vector<int> counts = likelihood.counts();
  const LowestMinimum found = highest(likelihood, model, parameters, plain, spread, {});
  if (!found.minimum.converged) {
    why = "the likelihood has no maximum that could be found";
    return std::nullopt;
  }
  const Minimum& best = found.minimum;
  const Index n = parameters.size(), first = parameters.first_delta();
  const auto se = standard_errors(best, settings.random);
  const double z = normal_quantile(1 - (1 - settings.level) / 2);

  SelectionFit fit;
  fit.k = static_cast<int>(y.size());
  fit.estimate = side * best.at[0];
  if (se[0]) {
    fit.se = se[0];
    fit.statistic = fit.estimate / *fit.se;
    fit.p = normal_p(*fit.statistic);
    fit.interval = Bounds{fit.estimate - z * *fit.se, fit.estimate + z * *fit.se};
  }
  fit.estimate_without = side * plain.mu;
  if (settings.random) {
    fit.tau2 = best.at[1];
    fit.tau2_se = se[1];
  }
  const ArrayXd delta = parameters.delta(best.at);
  Index next = first;
  std::vector<std::string> at_bound, empty;
  for (std::size_t j = 0; j < deltas; ++j) {
    SelectionDelta one;
    one.name = stepped ? step_name(steps, j) : deltas == 1 ? "δ" : j == 0 ? "δ₁" : "δ₂";
    one.value = delta[static_cast<Index>(j)];
    one.fixed = parameters.fixed[j].has_value();
    if (stepped) one.k = counts[j];
    if (!one.fixed) {
      const auto at = static_cast<std::size_t>(next++);
      if (const auto error = se[at]) {
        one.se = error;
        one.statistic = (one.value - model.none) / *error;
        one.p = normal_p(*one.statistic);
        one.interval = Bounds{std::max(model.low, one.value - z * *error),
                              std::min(most_delta, one.value + z * *error)};
      }
      if (best.held[at]) at_bound.push_back(one.name);
    }
    if (stepped && counts[j] == 0 && (j == 0 || !one.fixed)) empty.push_back(one.name);
    fit.delta.push_back(std::move(one));
  }
  if (!empty.empty() && parameters.free_deltas() > 0)
    fit.notes.push_back({"empty-interval", "no study has " + joined(empty) +
                                               ": how likely such a study is to be seen cannot be "
                                               "told from these data"});
  if (!at_bound.empty())
    fit.notes.push_back({"delta-at-bound",
                         "at a bound of its range, so that its interval is rough: "
                         "the weight of " +
                             joined(at_bound)});
  fit.log_likelihood = -best.value;
  fit.log_likelihood_without = plain.log_likelihood;
  fit.lrt_df = static_cast<int>(parameters.free_deltas());
  if (fit.lrt_df > 0) {
    fit.lrt = std::max(0.0, 2 * (fit.log_likelihood - fit.log_likelihood_without));
    fit.lrt_p = chi_squared_upper(*fit.lrt, fit.lrt_df);
  }
  if (settings.random) {
    Parameters without = parameters;
    without.random = false;
    VectorXd start(n - 1);
    start << best.at[0], best.at.tail(n - 2);
    const LowestMinimum zero =
        highest(likelihood, model, without, without_selection(turned, v, false), spread, {start});
    if (zero.minimum.converged) {
      fit.lrt_tau2 = std::max(0.0, 2 * (zero.minimum.value - best.value));
      fit.lrt_tau2_p = chi_squared_upper(*fit.lrt_tau2, 1);
    }
  }
  if (found.lower_elsewhere)
    fit.notes.push_back({"no-global-maximum",
                         "the likelihood rises further towards extreme values of the parameters; "
                         "the estimate is the highest maximum inside"});
  return fit;
}

}  // namespace steelyard
