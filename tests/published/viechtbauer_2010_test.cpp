// Viechtbauer W. Conducting meta-analyses in R with the metafor package. Journal of Statistical
// Software 2010;36(3):1–48: the BCG trials, with the pages on which the article prints the numbers.
#include <cmath>

#include "published/trials_of_bcg.h"
#include "steelyard/bias/asymmetry.h"
#include "steelyard/bias/trim_and_fill.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/regression/inference.h"
#include "steelyard/sensitivity/leave_out.h"
#include "support/catch.h"

namespace steelyard::support {

namespace {

bool printed_as(double value, double print, int decimals = 4) {
  return std::abs(value - print) <= 0.5 * std::pow(10, -decimals) * (1 + 1e-9);
}

Effects log_risk_ratios() {
  return compute_effects(trials_of_bcg(), *find_measure("RR"));
}

const Eigen::ArrayXd& latitude() {
  static const Eigen::ArrayXd degrees =
      (Eigen::ArrayXd(13) << 44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33).finished();
  return degrees;
}

// Trials 5 and 6 alternated people, trials 10 to 13 were systematic, the others random.
Eigen::MatrixXd with_intercept(std::initializer_list<Eigen::ArrayXd> columns) {
  Eigen::MatrixXd X = Eigen::MatrixXd::Ones(13, 1 + static_cast<Eigen::Index>(columns.size()));
  Eigen::Index j = 0;
  for (const Eigen::ArrayXd& column : columns) X.col(++j) = column;
  return X;
}

Eigen::ArrayXd trials(Eigen::Index first, Eigen::Index last) {
  Eigen::ArrayXd chosen = Eigen::ArrayXd::Zero(13);
  chosen.segment(first - 1, last - first + 1).setOnes();
  return chosen;
}

MixedEffects fit_by_reml(const Eigen::MatrixXd& X, const std::vector<std::string>& names,
                         CoefficientTest test = CoefficientTest::z) {
  const Effects effects = log_risk_ratios();
  std::string why;
  const auto fit =
      fit_mixed_effects(effects.y, effects.v, X, names,
                        {.tau2 = find_row(tau2_estimators(), "REML"), .test = test}, why);
  CAPTURE(why);
  REQUIRE(fit);
  return *fit;
}

MixedEffects by_latitude_and_year() {
  Eigen::ArrayXd year(13);
  year << 1948, 1949, 1960, 1977, 1973, 1953, 1973, 1980, 1968, 1961, 1974, 1969, 1976;
  return fit_by_reml(with_intercept({latitude(), year}), {"intercept", "latitude", "year"});
}

void check_coefficient(const Coefficient& c, double estimate, double se, double statistic, double p,
                       double low, double high) {
  CAPTURE(c.name);
  CHECK(printed_as(c.estimate, estimate));
  CHECK(printed_as(c.se, se));
  CHECK(printed_as(c.statistic, statistic));
  CHECK(printed_as(c.p, p));
  CHECK(printed_as(c.low, low));
  CHECK(printed_as(c.high, high));
}

}  // namespace

TEST_CASE("Viechtbauer 2010, page 14: log risk ratios of the BCG trials") {
  const Synthesis s = pool(log_risk_ratios(), {});
  CHECK(printed_as(*s.heterogeneity->tau2, 0.3132));
  CHECK(printed_as(*s.heterogeneity->tau2_se, 0.1664));
  CHECK(printed_as(s.heterogeneity->i2, 92.22, 2));
  CHECK(printed_as(s.heterogeneity->h2, 12.86, 2));
  CHECK(printed_as(s.heterogeneity->q, 152.2330));
  CHECK(s.heterogeneity->q_df == 12);
  CHECK(s.heterogeneity->q_p < 0.0001);
  CHECK(printed_as(*s.estimate, -0.7145));
  CHECK(printed_as(*s.se, 0.1798));
  CHECK(printed_as(s.interval->statistic, -3.9744));
  CHECK(printed_as(s.interval->low, -1.0669));
  CHECK(printed_as(s.interval->high, -0.3622));
  CHECK(printed_as(s.heterogeneity->tau2_ci->low, 0.1197));
  CHECK(printed_as(s.heterogeneity->tau2_ci->high, 1.1115));
  CHECK(printed_as(s.heterogeneity->i2_ci->low, 81.92, 2));
  CHECK(printed_as(s.heterogeneity->i2_ci->high, 97.68, 2));
}

TEST_CASE("Viechtbauer 2010, page 21: where the ratio of a further trial would lie") {
  Method method;
  method.prediction = find_row(prediction_methods(), "normal");
  const Synthesis s = pool(log_risk_ratios(), method);
  REQUIRE(s.prediction);
  CHECK(printed_as(std::exp(s.prediction->low), 0.15, 2));
  CHECK(printed_as(std::exp(s.prediction->high), 1.55, 2));
}

TEST_CASE("Viechtbauer 2010, page 16: latitude and year of the BCG trials") {
  const MixedEffects fit = by_latitude_and_year();
  CHECK(printed_as(fit.tau2, 0.1108));
  CHECK(printed_as(*fit.tau2_se, 0.0845));
  CHECK(printed_as(fit.qe, 28.3251));
  CHECK(fit.qe_df == 10);
  CHECK(printed_as(fit.qe_p, 0.0016));
  // The article's iteration stops where τ² changes by less than 1e-5. Its test of both, 12.2043,
  // and the intercept, −3.5455 with a standard error of 29.0959, which stands for the year 0, show
  // it.
  CHECK(printed_as(fit.qm, 12.204, 3));
  CHECK(printed_as(fit.qm_p, 0.0022));
  CHECK(printed_as(fit.coefficients[0].estimate, -3.55, 2));
  CHECK(printed_as(fit.coefficients[0].se, 29.10, 2));
  CHECK(printed_as(fit.coefficients[0].statistic, -0.1219));
  CHECK(printed_as(fit.coefficients[0].p, 0.9030));
  check_coefficient(fit.coefficients[1], -0.0280, 0.0102, -2.7371, 0.0062, -0.0481, -0.0080);
  check_coefficient(fit.coefficients[2], 0.0019, 0.0147, 0.1299, 0.8966, -0.0269, 0.0307);
}

TEST_CASE("Viechtbauer 2010, page 17: the ratio to expect at six latitudes in 1970") {
  const MixedEffects fit = by_latitude_and_year();
  const double print[][5] = {
      {0.9345, 0.5833, 1.4973, 0.4179, 2.0899},
      {0.7062, 0.5149, 0.9686, 0.3421, 1.4579},
      {0.5337, 0.4196, 0.6789, 0.2663, 1.0697},
      {0.4033, 0.2956, 0.5502, 0.1958, 0.8306},
      {0.3048, 0.1916, 0.4848, 0.1369, 0.6787},
      {0.2303, 0.1209, 0.4386, 0.0921, 0.5761}
  };
  double degrees = 0;
  for (const auto& row : print) {
    degrees += 10;
    const MeanAt at = mean_at(fit, Eigen::Vector3d(1, degrees, 1970), 0.95, true, std::nullopt);
    REQUIRE(at.prediction);
    CAPTURE(degrees);
    CHECK(printed_as(std::exp(at.estimate), row[0]));
    CHECK(printed_as(std::exp(at.interval.low), row[1]));
    CHECK(printed_as(std::exp(at.interval.high), row[2]));
    CHECK(printed_as(std::exp(at.prediction->low), row[3]));
    CHECK(printed_as(std::exp(at.prediction->high), row[4]));
  }
}

TEST_CASE("Viechtbauer 2010, pages 19 and 20: how people came into the groups") {
  const MixedEffects fit = fit_by_reml(with_intercept({trials(5, 6), trials(10, 13)}),
                                       {"intercept", "alternate", "systematic"});
  CHECK(printed_as(fit.qm, 1.7675));
  CHECK(printed_as(fit.qm_p, 0.4132));
  check_coefficient(fit.coefficients[0], -0.9658, 0.2672, -3.6138, 0.0003, -1.4896, -0.4420);
  check_coefficient(fit.coefficients[1], 0.4478, 0.5158, 0.8682, 0.3853, -0.5632, 1.4588);
  check_coefficient(fit.coefficients[2], 0.5369, 0.4364, 1.2303, 0.2186, -0.3184, 1.3921);
  const MixedEffects refined = fit_by_reml(
      with_intercept({1 - trials(5, 6) - trials(10, 13), trials(10, 13), latitude()}),
      {"intercept", "random", "systematic", "latitude"}, CoefficientTest::knapp_hartung);
  CHECK(printed_as(refined.tau2, 0.1446));
  CHECK(printed_as(*refined.tau2_se, 0.1124));
  CHECK(printed_as(refined.qe, 26.2034));
  CHECK(printed_as(refined.qe_p, 0.0019));
  CHECK(printed_as(refined.qm, 3.4471));
  CHECK(printed_as(refined.qm_p, 0.0650));
  const auto& c = refined.coefficients;
  check_coefficient(c[0], 0.2932, 0.4188, 0.7000, 0.5016, -0.6543, 1.2407);
  check_coefficient(c[1], -0.2675, 0.3624, -0.7381, 0.4793, -1.0873, 0.5523);
  check_coefficient(c[2], 0.0585, 0.3925, 0.1490, 0.8849, -0.8294, 0.9463);
  check_coefficient(c[3], -0.0273, 0.0095, -2.8669, 0.0186, -0.0488, -0.0058);
}

TEST_CASE("Viechtbauer 2010, page 24: the BCG trials without each one") {
  const Effects effects = log_risk_ratios();
  const Refitter refitter(effects, {});
  const auto answers = leave_one_out(refitter);
  // Risk ratio, z, interval, Q, τ², I², H².
  const double print[][8] = {
      {0.493, -3.722, 0.340, 0.716, 151.583, 0.336, 93.226, 14.762},
      {0.520, -3.620, 0.365, 0.741, 145.318, 0.293, 92.254, 12.910},
      {0.504, -3.692, 0.350, 0.725, 150.197, 0.321, 92.935, 14.155},
      {0.533, -3.558, 0.377, 0.754, 96.563,  0.263, 90.412, 10.430},
      {0.466, -3.984, 0.320, 0.678, 151.320, 0.328, 92.763, 13.819},
      {0.491, -3.550, 0.332, 0.727, 128.187, 0.360, 90.912, 11.003},
      {0.519, -3.631, 0.365, 0.740, 145.830, 0.293, 92.278, 12.950},
      {0.452, -4.418, 0.317, 0.643, 67.986,  0.273, 87.031, 7.711 },
      {0.477, -3.769, 0.324, 0.701, 152.205, 0.349, 93.213, 14.735},
      {0.520, -3.544, 0.363, 0.747, 139.827, 0.299, 92.232, 12.874},
      {0.469, -3.871, 0.319, 0.688, 151.466, 0.340, 91.811, 12.211},
      {0.468, -4.173, 0.327, 0.668, 150.787, 0.308, 92.678, 13.658},
      {0.460, -4.191, 0.319, 0.661, 149.788, 0.304, 92.344, 13.062}
  };
  REQUIRE(answers.size() == 13);
  for (std::size_t i = 0; i < 13; ++i) {
    CAPTURE(i + 1);
    const Refit& without = answers[i];
    CHECK(printed_as(std::exp(*without.estimate), print[i][0], 3));
    CHECK(printed_as(without.interval->statistic, print[i][1], 3));
    CHECK(printed_as(std::exp(without.interval->low), print[i][2], 3));
    CHECK(printed_as(std::exp(without.interval->high), print[i][3], 3));
    CHECK(printed_as(*without.q, print[i][4], 3));
    CHECK(printed_as(*without.tau2, print[i][5], 3));
    CHECK(printed_as(*without.i2, print[i][6], 3));
    CHECK(printed_as(*without.h2, print[i][7], 3));
  }
}

TEST_CASE("Viechtbauer 2010, pages 30 to 32: small studies among the BCG trials") {
  const Effects effects = log_risk_ratios();
  std::string why;
  const auto egger = weighted_asymmetry(effects, StudySize::se, 0.95, why);
  REQUIRE(egger);
  CHECK(printed_as(egger->statistic, -1.4013));
  CHECK(*egger->df == 11);
  CHECK(printed_as(egger->p, 0.1887));
  Method method;
  method.model = Model::common;
  const auto filled = trim_and_fill(effects, method, {}, why);
  REQUIRE(filled);
  CHECK(filled->missing == 4);
  CHECK(filled->side == FillSide::right);
  CHECK(printed_as(filled->synthesis.heterogeneity->q, 262.7316));
  CHECK(printed_as(*filled->synthesis.estimate, -0.2910));
  CHECK(printed_as(*filled->synthesis.se, 0.0383));
  CHECK(printed_as(filled->synthesis.interval->statistic, -7.6057));
  CHECK(printed_as(filled->synthesis.interval->low, -0.3660));
  CHECK(printed_as(filled->synthesis.interval->high, -0.2160));
}

}  // namespace steelyard::support
