// Viechtbauer W. Conducting meta-analyses in R with the metafor package. Journal of Statistical
// Software 2010;36(3):1–48, section 3.2: the random-effects model of the BCG trials.
#include "published/trials_of_bcg.h"
#include "steelyard/pool/synthesis.h"
#include "support/catch.h"

namespace steelyard::support {

TEST_CASE("Viechtbauer 2010: log risk ratios of the BCG trials") {
  const Synthesis s = pool(compute_effects(trials_of_bcg(), *find_measure("RR")), {});
  const double printed = 0.00005;  // four decimals
  CHECK(std::abs(*s.heterogeneity->tau2 - 0.3132) < printed);
  CHECK(std::abs(*s.heterogeneity->tau2_se - 0.1664) < printed);
  CHECK(std::abs(s.heterogeneity->i2 - 92.22) < 0.005);
  CHECK(std::abs(s.heterogeneity->h2 - 12.86) < 0.005);
  CHECK(std::abs(s.heterogeneity->q - 152.2330) < printed);
  CHECK(s.heterogeneity->q_df == 12);
  CHECK(s.heterogeneity->q_p < 0.0001);
  CHECK(std::abs(*s.estimate - -0.7145) < printed);
  CHECK(std::abs(*s.se - 0.1798) < printed);
  CHECK(std::abs(s.interval->statistic - -3.9744) < printed);
  CHECK(std::abs(s.interval->low - -1.0669) < printed);
  CHECK(std::abs(s.interval->high - -0.3622) < printed);
  // The Q-profile interval of the same section.
  CHECK(std::abs(s.heterogeneity->tau2_ci->low - 0.1197) < printed);
  CHECK(std::abs(s.heterogeneity->tau2_ci->high - 1.1115) < printed);
  CHECK(std::abs(s.heterogeneity->i2_ci->low - 81.92) < 0.005);
  CHECK(std::abs(s.heterogeneity->i2_ci->high - 97.68) < 0.005);
}

}  // namespace steelyard::support
