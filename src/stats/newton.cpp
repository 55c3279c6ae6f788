// Damped Newton steps in coordinates in which the curvature is 1 in every direction.
#include "stats/newton.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "steelyard/stats/limits.h"

#include "stats/matrices.h"
#include "stats/slopes.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int rough = 5, fine = 14;  // halvings of the step of differences

// f along a direction from x, as far as the box goes.
Slopes along(const Terrain& terrain, const VectorXd& x, double fx, const VectorXd& direction,
             int levels) {
  double low = -infinity, high = infinity;
  for (Index i = 0; i < x.size(); ++i) {
    if (direction[i] == 0) continue;
    double a = (terrain.low[i] - x[i]) / direction[i], b = (terrain.high[i] - x[i]) / direction[i];
    if (a > b) std::swap(a, b);
    low = std::max(low, std::min(a, 0.0));
    high = std::min(high, std::max(b, 0.0));
  }
  const auto g = [&](double t) { return terrain(terrain.inside(x + t * direction)); };
  return slopes(g, fx, low, high, levels);
}

// Gradient and curvature in the coordinates of the columns of `basis`.
struct Shape {
  VectorXd gradient, gradient_error;
  MatrixXd curvature;
  VectorXd curvature_error;  // of the diagonal
  bool found = true;
};

Shape shape(const Terrain& terrain, const VectorXd& x, double fx, const MatrixXd& basis,
            int levels) {
  const Index m = basis.cols();
  Shape s{VectorXd(m), VectorXd(m), MatrixXd(m, m), VectorXd(m)};
  for (Index j = 0; j < m; ++j) {
    const Slopes one = along(terrain, x, fx, basis.col(j), levels);
    s.found = s.found && one.found;
    s.gradient[j] = one.first;
    s.gradient_error[j] = one.first_error;
    s.curvature(j, j) = one.second;
    s.curvature_error[j] = one.second_error;
  }
  for (Index j = 0; j < m && s.found; ++j)
    for (Index l = 0; l < j; ++l) {
      const Slopes sum = along(terrain, x, fx, (basis.col(j) + basis.col(l)) / 2, levels);
      const Slopes difference = along(terrain, x, fx, (basis.col(j) - basis.col(l)) / 2, levels);
      s.found = s.found && sum.found && difference.found;
      s.curvature(j, l) = s.curvature(l, j) = sum.second - difference.second;
    }
  return s;
}

// Coordinates of the free variables, and f's shape in them.
struct Whitened {
  MatrixXd basis;
  Shape at;
  VectorXd curvature;  // eigenvalues, near 1 or −1
  MatrixXd axes;
  bool positive = false, flat = false;
};

// Scales and turns the basis until the curvature is near ±1 along each column: then differences
// are equally exact in all directions, however ill-conditioned the variables are.
Whitened whiten(const Terrain& terrain, const VectorXd& x, double fx, MatrixXd basis, int levels) {
  constexpr int most_turns = 8;
  constexpr double near_one = 4;
  Whitened w;
  if (basis.cols() == 0) {
    w.basis = basis;
    w.positive = true;
    return w;
  }
  bool last = levels == rough;
  for (int turn = 0;; ++turn) {
    w.basis = basis;
    w.at = shape(terrain, x, fx, basis, last ? levels : rough);
    if (!w.at.found || !w.at.curvature.allFinite()) {
      w.at.found = false;
      return w;
    }
    SymmetricEigen eigen = symmetric_eigen(w.at.curvature);
    w.curvature = std::move(eigen.values);
    w.axes = std::move(eigen.vectors);
    const VectorXd error = transposed_product(w.axes.cwiseAbs2(), w.at.curvature_error);
    w.positive = w.curvature.size() == 0 || w.curvature.minCoeff() > 0;
    w.flat = false;
    bool settled = true;
    VectorXd factor(w.curvature.size());
    for (Index j = 0; j < factor.size(); ++j) {
      const double size = std::abs(w.curvature[j]);
      const bool unseen = size <= 10 * error[j];
      w.flat = w.flat || unseen;
      factor[j] = std::clamp(1 / std::sqrt(size), 1e-6, unseen ? 30.0 : 1e4);
      if (size < 1 / near_one || size > near_one) settled = false;
    }
    if ((settled && last) || turn >= most_turns) return w;
    last = last || settled || turn + 1 == most_turns;
    if (!settled) basis = product(basis, w.axes) * factor.asDiagonal();
  }
}

// The Newton step in the basis; where the curvature is negative, downhill all the same.
VectorXd newton_step(const Whitened& w, const VectorXd& gradient) {
  VectorXd step = VectorXd::Zero(gradient.size());
  for (Index j = 0; j < step.size(); ++j) {
    const double slope = w.axes.col(j).dot(gradient);
    step -= w.axes.col(j) * (slope / std::max(std::abs(w.curvature[j]), std::abs(slope) / 20));
  }
  return step;
}

