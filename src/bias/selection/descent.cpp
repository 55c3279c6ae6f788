// Newton's method on a surface whose derivatives are known, inside bounds.
#include "bias/selection/descent.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "steelyard/stats/limits.h"

#include "stats/matrices.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

class Descent {
 public:
  Descent(const Surface& f, const VectorXd& low, const VectorXd& high)
      : f_(f), low_(low), high_(high) {}

  Minimum from(VectorXd x) const {
    constexpr int most_steps = 100;
    // From here on f no longer tells points apart, but its gradient still does.
    constexpr double near = 1e-8;
    x = inside(x);
    auto here = f_(x);
    double last = infinity;
    for (int step = 0; here && step < most_steps; ++step) {
      const std::vector<Index> free = free_of(x, *here);
      if (free.empty()) return found(x, *here, free);
      const VectorXd direction = newton(*here, free);
      const double promise = -here->gradient.dot(direction);
      if (!(promise >= 0)) break;
      if (promise < near) {
        // Steps to the last digit: taken while each promises clearly less than the one before.
        if (promise == 0 || promise > last / 4) return found(x, *here, free);
        last = promise;
        const VectorXd next = inside(x + direction);
        const auto there = f_(next);
        if (!there || there->value > here->value + near) return found(x, *here, free);
        x = next;
        here = there;
        continue;
      }
      last = infinity;
      if (!search(x, here, direction)) break;
    }
    return {x, here ? here->value : infinity, {}, {}};
  }

 private:
  [[nodiscard]] VectorXd inside(const VectorXd& x) const {
    return x.cwiseMax(low_).cwiseMin(high_);
  }

  // Variables that no bound holds.
  [[nodiscard]] std::vector<Index> free_of(const VectorXd& x, const SelectionSurface& here) const {
    std::vector<Index> free;
    for (Index i = 0; i < x.size(); ++i)
      if (!(x[i] <= low_[i] && here.gradient[i] >= 0) &&
          !(x[i] >= high_[i] && here.gradient[i] <= 0))
        free.push_back(i);
    return free;
  }

  // Axes of the curvature of the free variables, each scaled to a curvature of 1 in itself.
  struct Axes {
    VectorXd scale, curvature;
    MatrixXd along;
  };
  [[nodiscard]] static Axes axes_of(const SelectionSurface& here, const std::vector<Index>& free) {
    Axes axes;
    axes.scale.resize(static_cast<Index>(free.size()));
    for (Index j = 0; j < axes.scale.size(); ++j) {
      const Index i = free[static_cast<std::size_t>(j)];
      const double curvature = std::abs(here.hessian(i, i));
      axes.scale[j] = curvature > 0 ? 1 / std::sqrt(curvature) : 1;
    }
    const MatrixXd H = axes.scale.asDiagonal() * MatrixXd(here.hessian(free, free)) *
                       axes.scale.asDiagonal();
    SymmetricEigen eigen = symmetric_eigen(H);
    axes.curvature = std::move(eigen.values);
    axes.along = std::move(eigen.vectors);
    return axes;
  }

  // Downhill also where the surface is not convex: every curvature counts by its size.
  [[nodiscard]] static VectorXd newton(const SelectionSurface& here,
                                       const std::vector<Index>& free) {
    constexpr double least = 1e-9, longest = 20;  // of the largest curvature; in scaled units
    const Axes axes = axes_of(here, free);
    VectorXd g(axes.scale.size());
    for (Index j = 0; j < g.size(); ++j)
      g[j] = here.gradient[free[static_cast<std::size_t>(j)]] * axes.scale[j];
    VectorXd along = transposed_product(axes.along, g);
    const double largest = axes.curvature.cwiseAbs().maxCoeff();
    for (Index j = 0; j < along.size(); ++j) {
      const double size = std::max(std::abs(axes.curvature[j]), least * largest);
      along[j] = size > 0 ? -along[j] / size : 0;
    }
    const double length = along.norm();
    if (length > longest) along *= longest / length;
    const VectorXd scaled = product(axes.along, along);
    VectorXd direction = VectorXd::Zero(here.gradient.size());
    for (Index j = 0; j < g.size(); ++j)
      direction[free[static_cast<std::size_t>(j)]] = scaled[j] * axes.scale[j];
    return direction;
  }

  bool search(VectorXd& x, std::optional<SelectionSurface>& here,
              const VectorXd& direction) const {
    constexpr double enough = 1e-4;  // of the promised gain. Source: nocedal2006, equation 3.4
    double length = 1;
    for (int halving = 0; halving < 40; ++halving, length /= 2) {
      const VectorXd next = inside(x + length * direction);
      const double promised = -here->gradient.dot(next - x);
      if (!(promised > 0)) continue;
      auto there = f_(next);
      if (!there || there->value > here->value - enough * promised) continue;
      x = next;
      here = std::move(there);
      return true;
    }
    return false;
  }

  // A tail that falls for ever also has a positive curvature, however small, but f does not rise
  // there to both sides as the curvature says.
  [[nodiscard]] Minimum found(const VectorXd& x, const SelectionSurface& here,
                              const std::vector<Index>& free) const {
    constexpr double flat = 1e-8, share = 1e-3;  // of the largest curvature; of a parabola's rise
    Minimum minimum{x, here.value, here.hessian,
                    std::vector<bool>(static_cast<std::size_t>(x.size()), true), true};
    for (const Index i : free) minimum.held[static_cast<std::size_t>(i)] = false;
    if (free.empty()) return minimum;
    const Axes axes = axes_of(here, free);
    minimum.converged = axes.curvature.minCoeff() > flat * axes.curvature.maxCoeff();
    if (!minimum.converged) return minimum;
    for (Index j = 0; j < axes.curvature.size(); ++j) {
      VectorXd direction = VectorXd::Zero(x.size());
      for (Index i = 0; i < axes.curvature.size(); ++i)
        direction[free[static_cast<std::size_t>(i)]] =
            axes.along(i, j) * axes.scale[i] / std::sqrt(axes.curvature[j]);
      for (const double side : {1.0, -1.0}) {
        bool seen = false;
        for (double t = 1; t > 1e-4 && !seen; t /= 10) {
          const VectorXd there = x + side * t * direction;
          if (inside(there) != there) {
            seen = true;
            break;
          }
          const auto surface = f_(there);
          seen = surface && surface->value - here.value > share * t * t / 2;
        }
        minimum.converged = minimum.converged && seen;
      }
    }
    return minimum;
  }

  const Surface& f_;
  const VectorXd &low_, &high_;
};

}  // namespace

Minimum descend(const Surface& f, const VectorXd& start, const VectorXd& low,
                const VectorXd& high) {
  return Descent(f, low, high).from(start);
}

}  // namespace steelyard
