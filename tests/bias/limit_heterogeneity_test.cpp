// G² of limit meta-analysis: heterogeneity beyond small-study effects.
#include <cmath>
#include <string>

#include "steelyard/bias/adjusted.h"
#include "support/catch.h"

TEST_CASE("G² is what no line through the radial plot of the limit effects explains") {
  steelyard::Effects effects;
  effects.y = Eigen::ArrayXd(4);
  effects.y << 0.581, -0.001, -1.21, 0.371;
  effects.v = Eigen::ArrayXd(4);
  effects.v << 0.1452, 0.0703, 0.2419, 0.199;
  std::string why;
  // R: 1 − summary(lm(limit/√v ~ 1/√v))$r.squared.
  const auto fit = steelyard::limit_meta_analysis(effects, 0.3, 0.95, why);
  REQUIRE(fit);
  CHECK(std::abs(fit->estimate - 0.717318703679) < 1e-11);
  CHECK(std::abs(fit->g_squared.value() - 0.993652516005) < 1e-11);
  // Without τ² all limit effects are β, and a line through the origin explains them.
  const auto none = steelyard::limit_meta_analysis(effects, 0, 0.95, why);
  REQUIRE(none);
  CHECK(none->g_squared.value() == 0);
}
