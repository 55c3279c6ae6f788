// Weighted least squares for a straight line, seen from the heaviest point, so that nothing
// cancels.
#include "steelyard/stats/least_squares.h"

#include <cmath>
#include <limits>

namespace steelyard {

namespace {

// Σ w d/Σ w, for d measured from the heaviest point.
double mean_of(const Eigen::ArrayXd& d, const Eigen::ArrayXd& w) {
  return (w * d).sum() / w.sum();
}

}  // namespace

std::optional<WeightedLine> weighted_line(const Eigen::ArrayXd& x, const Eigen::ArrayXd& y,
                                          const Eigen::ArrayXd& w) {
  if (x.size() < 2 || !x.allFinite() || !y.allFinite() || !w.allFinite()) return std::nullopt;
  Eigen::Index heaviest = 0;
  const double unit = w.maxCoeff(&heaviest);
  if (!(unit > 0)) return std::nullopt;
  const Eigen::ArrayXd u = w / unit;
  Eigen::ArrayXd dx = x - x[heaviest], dy = y - y[heaviest];
  const double x_span = dx.abs().maxCoeff();
  // Equal but for rounding is equal: a slope would be made of the last digits.
  if (!(x_span > 16 * std::numeric_limits<double>::epsilon() * x.abs().maxCoeff()))
    return std::nullopt;
  dx /= x_span;
  const double x_mean = mean_of(dx, u), y_mean = mean_of(dy, u);
  dx -= x_mean;
  dy -= y_mean;
  const double xx = (u * dx * dx).sum(), xy = (u * dx * dy).sum(), sum = u.sum();
  const double b = xy / xx;
  const Eigen::ArrayXd e = dy - b * dx;
  WeightedLine line;
  line.slope = b / x_span;
  // Where the line stands at x = 0, in steps of x_span from the weighted mean of x.
  const double to_zero = x[heaviest] / x_span + x_mean;
  line.intercept = y[heaviest] + (y_mean - b * to_zero);
  line.residual = (u * e * e).sum() * unit;
  line.df = static_cast<double>(x.size() - 2);
  if (x.size() > 2) line.dispersion = line.residual / line.df;
  line.slope_se = std::sqrt(1 / xx / unit) / x_span;
  line.intercept_se = std::sqrt((1 / sum + to_zero * to_zero / xx) / unit);
  line.covariance = -to_zero / xx / unit / x_span;
  constexpr double rounding = 64 * std::numeric_limits<double>::epsilon();
  const double size = y.abs().maxCoeff() + std::abs(line.slope) * x.abs().maxCoeff();
  line.exact = (e.abs() <= rounding * size).all();
  const bool finite = std::isfinite(line.slope) && std::isfinite(line.intercept) &&
                      std::isfinite(line.residual) && std::isfinite(line.intercept_se) &&
                      std::isfinite(line.slope_se) && line.slope_se > 0 && line.intercept_se > 0;
  if (!finite) return std::nullopt;
  return line;
}

}  // namespace steelyard