// Variables at a bound that f would drive through it.
std::vector<bool> held_by_bounds(const Terrain& terrain, const VectorXd& x, double fx,
                                 const VectorXd& steps) {
  std::vector<bool> held(static_cast<std::size_t>(x.size()), false);
  for (Index i = 0; i < x.size(); ++i) {
    if (x[i] > terrain.low[i] && x[i] < terrain.high[i]) continue;
    VectorXd direction = VectorXd::Zero(x.size());
    direction[i] = x[i] > terrain.low[i] ? -steps[i] : steps[i];
    const Slopes inwards = along(terrain, x, fx, direction, fine);
    held[static_cast<std::size_t>(i)] = terrain.low[i] == terrain.high[i] || !inwards.found ||
                                        inwards.first >= -10 * inwards.first_error;
  }
  return held;
}

MatrixXd columns_of(const VectorXd& steps, const std::vector<bool>& held, bool which) {
  MatrixXd basis(steps.size(), std::ranges::count(held, which));
  Index column = 0;
  for (Index i = 0; i < steps.size(); ++i)
    if (held[static_cast<std::size_t>(i)] == which) {
      basis.col(column).setZero();
      basis(i, column++) = steps[i];
    }
  return basis;
}

// Longest share of the step that stays in the box.
double room(const Terrain& terrain, const VectorXd& x, const VectorXd& step) {
  double share = 1;
  for (Index i = 0; i < x.size(); ++i) {
    const double bound = step[i] > 0 ? terrain.high[i] : terrain.low[i];
    if (step[i] != 0 && std::abs(step[i]) * share > std::abs(bound - x[i]))
      share = std::abs(bound - x[i]) / std::abs(step[i]);
  }
  return share;
}

// f rises to both sides of x along every column, as the curvature says. A tail that falls for ever
// also has a positive curvature, however small, but no such rise.
bool rises(const Terrain& terrain, const VectorXd& x, double fx, const MatrixXd& basis) {
  constexpr double share = 1e-3;  // of the rise of a parabola
  for (Index j = 0; j < basis.cols(); ++j)
    for (const double side : {1.0, -1.0}) {
      bool seen = false;
      for (double t = 1; t > 1e-4 && !seen; t /= 10) {
        const VectorXd there = x + side * t * basis.col(j);
        seen = terrain.inside(there) != there || terrain(there) - fx > share * t * t / 2;
      }
      if (!seen) return false;
    }
  return true;
}

struct Walk {
  VectorXd x;
  double fx;
  std::vector<bool> held;
  Whitened w;
  double left = infinity;  // length of the Newton step still to do, in units of curvature 1
};

// One step downhill. Gives: false if there is nothing below.
bool step_down(const Terrain& terrain, Walk& walk, const VectorXd& step, bool near) {
  const double noise = near ? 16 * eps * std::max(1.0, std::abs(walk.fx)) : 0;
  double share = room(terrain, walk.x, step);
  const bool cut = share < 1;
  for (int halving = 0; halving < 40; ++halving, share /= 2) {
    VectorXd next = terrain.inside(walk.x + share * step);
    if (cut && halving == 0)
      for (Index i = 0; i < next.size();
           ++i)  // the variable that hit its bound stands on it exactly
        for (const double bound : {terrain.low[i], terrain.high[i]})
          if (std::abs(next[i] - bound) <= 4 * eps * std::abs(walk.x[i] - bound)) next[i] = bound;
    const double value = terrain(next);
    if (next == walk.x) return false;
    if (value < walk.fx || value <= walk.fx + noise) {
      walk.x = next;
      walk.fx = value;
      return true;
    }
  }
  return false;
}

}  // namespace

double Terrain::operator()(const VectorXd& x) const {
  const double value = x.allFinite() ? f(x) : infinity;
  return std::isnan(value) ? infinity : value;
}

VectorXd Terrain::inside(const VectorXd& x) const {
  return x.cwiseMax(low).cwiseMin(high);
}

VectorXd natural_steps(const Terrain& terrain, const VectorXd& x, double fx) {
  constexpr double little = 0.05, much = 20;
  const double target = std::isnormal(fx) ? std::min(1.0, std::abs(fx)) : 1;
  VectorXd steps(x.size());
  for (Index i = 0; i < x.size(); ++i) {
    const double widest = terrain.high[i] - terrain.low[i];
    double h = x[i] != 0 ? std::abs(x[i]) / 8 : 1;
    if (std::isfinite(widest)) h = std::min(h, widest / 4);
    for (int trial = 0; trial < 400; ++trial) {
      double change = 0;
      for (const double side : {-h, h}) {
        VectorXd there = x;
        there[i] += side;
        there = terrain.inside(there);
        if (there[i] != x[i]) change = std::max(change, std::abs(terrain(there) - fx));
      }
      if (change > much * target) {
        h *= std::isfinite(change) ? std::max(0.01, std::sqrt(target / change)) : 0.1;
      } else if (change < little * target && h < widest / 4) {
        const double longer = change > 0 ? std::min(10.0, std::sqrt(target / change)) : 10;
        if (h > 1e12 * (std::abs(x[i]) + 1)) break;  // flat
        h = std::min(h * longer, widest / 4);
      } else {
        break;
      }
    }
    steps[i] = h > 0 && std::isfinite(h) ? h : std::max(eps, eps * std::abs(x[i]));
  }
  return steps;
}

