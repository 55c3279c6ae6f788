// Raudenbush SW. Analyzing effect sizes: random-effects models. In: Cooper H, Hedges LV, Valentine
// JC (eds). The handbook of research synthesis and meta-analysis. 2nd ed. New York: Russell Sage
// Foundation; 2009, chapter 16: teacher expectancy effects on pupil IQ, data of table 16.1. The
// pages are those that the examples of R's package metafor name.
#include "steelyard/pool/synthesis.h"
#include "steelyard/regression/mixed_effects.h"
#include "support/catch.h"
#include "support/reference.h"

namespace steelyard::support {

// Table 16.2, page 301, and page 302. The chapter prints 0.083 for the mean of the random effects,
// which is 0.0837, and z = 1.65 for the common effect, which is 1.655.
TEST_CASE("Raudenbush 2009: teacher expectancy") {
  const auto effects =
      effects_of({0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.80, 0.54, 0.18, -0.02,
                  0.23, -0.18, -0.06, 0.30, 0.07, -0.07},
                 {0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.0630,
                  0.0912, 0.0497, 0.0835, 0.0841, 0.0253, 0.0279, 0.0193, 0.0088, 0.0303});
  const Synthesis common = pool(effects, {.model = Model::common});
  CHECK(std::abs(*common.estimate - 0.060) < 0.0005);
  CHECK(std::abs(common.heterogeneity->q - 35.83) < 0.005);
  CHECK(common.heterogeneity->q_df == 18);
  const Synthesis random = pool(effects, {});
  CHECK(std::abs(*random.heterogeneity->tau2 - 0.019) < 0.0005);
  CHECK(std::abs(*random.estimate - 0.084) < 0.0005);
  CHECK(std::abs(*random.se - 0.052) < 0.0005);
  CHECK(std::abs(common.interval->statistic - 1.655) < 0.0005);
  // Raudenbush SW, Bryk AS. Empirical Bayes meta-analysis. Journal of Educational Statistics
  // 1985;10:75–98, pages 83, 85 and 86, has the same, with Q = 35.85, and z to two decimals.
  CHECK(std::abs(random.interval->statistic - 1.62) < 0.005);
}

// The same chapter: weeks of contact before the expectancy was raised, 3 standing for 3 and more.
TEST_CASE("Raudenbush 2009: expectancy wears off with weeks of contact") {
  const auto effects =
      effects_of({0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.80, 0.54, 0.18, -0.02,
                  0.23, -0.18, -0.06, 0.30, 0.07, -0.07},
                 {0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.0630,
                  0.0912, 0.0497, 0.0835, 0.0841, 0.0253, 0.0279, 0.0193, 0.0088, 0.0303});
  Eigen::MatrixXd X = Eigen::MatrixXd::Ones(19, 2);
  X.col(1) << 2, 3, 3, 0, 0, 3, 3, 3, 0, 1, 0, 0, 1, 2, 3, 3, 1, 2, 3;
  std::string why;
  const auto fit = fit_mixed_effects(effects.y, effects.v, X, {"intercept", "weeks"},
                                     {.tau2 = tau2_estimators().front()}, why);
  REQUIRE(fit);
  CHECK(fit->tau2 < 0.0005);
  CHECK(std::abs(fit->coefficients[0].estimate - 0.407) < 0.0005);
  CHECK(std::abs(fit->coefficients[0].se - 0.087) < 0.0005);
  CHECK(std::abs(fit->coefficients[1].estimate - -0.157) < 0.0005);
  CHECK(std::abs(fit->coefficients[1].se - 0.036) < 0.0005);
  CHECK(std::abs(fit->qe - 16.57) < 0.005);
}

}  // namespace steelyard::support
