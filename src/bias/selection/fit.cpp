// Maximum likelihood fits of selection models, from several starts.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "bias/selection/likelihood.h"
#include "bias/selection/search.h"
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

WithoutSelection without_selection(const ArrayXd& y, const ArrayXd& v, bool random) {
  WithoutSelection plain;
  if (random) plain.tau2 = find_row(tau2_estimators(), "ML")->estimate(y, v).value;
  const ArrayXd w = 1 / (v + plain.tau2);
  plain.mu = (w * y).sum() / w.sum();
  plain.log_likelihood =
      -0.5 * ((2 * std::numbers::pi / w).log() + w * (y - plain.mu).square()).sum();
  return plain;
}

// Standard errors from the curvature of the likelihood. τ² at 0 is left out. A δ at a bound stays
// in as long as the curvature allows: that it is not known widens the interval of the estimate.
std::vector<std::optional<double>> standard_errors(const Minimum& minimum, bool random) {
  const Index n = minimum.at.size();
  std::vector<std::optional<double>> se(static_cast<std::size_t>(n));
  if (minimum.hessian.rows() != n) return se;
  for (const bool with_held : {true, false}) {
    std::vector<Index> free;
    for (Index i = 0; i < n; ++i) {
      if (minimum.hessian(i, i) == 0) continue;  // means nothing there
      if (!minimum.held[static_cast<std::size_t>(i)] || (with_held && !(random && i == 1)))
        free.push_back(i);
    }
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

// Twice what one log-likelihood is above another; what rounding leaves of it is 0.
double likelihood_ratio(double gain) {
  constexpr double rounding = 1e-10;
  return 2 * gain < rounding ? 0 : 2 * gain;
}

std::optional<SelectionFit> fit_scaled(const ArrayXd& y, const ArrayXd& v,
                                       const SelectionSettings& settings, std::string& why) {
  const SelectionModel& model = *settings.model;
  std::vector<double> steps = settings.steps;
  std::erase(steps, 1.0);
  const bool stepped = model.deltas == 0;
  const std::size_t deltas = stepped ? steps.size() + 1 : static_cast<std::size_t>(model.deltas);
  const double side = settings.side == SelectionSide::less ? -1 : 1;
  const SelectionLikelihood likelihood(y, v, settings);
  const ArrayXd turned = side * y;
  SelectionParameters parameters{settings.random, settings.delta};
  parameters.fixed.resize(deltas);
  if (stepped) parameters.fixed[0] = 1;
  const WithoutSelection plain = without_selection(turned, v, settings.random);
  const double spread = std::sqrt(plain.tau2 + 1 / (1 / v).mean());

  const std::vector<int> counts = likelihood.counts();
  const LowestMinimum found = highest_likelihood(likelihood, model, parameters, plain, spread, {});
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
    if (!se[1])
      fit.notes.push_back({"tau2-without-se",
                           fit.tau2 == 0 ? "τ² is 0, the end of its range, where it has no standard error"
                                         : "the curvature of the likelihood gives τ² no standard error"});
  }
  const ArrayXd delta = parameters.delta(best.at);
  Index next = first;
  std::vector<std::string> at_bound, empty, meaningless;
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
      if (best.hessian.rows() == n && best.hessian(next - 1, next - 1) == 0)
        meaningless.push_back(one.name);
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
  if (!meaningless.empty())
    fit.notes.push_back({"delta-without-meaning",
                         (found.lower_elsewhere ? "the highest maximum inside has no selection"
                                                : "the likelihood is highest without selection") +
                             std::string(", where no value of ") + joined(meaningless) +
                             " changes a weight"});
  fit.log_likelihood = -best.value;
  fit.log_likelihood_without = plain.log_likelihood;
  fit.lrt_df = static_cast<int>(parameters.free_deltas());
  if (fit.lrt_df > 0) {
    fit.lrt = likelihood_ratio(fit.log_likelihood - fit.log_likelihood_without);
    fit.lrt_p = chi_squared_upper(*fit.lrt, fit.lrt_df);
  }
  if (settings.random) {
    SelectionParameters without = parameters;
    without.random = false;
    VectorXd start(n - 1);
    start << best.at[0], best.at.tail(n - 2);
    const LowestMinimum zero = highest_likelihood(
        likelihood, model, without, without_selection(turned, v, false), spread, {start});
    if (zero.minimum.converged) {
      fit.lrt_tau2 = likelihood_ratio(zero.minimum.value - best.value);
      fit.lrt_tau2_p = chi_squared_upper(*fit.lrt_tau2, 1);
    }
  }
  if (found.lower_elsewhere)
    fit.notes.push_back({"no-global-maximum",
                         "the likelihood rises further towards extreme values of the parameters; "
                         "the estimate is the highest maximum inside"});
  return fit;
}

// What a fit in units of `unit` is in those of the effects.
void rescale(SelectionFit& fit, double unit) {
  fit.estimate *= unit;
  fit.estimate_without *= unit;
  if (fit.se) *fit.se *= unit;
  if (fit.interval) fit.interval = Bounds{fit.interval->low * unit, fit.interval->high * unit};
  fit.tau2 *= unit * unit;
  if (fit.tau2_se) *fit.tau2_se *= unit * unit;
  const double shift = fit.k * std::log(unit);
  fit.log_likelihood -= shift;
  fit.log_likelihood_without -= shift;
}

// P values, and so the weights, do not change with the unit; the search needs one in which standard
// errors are neither tiny nor huge. A power of two changes no digit.
double unit_of(const ArrayXd& v) {
  constexpr double ordinary = 10;  // powers of two
  std::vector<double> sorted(v.begin(), v.end());
  const auto middle = sorted.begin() + static_cast<long>(sorted.size() / 2);
  std::ranges::nth_element(sorted, middle);
  const double power = std::round(std::log2(*middle) / 2);
  return std::abs(power) <= ordinary ? 1 : std::exp2(power);
}

}  // namespace

std::optional<SelectionFit> fit_selection(const ArrayXd& y, const ArrayXd& v,
                                          const SelectionSettings& settings, std::string& why) {
  std::vector<double> steps = settings.steps;
  std::erase(steps, 1.0);
  const SelectionModel& model = *settings.model;
  const std::size_t deltas = model.deltas == 0 ? steps.size() + 1 : static_cast<std::size_t>(model.deltas);
  why = complaint(y, v, settings, steps, deltas);
  if (!why.empty()) return std::nullopt;
  const double unit = unit_of(v);
  auto fit = fit_scaled(y / unit, v / unit / unit, settings, why);
  if (fit) rescale(*fit, unit);
  return fit;
}

}  // namespace steelyard
