/// Are there more significant studies than their power lets expect?
#pragma once
#include <Eigen/Core>
#include <optional>
#include <string>

namespace steelyard {

/// Two-sided Wald tests at 5% in each study; power at the effect `theta`, averaged over N(theta,
/// τ²).
struct ExcessSignificance {
  int k = 0;
  int observed = 0;     ///< O
  double expected = 0;  ///< E
  double ratio = 0;     ///< O/E
  double chi_squared = 0;
  double p = 1;  ///< exact: P(at least O) by the distribution of the number of successes
  double p_chi_squared = 1, p_binomial = 1;  ///< one-sided, too many
  double theta = 0, tau2 = 0;
  /// The effect, between 0 and theta or beyond, at which the exact P is 0.10.
  std::optional<double> theta_limit;
  Eigen::ArrayXd power;
};

/// Takes:  k ≥ 1 effects, v > 0, τ² ≥ 0
/// Gives:  absent, with the reason in `why`, if k < 2
/// Source: ioannidis2007; francis2013 (exact test)
std::optional<ExcessSignificance> excess_significance(const Eigen::ArrayXd& y,
                                                      const Eigen::ArrayXd& v, double theta,
                                                      double tau2, std::string& why);

}  // namespace steelyard
