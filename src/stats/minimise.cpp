// Minima of smooth functions: NLopt's subplex search, then Newton steps. The only door to NLopt.
#include "steelyard/stats/minimise.h"

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/newton.h"
#include "steelyard/stats/limits.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::VectorXd;


using Function = std::function<double(const VectorXd&)>;

Terrain terrain_of(const Function& f, Index n, const VectorXd& low, const VectorXd& high) {
  return {f, low.size() == n ? low : VectorXd::Constant(n, -infinity),
          high.size() == n ? high : VectorXd::Constant(n, infinity)};
}

double call(unsigned n, const double* x, double*, void* data) {
  return (*static_cast<const Terrain*>(data))(Eigen::Map<const VectorXd>(x, static_cast<Index>(n)));
}

// Subplex search to a rough minimum; the point given if the search finds none lower.
VectorXd search(Terrain& terrain, const VectorXd& start, const VectorXd& steps) {
  constexpr double rough = 1e-3;  // of the natural step; Newton's method does the rest
  const auto n = static_cast<unsigned>(start.size());
  nlopt_opt optimiser = nlopt_create(NLOPT_LN_SBPLX, n);
  if (optimiser == nullptr) return start;
  const VectorXd tolerance = rough * steps;
  VectorXd x = start;
  double value = infinity;
  nlopt_set_min_objective(optimiser, call, &terrain);
  nlopt_set_lower_bounds(optimiser, terrain.low.data());
  nlopt_set_upper_bounds(optimiser, terrain.high.data());
  nlopt_set_initial_step(optimiser, steps.data());
  nlopt_set_xtol_abs(optimiser, tolerance.data());
  nlopt_set_maxeval(optimiser, static_cast<int>(300 * (n + 1)));
  nlopt_optimize(optimiser, x.data(), &value);
  nlopt_destroy(optimiser);
  return x.allFinite() && terrain(x) <= terrain(start) ? x : start;
}

// Search and polish, from a point inside the bounds.
Minimum descend(Terrain& terrain, const VectorXd& start) {
  constexpr int most_rounds = 6;
  Minimum best{
      start, terrain(start), {}, std::vector<bool>(static_cast<std::size_t>(start.size()), false)};
  if (start.size() == 0) best.converged = std::isfinite(best.value);
  if (start.size() == 0 || !std::isfinite(best.value)) return best;
  // A simplex may shrink onto a slope; each further round starts a new one there, of another size.
  for (int round = 0; round < most_rounds; ++round) {
    const VectorXd steps = natural_steps(terrain, best.at, best.value);
    const VectorXd x = search(terrain, best.at, steps * std::pow(0.3, round % 3));
    const Minimum found = newton(terrain, x, natural_steps(terrain, x, terrain(x)));
    if (found.value <= best.value) best = found;
    if (best.converged) break;
  }
  return best;
}

}  // namespace

Minimum minimise(const Function& f, const VectorXd& start, const VectorXd& low,
                 const VectorXd& high) {
  Terrain terrain = terrain_of(f, start.size(), low, high);
  return descend(terrain, terrain.inside(start));
}

LowestMinimum lowest_minimum(const Function& f, const std::vector<VectorXd>& starts,
                             const VectorXd& low, const VectorXd& high) {
  constexpr double same = 1e-4;  // of f
  constexpr double near = 0.02, hopeless = 2;
  struct End {
    double value;
    VectorXd x;
  };
  std::vector<End> ends;
  LowestMinimum result;
  if (starts.empty()) return result;
  Terrain terrain = terrain_of(f, starts.front().size(), low, high);
  for (const VectorXd& start : starts) {
    const VectorXd from = terrain.inside(start);
    const double value = terrain(from);
    if (!std::isfinite(value)) continue;
    const VectorXd x = search(terrain, from, natural_steps(terrain, from, value));
    ends.push_back({terrain(x), x});
  }
  std::ranges::stable_sort(ends, {}, &End::value);
  result.minimum = {starts.front(), infinity, {}, {}};
  double lowest = infinity;
  for (const End& end : ends) {
    if (result.minimum.converged) {
      const VectorXd off = end.x - result.minimum.at;
      const double apart = result.minimum.hessian.rows() == off.size()
                               ? off.dot(result.minimum.hessian * off) / 2
                               : infinity;
      if (end.value > lowest + hopeless) break;
      if (apart < near && end.value > result.minimum.value - same) continue;
    }
    const Minimum found = descend(terrain, end.x);
    lowest = std::min(lowest, found.value);
    const bool better = found.converged != result.minimum.converged
                            ? found.converged
                            : found.value < result.minimum.value;
    if (better) result.minimum = found;
    if (found.converged) result.all.push_back(found);
  }
  std::ranges::stable_sort(result.all, {}, &Minimum::value);
  result.lower_elsewhere = lowest < result.minimum.value - same;
  return result;
}

Eigen::MatrixXd hessian_at(const Function& f, const VectorXd& at, const VectorXd& low,
                           const VectorXd& high) {
  const Terrain terrain = terrain_of(f, at.size(), low, high);
  if (at.size() == 0) return {};
  const double value = terrain(at);
  if (!std::isfinite(value)) return {};
  return second_derivatives(terrain, at, natural_steps(terrain, at, value));
}

}  // namespace steelyard
