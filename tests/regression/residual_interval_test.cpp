// Intervals for the τ² that moderators leave: against metafor, against those without moderators, and by χ².
#include "steelyard/regression/residual_interval.h"

#include <cmath>

#include "steelyard/base/table.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/stats/distributions.h"
#include "support/catch.h"

namespace steelyard {

namespace {

// dat.bcg of metadat: log risk ratios, their variances, absolute latitude.
const Eigen::ArrayXd bcg_y = (Eigen::ArrayXd(13) << -0.889311333920205, -1.58538865720143, -1.34807314829969, -1.44155119002131, -0.217547322211296,
    -0.786115585818864, -1.62089822359839, 0.0119523335238405, -0.469417648738149, -1.37134480347278,
    -0.339358828338391, 0.445913400571379, -0.0173139482168798).finished();
const Eigen::ArrayXd bcg_v = (Eigen::ArrayXd(13) << 0.325584765003961, 0.194581121398144, 0.415367965367965, 0.0200100319022476, 0.0512101721696309,
    0.00690561845590876, 0.223017247572315, 0.00396157929781773, 0.056434210463249, 0.0730247936130289,
    0.0124122139715597, 0.532505845200153, 0.0714046596839863).finished();
const Eigen::ArrayXd latitude = (Eigen::ArrayXd(13) << 44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33).finished();

Bounds residual(std::string_view id, const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, const Eigen::MatrixXd& X) {
  const auto found = find_row(residual_tau2_intervals(), id)->interval({y, v, X, {}, 0.95});
  REQUIRE(found);
  return *found;
}

Eigen::MatrixXd with_latitude() {
  Eigen::MatrixXd X = Eigen::MatrixXd::Ones(13, 2);
  X.col(1) = latitude.matrix();
  return X;
}

}  // namespace

TEST_CASE("Profile likelihood intervals of the residual τ² agree with metafor") {
  // confint(rma(yi, vi, mods = ~ ablat, method = …), type = "PL")
  const Bounds restricted = residual("PL-REML", bcg_y, bcg_v, with_latitude());
  CHECK(std::abs(restricted.low - 0.0058066347) < 2e-6);
  CHECK(std::abs(restricted.high - 0.4432159651) < 2e-5);
  const Bounds full = residual("PL-ML", bcg_y, bcg_v, with_latitude());
  CHECK(std::abs(full.low - 0.0) < 2e-6);
  CHECK(std::abs(full.high - 0.2450458172) < 2e-5);
}

TEST_CASE("Without a moderator intervals of the residual τ² are those of τ²") {
  Effects effects;
  effects.y = bcg_y;
  effects.v = bcg_v;
  for (const ResidualTau2Interval* row : residual_tau2_intervals()) {
    CAPTURE(std::string(row->id));
    Method method;
    method.tau2_interval = find_row(tau2_intervals(), row->id);
    const Synthesis plain = pool(effects, method);
    const Bounds found = residual(row->id, bcg_y, bcg_v, Eigen::MatrixXd::Ones(13, 1));
    CHECK(std::abs(found.low - plain.heterogeneity->tau2_ci->low) < 1e-8);
    CHECK(std::abs(found.high - plain.heterogeneity->tau2_ci->high) < 1e-7);
  }
}

TEST_CASE("With equal variances every Q of the residuals is χ², so that all such limits are the same") {
  const Eigen::ArrayXd v = Eigen::ArrayXd::Constant(13, 0.02);
  const Eigen::MatrixXd X = with_latitude();
  const Eigen::ArrayXd x = latitude - latitude.mean(), y = bcg_y - bcg_y.mean();
  const double squares = (y - (x * y).sum() / x.square().sum() * x).square().sum();
  const double low = squares / chi_squared_quantile(0.975, 11) - 0.02;
  const double high = squares / chi_squared_quantile(0.025, 11) - 0.02;
  for (const char* id : {"QP", "GENQ", "J", "BJ"}) {
    CAPTURE(id);
    const Bounds found = residual(id, bcg_y, v, X);
    CHECK(std::abs(found.low - low) < 1e-9);
    CHECK(std::abs(found.high - high) < 1e-8);
  }
}

}  // namespace steelyard
