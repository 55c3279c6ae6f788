/// Fail-safe N: how many null studies would have to lie in drawers to overturn a result.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <string>

namespace steelyard {

/// Numbers of studies that average no effect. Each is 0 where there is nothing to overturn.
struct FailSafeN {
  double rosenthal = 0;         ///< until Stouffer's one-sided P rises to 0.05
  double rosenthal_p = 1;       ///< of the studies found, on the side of their sum
  double target = 0;            ///< what Orwin's method waits for; on the side of the estimate
  double estimate = 0;          ///< common effect
  double orwin = 0;             ///< until the common-effect estimate falls to the target
  double mean = 0;              ///< unweighted
  double orwin_unweighted = 0;  ///< until the unweighted mean falls to the target
  double rosenberg = 0;         ///< until the common-effect two-sided P rises to 0.05
  double rosenberg_p = 1;
  /// Rosenberg's with weights 1/(v + τ²): the null studies differ among themselves as the others
  /// do.
  double rosenberg_random = 0;
  double rosenberg_random_p = 1;
};

/// Takes:  τ² of the analysis, 0 under the common effect
///         a target of any sign on the analysis scale; absent: half the estimate, or half the mean
/// Gives:  absent, with the reason in `why`, if k < 2
/// Source: rosenthal1979, orwin1983, rosenberg2005
std::optional<FailSafeN> fail_safe_n(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, double tau2,
                                     std::optional<double> target, std::string& why);

}  // namespace steelyard
