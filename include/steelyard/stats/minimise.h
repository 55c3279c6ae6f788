/// The minimum of a smooth function of a few variables.
#pragma once
#include <Eigen/Core>
#include <functional>

namespace steelyard {

struct Minimum {
  Eigen::VectorXd at;
  double value = 0;
  Eigen::MatrixXd hessian;  ///< at the minimum, by differences of the function
  bool converged = false;   ///< a minimum inside, or held by a bound, with a vanishing gradient
};

/// A local minimum near `start`, polished by Newton steps until the gradient vanishes to rounding.
///
/// Takes:  `f` finite at `start`; it may give infinity or NaN elsewhere, which counts as very high
///         `low`, `high`: bounds, or empty vectors for none; infinite entries are free
/// Gives:  never throws; the same on every run
/// Source: rowan1990 (search), nocedal2006, chapter 3 (polish)
Minimum minimise(const std::function<double(const Eigen::VectorXd&)>& f,
                 const Eigen::VectorXd& start, const Eigen::VectorXd& low = {},
                 const Eigen::VectorXd& high = {});

}  // namespace steelyard
