// Minima of smooth functions: NLopt's subplex search, then Newton steps. The only door to NLopt.
#include "steelyard/stats/minimise.h"

#include <nlopt.h>

#include <cmath>
#include <limits>

#include "stats/newton.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::VectorXd;

constexpr double infinity = std::numeric_limits<double>::infinity();

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

}  // namespace

Minimum minimise(const Function& f, const VectorXd& start, const VectorXd& low,
                 const VectorXd& high) {
  constexpr int most_rounds = 6;
  Terrain terrain = terrain_of(f, start.size(), low, high);
  VectorXd x = terrain.inside(start);
  Minimum best{x, terrain(x), {}, std::vector<bool>(static_cast<std::size_t>(x.size()), false)};
  if (x.size() == 0) best.converged = std::isfinite(best.value);
  if (x.size() == 0 || !std::isfinite(best.value)) return best;
  // A simplex may shrink onto a slope; each further round starts a new one there, of another size.
  for (int round = 0; round < most_rounds; ++round) {
    const VectorXd steps = natural_steps(terrain, best.at, best.value);
    x = search(terrain, best.at, steps * std::pow(0.3, round % 3));
    const Minimum found = newton(terrain, x, natural_steps(terrain, x, terrain(x)));
    if (found.value <= best.value) best = found;
    if (best.converged) break;
  }
  return best;
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
