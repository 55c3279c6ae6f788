// Fail-safe N after Rosenthal, Orwin and Rosenberg.
#include "steelyard/bias/fail_safe_n.h"

#include <algorithm>
#include <cmath>

#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

constexpr double alpha = 0.05;

// The least whole number that reaches the bound; a bound that is whole but for rounding is whole.
double whole(double studies) {
  if (!(studies > 0)) return 0;
  const double nearest = std::round(studies);
  return std::abs(studies - nearest) <= 1e-9 * std::max(1.0, nearest) ? nearest
                                                                      : std::ceil(studies);
}

// N with k·mean/(k + N) = target. A target of the other sign is meant for this side.
double orwin(double k, double mean, double target) {
  return std::abs(mean) <= std::abs(target) ? 0 : whole(k * (std::abs(mean / target) - 1));
}

// N with |Σwy|/√(Σw + N w̄) = z
double rosenberg(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, double& p) {
  const double unit = v.minCoeff(), k = static_cast<double>(y.size());
  const Eigen::ArrayXd w = unit / v;
  const double sum = w.sum(), z = (w * y).sum() / std::sqrt(sum * unit);
  p = normal_p(z);
  const double bound = -normal_quantile(alpha / 2);
  return whole(k * ((z / bound) * (z / bound) - 1));
}

}  // namespace

std::optional<FailSafeN> fail_safe_n(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, double tau2,
                                     std::optional<double> target, std::string& why) {
  if (y.size() < 2) {
    why = "a fail-safe N needs at least two studies";
    return std::nullopt;
  }
  const double k = static_cast<double>(y.size());
  FailSafeN result;
  const double stouffer = (y / v.sqrt()).sum() / std::sqrt(k);
  result.rosenthal_p = normal_cdf(-std::abs(stouffer));
  const double bound = -normal_quantile(alpha);
  result.rosenthal = whole(k * ((stouffer / bound) * (stouffer / bound) - 1));
  const Eigen::ArrayXd w = v.minCoeff() / v;
  result.estimate = (w * y).sum() / w.sum();
  result.mean = y.mean();
  result.target = target ? std::copysign(*target, result.estimate) : result.estimate / 2;
  result.rosenberg = rosenberg(y, v, result.rosenberg_p);
  result.rosenberg_random = rosenberg(y, v + tau2, result.rosenberg_random_p);
  if (!std::isfinite(stouffer) || !std::isfinite(result.estimate) ||
      !std::isfinite(result.rosenberg) || !std::isfinite(result.rosenberg_random)) {
    why = "the effects are too far apart for their variances";
    return std::nullopt;
  }
  result.orwin = result.target == 0 ? 0 : orwin(k, result.estimate, result.target);
  const double half = target ? *target : result.mean / 2;
  result.orwin_unweighted = half == 0 ? 0 : orwin(k, result.mean, half);
  if (!std::isfinite(result.orwin)) result.orwin = 0;
  if (!std::isfinite(result.orwin_unweighted)) result.orwin_unweighted = 0;
  return result;
}

}  // namespace steelyard
