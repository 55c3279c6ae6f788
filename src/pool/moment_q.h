// The generalised Q statistic with fixed weights, its moments and its distribution.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <vector>

#include "steelyard/pool/method.h"

namespace steelyard {

/// Q = Σ a (y − Σay/Σa)² = y'Py, P = A − aa'/Σa, with weights a that do not depend on τ².
///
/// Everything is in units of v₀, the smallest variance: u = v/v₀, t = τ²/v₀; the largest weight is 1.
/// No sum below subtracts nearly equal numbers, even if one study has all the weight.
/// Source: dersimonian2007, jackson2013
class MomentQ {
 public:
  /// Takes: k ≥ 2 effects, v > 0, a > 0.
  MomentQ(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, const Eigen::ArrayXd& a);

  [[nodiscard]] double unit() const { return unit_; }  ///< v₀
  [[nodiscard]] double q() const { return q_; }

  struct Traces {
    double p = 0, pp = 0, pv = 0, pvp = 0, pvpv = 0;
  };
  [[nodiscard]] Traces traces() const;

  /// t at which E(Q) is what was observed, at least 0.
  [[nodiscard]] double t_by_mean(const Traces& sums) const;

  /// P(Q ≤ what was observed) if τ²/v₀ is t; falls with t. Absolute error below 1e-12.
  [[nodiscard]] double probability(double t) const;

  /// probability(t) and its slope.
  struct Probability {
    double value = 0, slope = 0;
  };
  [[nodiscard]] Probability probability_and_slope(double t) const;

  /// t with probability(t) = p; 0 if none is as low. Absent if beyond what numbers hold.
  [[nodiscard]] std::optional<double> t_where_probability_is(double p) const;

 private:
  [[nodiscard]] Probability probability_at(double t, bool slope) const;
  double unit_ = 1, q_ = 0, sum_ = 0;
  std::vector<double> a_, u_;  // the largest weight first
};

/// Weights of the generalised Q estimators where the analysis has none of its own: 1/√v.
/// Source: jackson2013
Eigen::ArrayXd default_moment_weights(const Eigen::ArrayXd& v);

}  // namespace steelyard
