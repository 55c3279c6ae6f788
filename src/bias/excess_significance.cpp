// The test of excess significance: χ², binomial and exact, and the effect at which it would pass.
#include "steelyard/bias/excess_significance.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "steelyard/stats/distributions.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

constexpr double study_alpha = 0.05;
// Source: ioannidis2007
constexpr double limit_alpha = 0.10;

// P(|y| > z √v) for y ~ N(θ, v + τ²)
Eigen::ArrayXd power_at(double theta, const Eigen::ArrayXd& v, double tau2) {
  const double z = -normal_quantile(study_alpha / 2);
  Eigen::ArrayXd power(v.size());
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    const double cut = z * std::sqrt(v[i]), s = std::sqrt(v[i] + tau2);
    power[i] = std::min(1.0, normal_cdf((theta - cut) / s) + normal_cdf((-theta - cut) / s));
  }
  return power;
}

// P(at least `count` successes) of independent trials.
double at_least(int count, const Eigen::ArrayXd& probability) {
  std::vector<double> p{1};
  for (const double q : probability) {
    std::vector<double> next(p.size() + 1);
    for (std::size_t i = 0; i < p.size(); ++i) {
      next[i] += p[i] * (1 - q);
      next[i + 1] += p[i] * q;
    }
    p = std::move(next);
  }
  const auto from = static_cast<std::size_t>(count);
  double upper = 0, lower = 0;
  for (std::size_t i = p.size(); i-- > from;) upper += p[i];
  for (std::size_t i = 0; i < from; ++i) lower += p[i];
  return upper < 0.5 ? upper : 1 - lower;
}

std::optional<double> limit_of(int observed, double theta, const Eigen::ArrayXd& v, double tau2) {
  const auto excess = [&](double t) {
    return at_least(observed, power_at(t, v, tau2)) - limit_alpha;
  };
  const double at_zero = excess(0);
  // Then the test says nothing even if there is no effect.
  if (at_zero > 0) return std::nullopt;
  // Power grows with |θ|, so that P does: the root lies between 0 and a far effect.
  const double sign = theta < 0 ? -1 : 1;
  double far = std::max(std::abs(theta), std::sqrt(v.minCoeff()));
  for (int doubling = 0; doubling < 1100 && excess(sign * far) < 0; ++doubling) far *= 2;
  const double at_far = excess(sign * far);
  if (!(at_far >= 0)) return std::nullopt;
  return root_between(excess, 0, at_zero, sign * far, at_far);
}

}  // namespace

std::optional<ExcessSignificance> excess_significance(const Eigen::ArrayXd& y,
                                                      const Eigen::ArrayXd& v, double theta,
                                                      double tau2, std::string& why) {
  if (y.size() < 2) {
    why = "counting significant studies needs at least two";
    return std::nullopt;
  }
  const double z = -normal_quantile(study_alpha / 2);
  const double k = static_cast<double>(y.size());
  ExcessSignificance result;
  result.k = static_cast<int>(y.size());
  result.theta = theta;
  result.tau2 = tau2;
  for (Eigen::Index i = 0; i < y.size(); ++i)
    if (std::abs(y[i]) >= z * std::sqrt(v[i])) ++result.observed;
  result.power = power_at(theta, v, tau2);
  result.expected = result.power.sum();
  if (!std::isfinite(result.expected)) {
    why = "the effects are too far apart for their variances";
    return std::nullopt;
  }
  const double O = result.observed, E = result.expected, more = O - E;
  result.ratio = O / E;
  result.p = at_least(result.observed, result.power);
  result.p_binomial = at_least(result.observed, Eigen::ArrayXd::Constant(y.size(), E / k));
  // Σ(1 − power), because k − E would lose digits of a high power.
  const double rest = (1 - result.power).sum();
  result.chi_squared = rest > 0 ? more * more / E + more * more / rest : 0;
  const double tail = chi_squared_upper(result.chi_squared, 1) / 2;
  result.p_chi_squared = more > 0 ? tail : 1 - tail;
  result.theta_limit = limit_of(result.observed, theta, v, tau2);
  return result;
}

}  // namespace steelyard
