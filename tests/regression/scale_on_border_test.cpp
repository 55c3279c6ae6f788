// Location–scale models with τ² linear in a column whose likelihood is highest where τ² vanishes at an end.
#include <cmath>

#include "steelyard/regression/location_scale.h"
#include "support/catch.h"

namespace steelyard {

namespace {

const Eigen::ArrayXd y = (Eigen::ArrayXd(14) << -0.0158629221472463, 0.158663489976313, -0.0267673712474117, -0.429111906314944, 0.256275829720104,
    0.106665000965045, 0.494374360933117, 0.554389762298204, 0.754080300455272, 0.332236155310488,
    0.358306569527495, 0.11821001785018, 0.542848197716629, 0.709315805054747).finished();
const Eigen::ArrayXd v = (Eigen::ArrayXd(14) << 0.0357555883238092, 0.03211251267232, 0.0432515448238701, 0.073272186294198, 0.0532953532366082,
    0.0705307631148025, 0.0734124268777668, 0.0632420582231134, 0.0326804164238274, 0.0335430374462157,
    0.0283990218257532, 0.0487948312424123, 0.0462447115778923, 0.0779578483663499).finished();
const Eigen::ArrayXd x = (Eigen::ArrayXd(14) << 0.200214452575892, 0.685218595666811, 0.91687577450648, 0.284399457275867, 0.104650127934292,
    0.701057459227741, 0.527959984261543, 0.807935200864449, 0.9565001251176, 0.110453018685803,
    0.273284949595109, 0.490513201802969, 0.318404018646106, 0.559172826586291).finished();

std::optional<LocationScale> fitted(bool restricted, std::string& why) {
  Eigen::MatrixXd Z = Eigen::MatrixXd::Ones(14, 2);
  Z.col(1) = x.matrix();
  LocationScaleSettings settings;
  settings.restricted = restricted;
  settings.link = ScaleLink::identity;
  return fit_location_scale(y, v, Eigen::MatrixXd::Ones(14, 1), {"intercept"}, Z, {"intercept", "x"}, settings, why);
}

// By its definition, less what is constant.
double restricted_likelihood(double intercept, double slope) {
  const Eigen::ArrayXd w = 1 / (v + intercept + slope * x);
  const double mean = (w * y).sum() / w.sum();
  return -0.5 * ((1 / w).log().sum() + std::log(w.sum()) + (w * (y - mean).square()).sum());
}

}  // namespace

TEST_CASE("A likelihood that is highest on the border of no variance gives its solution, without standard errors") {
  std::string why;
  const auto fit = fitted(true, why);
  REQUIRE(fit);
  CHECK(fit->on_border);
  // rma(yi, vi, scale = ~ x, link = "identity"), whose optimiser stops just inside
  CHECK(std::abs(fit->scale[0].estimate - -0.01114571379) < 1e-5);
  CHECK(std::abs(fit->scale[1].estimate - 0.106504542) < 1e-5);
  CHECK(std::abs(fit->log_likelihood - -2.992310174) < 1e-7);
  CHECK(std::abs(fit->location[0].estimate - 0.2624817086) < 1e-6);
  CHECK(std::abs(fit->location[0].se - 0.07345816866) < 1e-5);
  CHECK(fit->tau2.minCoeff() == 0);
  CHECK_FALSE(fit->scale_test);
  CHECK(fit->lr_p == 1);
}

TEST_CASE("No allowed line of τ² around the solution on the border is likelier") {
  std::string why;
  const auto fit = fitted(true, why);
  REQUIRE(fit);
  const double a = fit->scale[0].estimate, b = fit->scale[1].estimate;
  // Just above the border, where rounding does not take τ² below 0.
  const double top = restricted_likelihood(a + 1e-12, b);
  for (const double by : {0.3, 0.01, 1e-3, 1e-4})
    for (const double turn : {0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0}) {
      const double low = by * std::cos(turn), high = by * std::sin(turn);  // changes of τ² at both ends
      const double slope = b + (high - low) / (x.maxCoeff() - x.minCoeff());
      const double intercept = a + b * x.minCoeff() + low - slope * x.minCoeff();
      if ((intercept + slope * x).minCoeff() < 0) continue;
      CHECK(restricted_likelihood(intercept, slope) <= top + 1e-9);
    }
  const auto full = fitted(false, why);
  REQUIRE(full);
  CHECK(full->tau2.minCoeff() >= 0);
}

}  // namespace steelyard