MatrixXd second_derivatives(const Terrain& terrain, const VectorXd& x, const VectorXd& steps) {
  // Variables at a bound only move inwards, so they are not mixed with the others.
  constexpr double no_room = 1e-3;
  const double fx = terrain(x);
  if (!std::isfinite(fx)) return {};
  std::vector<bool> edge;
  VectorXd inwards = steps;
  for (Index i = 0; i < x.size(); ++i) {
    const double below = x[i] - terrain.low[i], above = terrain.high[i] - x[i];
    edge.push_back(std::min(below, above) < no_room * steps[i]);
    if (edge.back() && above < below) inwards[i] = -steps[i];
  }
  const Whitened w = whiten(terrain, x, fx, columns_of(steps, edge, false), fine);
  if (!w.at.found) return {};
  const Index n = x.size(), inner = w.basis.cols();
  MatrixXd basis(n, n), second(n, n);
  basis.leftCols(inner) = w.basis;
  basis.rightCols(n - inner) = columns_of(inwards, edge, true);
  second.topLeftCorner(inner, inner) = w.at.curvature;
  bool found = true;
  const auto curvature = [&](const VectorXd& direction) {
    const Slopes slopes_there = along(terrain, x, fx, direction, fine);
    found = found && slopes_there.found;
    return slopes_there.second;
  };
  for (Index j = inner; j < n && found; ++j) {
    second(j, j) = curvature(basis.col(j));
    for (int turn = 0; turn < 4 && std::abs(second(j, j)) > 4; ++turn) {
      basis.col(j) /= std::sqrt(std::abs(second(j, j)));
      second(j, j) = curvature(basis.col(j));
    }
    for (Index l = 0; l < j; ++l) {
      const double sum = curvature(basis.col(j) + basis.col(l));
      second(j, l) = second(l, j) = l < inner ? (sum - curvature(basis.col(j) - basis.col(l))) / 4
                                              : (sum - second(j, j) - second(l, l)) / 2;
    }
  }
  if (!found) return {};
  const MatrixXd back = inverse_of(basis);
  const MatrixXd hessian = product(transposed_product(back, second), back);
  return hessian.allFinite() ? MatrixXd((hessian + hessian.transpose()) / 2) : MatrixXd();
}

Minimum newton(const Terrain& terrain, const VectorXd& start, const VectorXd& steps) {
  constexpr int most_steps = 100;
  constexpr double near = 1e-3, vanished = 1e-5;
  Walk walk{start, terrain(start), {}, {}};
  bool fresh = false;
  double previous = infinity;
  for (int step = 0; step < most_steps; ++step) {
    const std::vector<bool> held = held_by_bounds(terrain, walk.x, walk.fx, steps);
    if (held != walk.held || !fresh) {
      const MatrixXd basis = held == walk.held && walk.w.at.found && !walk.w.flat
                                 ? walk.w.basis
                                 : columns_of(steps, held, false);
      walk.held = held;
      walk.w = whiten(terrain, walk.x, walk.fx, basis, previous > near ? rough : fine);
      if (!walk.w.at.found) break;
    }
    for (Index j = 0; j < walk.w.basis.cols(); ++j)
      walk.w.at.gradient[j] = along(terrain, walk.x, walk.fx, walk.w.basis.col(j), fine).first;
    const VectorXd to_do = newton_step(walk.w, walk.w.at.gradient);
    walk.left = to_do.norm();
    if (walk.left == 0 || (walk.left < vanished && walk.left > previous / 2)) break;
    previous = walk.left;
    fresh = walk.left < near && walk.w.positive;
    if (!step_down(terrain, walk, product(walk.w.basis, to_do), walk.left < near)) break;
  }
  Minimum minimum{walk.x, walk.fx, {}, walk.held, false};
  if (!walk.w.at.found) return minimum;
  const Whitened last = whiten(terrain, walk.x, walk.fx, walk.w.basis, fine);
  if (!last.at.found) return minimum;
  const double left = newton_step(last, last.at.gradient).norm();
  minimum.converged = last.positive && !last.flat &&
                      left < vanished * std::max(1.0, std::sqrt(std::abs(walk.fx))) &&
                      rises(terrain, walk.x, walk.fx, last.basis);
  minimum.hessian = second_derivatives(terrain, walk.x, steps);
  return minimum;
}

}  // namespace steelyard
