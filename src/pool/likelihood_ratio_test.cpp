// The likelihood ratio test of no variance between studies.
#include <algorithm>
#include <cmath>

#include "pool/likelihood.h"
#include "steelyard/pool/heterogeneity_tests.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

std::optional<ChiSquaredTest> likelihood_ratio_test(const Eigen::ArrayXd& y,
                                                    const Eigen::ArrayXd& v, bool restricted) {
  if (y.size() < 2) return std::nullopt;
  const Centred effects(y, v);
  const Likelihood kind = restricted ? Likelihood::restricted : Likelihood::full;
  const auto t = highest_likelihood(effects, kind);
  if (!t) return std::nullopt;
  ChiSquaredTest test;
  test.df = 1;
  if (*t > 0)
    test.statistic = std::max(2 * (profile_log_likelihood(effects, kind, *t) -
                                   profile_log_likelihood(effects, kind, 0)),
                              0.0);
  if (!std::isfinite(test.statistic)) return std::nullopt;
  constexpr double rounding = 1e-10;  // of the difference of two log-likelihoods
  if (test.statistic < rounding) test.statistic = 0;
  test.p = test.statistic > 0 ? chi_squared_upper(test.statistic, 1) / 2 : 1;
  return test;
}

}  // namespace steelyard
