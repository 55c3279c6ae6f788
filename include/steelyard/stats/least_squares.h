/// Weighted least squares for a straight line.
#pragma once
#include <Eigen/Core>
#include <optional>

namespace steelyard {

/// y = intercept + slope · x, weights w.
struct WeightedLine {
  double slope = 0, intercept = 0;
  double slope_se = 0, intercept_se = 0;  ///< for error variances 1/w; times √dispersion if unknown
  double covariance = 0;                  ///< of intercept and slope, for error variances 1/w
  double residual = 0;                    ///< Σ w (y − intercept − slope · x)²
  double df = 0;                          ///< k − 2
  double dispersion = 0;                  ///< residual / df; 0 if df is 0
  bool exact = false;                     ///< the points lie on the line, but for rounding
};

/// Fits the line.
///
/// Takes:  k ≥ 2 points, w > 0
/// Gives:  absent if all x are equal, or if numbers overflow
/// Source: draper1998
std::optional<WeightedLine> weighted_line(const Eigen::ArrayXd& x, const Eigen::ArrayXd& y,
                                          const Eigen::ArrayXd& w);

}  // namespace steelyard
