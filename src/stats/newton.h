/// Newton's method on differences of the function: the polish of a minimum already found roughly.
#pragma once
#include <Eigen/Core>
#include <functional>

#include "steelyard/stats/minimise.h"

namespace steelyard {

/// A function on a box; NaN counts as infinity.
struct Terrain {
  const std::function<double(const Eigen::VectorXd&)>& f;
  Eigen::VectorXd low, high;

  [[nodiscard]] double operator()(const Eigen::VectorXd& x) const;
  [[nodiscard]] Eigen::VectorXd inside(const Eigen::VectorXd& x) const;
};

/// For each variable a step over which f changes by about 1, or by its own size if that is less.
Eigen::VectorXd natural_steps(const Terrain& terrain, const Eigen::VectorXd& x, double fx);

/// Damped Newton steps from x, bounds as an active set. Takes: `steps` as natural_steps gives them.
Minimum newton(const Terrain& terrain, const Eigen::VectorXd& x, const Eigen::VectorXd& steps);

/// Second derivatives by all variables; 0 × 0 if f is not finite around x.
Eigen::MatrixXd second_derivatives(const Terrain& terrain, const Eigen::VectorXd& x,
                                   const Eigen::VectorXd& steps);

}  // namespace steelyard
