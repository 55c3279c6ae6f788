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

TEST_CASE("G² is one less the squared correlation in the radial plot, by plain sums, and knows no unit") {
  for (const double unit : {1.0, 1e-6, 1e5})
    for (const double tau2 : {0.001, 0.04, 0.3, 12.0}) {
      CAPTURE(unit, tau2);
      constexpr int k = 7;
      const double y[k] = {-0.4, 0.8, 0.2, 1.9, -0.1, 0.6, 1.1}, v[k] = {0.02, 0.2, 0.05, 0.6, 0.03, 0.11, 0.4};
      steelyard::Effects effects;
      effects.y = Eigen::ArrayXd(k);
      effects.v = Eigen::ArrayXd(k);
      for (int i = 0; i < k; ++i) {
        effects.y[i] = unit * y[i];
        effects.v[i] = unit * unit * v[i];
      }
      // β of y on √(v + τ²) with weights 1/(v + τ²): least squares of y/s on 1/s, whose slope is β, and a constant.
      double n = 0, a = 0, b = 0, aa = 0, ab = 0;
      for (int i = 0; i < k; ++i) {
        const double s = std::sqrt(v[i] + tau2);
        ++n;
        a += 1 / s;
        b += y[i] / s;
        aa += 1 / s / s;
        ab += y[i] / s / s;
      }
      const double beta = (n * ab - a * b) / (n * aa - a * a);
      double x1 = 0, z1 = 0, xx = 0, xz = 0, zz = 0;
      for (int i = 0; i < k; ++i) {
        const double limit = beta + std::sqrt(tau2) / std::sqrt(v[i] + tau2) * (y[i] - beta);
        const double x = 1 / std::sqrt(v[i]), z = limit / std::sqrt(v[i]);
        x1 += x;
        z1 += z;
        xx += x * x;
        xz += x * z;
        zz += z * z;
      }
      const double covariance = n * xz - x1 * z1;
      const double expected = 1 - covariance * covariance / ((n * xx - x1 * x1) * (n * zz - z1 * z1));
      std::string why;
      const auto fit = steelyard::limit_meta_analysis(effects, unit * unit * tau2, 0.95, why);
      REQUIRE(fit);
      CHECK(std::abs(fit->g_squared.value() - expected) < 1e-10);
    }
}
