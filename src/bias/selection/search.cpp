// The search for the highest maximum of the likelihood of a selection model, from several starts.
#include "bias/selection/search.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "bias/selection/descent.h"
#include "steelyard/stats/limits.h"

namespace steelyard {

Eigen::Index SelectionParameters::free_deltas() const {
  return static_cast<Eigen::Index>(
      std::ranges::count_if(fixed, [](const auto& one) { return !one.has_value(); }));
}

Eigen::ArrayXd SelectionParameters::delta(const Eigen::VectorXd& x) const {
  Eigen::ArrayXd all(static_cast<Eigen::Index>(fixed.size()));
  Eigen::Index next = first_delta();
  for (Eigen::Index j = 0; j < all.size(); ++j) {
    const auto& value = fixed[static_cast<std::size_t>(j)];
    all[j] = value ? *value : x[next++];
  }
  return all;
}

namespace {

using Eigen::ArrayXd;
using Eigen::Index;
using Eigen::VectorXd;

constexpr double same = 1e-4;  // of −log L

// A search by values alone needs values whose last digits tell points apart.
bool told_apart(double value) {
  return !(std::abs(value) * 64 * std::numeric_limits<double>::epsilon() > same);
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
             {15.0, 1.0},
             {15.0, 0.2},
             {60.0, 0.02},
             {60.0, 0.002}
    })
      starts.push_back((ArrayXd(2) << a, b).finished());
  }
  return starts;
}

// The likelihood's derivatives by what is estimated, upside down.
std::optional<SelectionSurface> surface_at(const SelectionLikelihood& likelihood,
                                           const SelectionParameters& parameters,
                                           const VectorXd& x) {
  auto all = likelihood.surface(x[0], parameters.tau2(x), parameters.delta(x));
  if (!all) return std::nullopt;
  std::vector<Index> free{0};
  if (parameters.random) free.push_back(1);
  for (std::size_t j = 0; j < parameters.fixed.size(); ++j)
    if (!parameters.fixed[j]) free.push_back(2 + static_cast<Index>(j));
  return SelectionSurface{-all->value, -all->gradient(free), -all->hessian(free, free)};
}

// Two δ of which the first takes the selection away: at δ₁ = 0 the second means nothing. Absent
// where −log L falls as δ₁ rises from there, for some δ₂; `way_down` is a start there.
std::optional<Minimum> no_selection(const Surface& surface, const SelectionParameters& parameters,
                                    const WithoutSelection& plain, VectorXd& way_down) {
  const Index first = parameters.first_delta();
  VectorXd x(first + 2);
  x[0] = plain.mu;
  if (parameters.random) x[1] = plain.tau2;
  x[first] = 0;
  x[first + 1] = 1;
  const auto edge = surface(x);
  if (!edge) return std::nullopt;
  double steepest = 0;
  for (const double shape : {0.02, 0.1, 0.25, 0.5, 1.0, 1.7, 3.0, 6.0, 12.0, 30.0, most_delta}) {
    x[first + 1] = shape;
    const auto there = surface(x);
    if (!there || !(there->gradient[first] < 0)) continue;
    const double curvature = std::max(there->hessian(first, first), 1e-3);
    const double gain = there->gradient[first] * there->gradient[first] / curvature;
    if (gain <= steepest) continue;
    steepest = gain;
    way_down = x;
    way_down[first] = std::clamp(-there->gradient[first] / curvature, 1e-3, 5.0);
  }
  if (steepest > 0) return std::nullopt;
  x[first + 1] = 1;
  std::vector<bool> held(static_cast<std::size_t>(first + 2), false);
  held[static_cast<std::size_t>(first)] = true;
  if (parameters.random && plain.tau2 == 0) held[1] = true;
  return Minimum{x, edge->value, edge->hessian, held, true};
}

// As lowest_minimum, with Newton steps from every start. Its search goes on only where these ended
// at no clear minimum, and not far above the best.
LowestMinimum lowest_by_slopes(const SelectionLikelihood& likelihood, const SelectionModel& model,
                               const SelectionParameters& parameters, const WithoutSelection& plain,
                               const std::function<double(const VectorXd&)>& f,
                               std::vector<VectorXd> starts, const VectorXd& low,
                               const VectorXd& high) {
  constexpr double hopeless = 2;  // of −log L
  const Surface surface = [&](const VectorXd& x) { return surface_at(likelihood, parameters, x); };
  LowestMinimum result;
  double lowest = infinity;
  const Index first = parameters.first_delta();
  const bool shaped = model.none == 0 && parameters.free_deltas() == 2;
  if (shaped) {
    VectorXd way_down;
    if (auto edge = no_selection(surface, parameters, plain, way_down)) {
      lowest = edge->value;
      result.all.push_back(std::move(*edge));
    } else if (way_down.size() > 0) {
      starts.push_back(way_down);
    }
  }
  std::vector<Minimum> lost;
  for (const VectorXd& start : starts) {
    Minimum end = descend(surface, start, low, high);
    if (!std::isfinite(end.value)) end.value = f(end.at);
    if (!std::isfinite(end.value)) continue;
    // Where nothing is selected one δ means nothing, and the steps cannot tell how to go on.
    if (shaped && (end.at[first] == 0 || end.at[first + 1] == 0) &&
        std::abs(end.value + plain.log_likelihood) < same)
      continue;
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
  if (told_apart(lowest) && (!again.empty() || result.all.empty())) {
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

}  // namespace

LowestMinimum highest_likelihood(const SelectionLikelihood& likelihood, const SelectionModel& model,
                                 const SelectionParameters& parameters,
                                 const WithoutSelection& plain, double spread,
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
  // As in lowest_by_slopes; here the best point of the grid has to tell.
  if (model.slopes == nullptr && !parameters.random && !grid.empty() &&
      !told_apart(grid.front().first))
    return {{grid.front().second, grid.front().first, {}, {}}, false, {}};
  LowestMinimum lowest = model.slopes == nullptr ? lowest_minimum(f, starts, low, high)
                                                 : lowest_by_slopes(likelihood, model, parameters,
                                                                    plain, f, starts, low, high);
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

}  // namespace steelyard
