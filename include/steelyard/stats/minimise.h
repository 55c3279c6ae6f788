/// The minimum of a smooth function of a few variables.
#pragma once
#include <Eigen/Core>
#include <functional>
#include <vector>

namespace steelyard {

struct Minimum {
  Eigen::VectorXd at;
  double value = 0;
  Eigen::MatrixXd
      hessian;  ///< at the minimum, by differences of the function; 0 × 0 if there is none
  std::vector<bool> held;  ///< variables that a bound holds; their rows of `hessian` are one-sided
  bool converged = false;  ///< a minimum inside, or held by a bound, with a vanishing gradient
};

/// A local minimum near `start`, polished by Newton steps until the gradient vanishes to rounding.
///
/// A change of f by 1 is taken to matter, as for a negative log-likelihood; f's own size, and the
/// scale of each variable, may be anything.
///
/// Takes:  `f` finite at `start`; it may give infinity or NaN elsewhere, which counts as very high
///         `low`, `high`: bounds, or empty vectors for none; infinite entries are free
/// Gives:  never throws; the same on every run; not converged where f is flat or has no minimum
/// Source: rowan1990 (search), nocedal2006, chapters 3 and 16 (polish)
Minimum minimise(const std::function<double(const Eigen::VectorXd&)>& f,
                 const Eigen::VectorXd& start, const Eigen::VectorXd& low = {},
                 const Eigen::VectorXd& high = {});

/// The lowest of the minima near several starts: a search from each, the polish of the lowest few
/// that differ.
///
/// Takes:  as `minimise`; starts at which f is not finite are passed over
/// Gives:  a converged minimum if any start leads to one, even if f goes lower elsewhere, as
/// towards
///         infinity; `lower_elsewhere` then. Not converged, at the lowest point seen, if none does.
struct LowestMinimum {
  Minimum minimum;
  bool lower_elsewhere = false;
  std::vector<Minimum> all;  ///< the converged ones, lowest first
};
LowestMinimum lowest_minimum(const std::function<double(const Eigen::VectorXd&)>& f,
                             const std::vector<Eigen::VectorXd>& starts,
                             const Eigen::VectorXd& low = {}, const Eigen::VectorXd& high = {});

/// The matrix of second derivatives of f at a point, by extrapolated differences that stay within
/// the bounds and where f is finite.
///
/// Takes:  as `minimise`; the point need not be a minimum
/// Gives:  0 × 0 if f is not finite around the point
/// Source: ridders1982
Eigen::MatrixXd hessian_at(const std::function<double(const Eigen::VectorXd&)>& f,
                           const Eigen::VectorXd& at, const Eigen::VectorXd& low = {},
                           const Eigen::VectorXd& high = {});

}  // namespace steelyard
