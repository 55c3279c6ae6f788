// Worked examples of papers and chapters whose data are small enough to stand here. Pages, tables
// and equations are those that the examples of R's package metafor name for the numbers; where they
// quote more decimals than the page may have, all are compared.
#include <cmath>

#include "multilevel/multilevel_data.h"
#include "published/published_tables.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/regression/mixed_effects.h"
#include "support/catch.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

const Tau2Estimator* tau2_by(std::string_view id) {
  return find_row(tau2_estimators(), id);
}

bool agrees(double value, double quoted, int decimals) {
  return std::abs(value - quoted) <= 0.5 * std::pow(10, -decimals) * (1 + 1e-9);
}

}  // namespace

// Viechtbauer W. Bias and efficiency of meta-analytic variance estimators in the random-effects
// model. Journal of Educational and Behavioral Statistics 2005;30:261–293, page 271: ten
// standardised mean differences, with I² for each estimator.
TEST_CASE("Viechtbauer 2005: seven estimators of the variance between ten studies") {
  const Effects effects =
      effects_of({-0.581, 0.530, 0.771, 1.031, 0.553, 0.295, 0.078, 0.573, -0.176, -0.232},
                 {0.023, 0.052, 0.060, 0.115, 0.095, 0.203, 0.200, 0.211, 0.051, 0.040});
  struct Row {
    const char* id;
    double tau2, i2;
  };
  const Row quoted[] = {
      {"HS",   0.2282, 77.23},
      {"HE",   0.1484, 68.80},
      {"DL",   0.2768, 80.44},
      {"ML",   0.1967, 74.51},
      {"REML", 0.2232, 76.84},
      {"EB",   0.1920, 74.05},
      {"SJ",   0.1992, 74.75}
  };
  for (const Row& row : quoted) {
    CAPTURE(row.id);
    const Synthesis s = pool(effects, {.tau2 = tau2_by(row.id)});
    CHECK(agrees(*s.heterogeneity->tau2, row.tau2, 4));
    CHECK(agrees(s.heterogeneity->i2, row.i2, 2));
  }
}

// Lipsey MW, Wilson DB. Practical meta-analysis. Thousand Oaks: Sage; 2001, exhibit 7.3, page 133:
// ten studies (table 7.1, page 130), common effect and random effects after DerSimonian and Laird.
TEST_CASE("Lipsey and Wilson 2001: ten standardised mean differences") {
  const Effects effects =
      effects_of({-0.33, 0.32, 0.39, 0.31, 0.17, 0.64, -0.33, 0.15, -0.02, 0.00},
                 {0.084, 0.035, 0.017, 0.034, 0.072, 0.117, 0.102, 0.093, 0.012, 0.067});
  const Synthesis common = pool(effects, {.model = Model::common});
  CHECK(agrees(*common.estimate, 0.1549, 4));
  CHECK(agrees(*common.se, 0.0609, 4));
  CHECK(agrees(common.interval->statistic, 2.5450, 4));
  CHECK(agrees(common.interval->p, 0.0109, 4));
  CHECK(agrees(common.interval->low, 0.0356, 4));
  CHECK(agrees(common.interval->high, 0.2742, 4));
  CHECK(agrees(common.heterogeneity->q, 14.7640, 4));
  CHECK(agrees(common.heterogeneity->q_p, 0.0976, 4));
  const Synthesis random = pool(effects, {.tau2 = tau2_by("DL")});
  CHECK(agrees(*random.heterogeneity->tau2, 0.025955, 6));
  CHECK(agrees(*random.estimate, 0.1534, 4));
  CHECK(agrees(*random.se, 0.0858, 4));
  CHECK(agrees(random.interval->statistic, 1.7893, 4));
  CHECK(agrees(random.interval->p, 0.0736, 4));
  CHECK(agrees(random.interval->low, -0.0146, 4));
  CHECK(agrees(random.interval->high, 0.3215, 4));
}

// Gleser LJ, Olkin I. Stochastically dependent effect sizes. In: Cooper H, Hedges LV, Valentine JC
// (eds). The handbook of research synthesis and meta-analysis. 2nd ed. New York: Russell Sage
// Foundation; 2009, chapter 19: three studies of up to three treatments against one control. Risk
// differences: table 19.2, page 360; pooled: equation 19.6, and their covariance in millionths:
// equation 19.7, page 361.
TEST_CASE("Gleser and Olkin 2009: treatments that share a control group") {
  const Effects effects = compute_effects(trials_of({
                                              {40,  1000, 100, 4000},
                                              {40,  1000, 150, 4000},
                                              {10,  200,  15,  400 },
                                              {150, 2000, 40,  1000},
                                              {150, 2000, 80,  1000},
                                              {150, 2000, 50,  1000}
  }),
                                          *find_measure("RD"));
  const double differences[] = {0.0150, 0.0025, 0.0125, 0.0350, -0.0050, 0.0250};
  for (Index i = 0; i < 6; ++i) CHECK(agrees(effects.y[i], differences[i], 4));
  MultilevelData data;
  data.y = effects.y;
  data.v = effects.v;
  data.X = MatrixXd::Zero(6, 3);
  const Index treatment[] = {0, 1, 0, 0, 1, 2};
  for (Index i = 0; i < 6; ++i) data.X(i, treatment[i]) = 1;
  data.names = {"first", "second", "third"};
  const auto sharing = [&](std::vector<Index> rows, double events, double n) {
    const auto size = static_cast<Index>(rows.size());
    SamplingBlock block{std::move(rows),
                        MatrixXd::Constant(size, size, events / n * (1 - events / n) / n)};
    for (Index i = 0; i < size; ++i)
      block.V(i, i) = data.v[block.rows[static_cast<std::size_t>(i)]];
    data.correlated.push_back(block);
  };
  sharing({0, 1}, 40, 1000);
  sharing({3, 4, 5}, 150, 2000);
  std::string why;
  const auto fit = multilevel_at(data, {}, VectorXd(0), why);
  CAPTURE(why);
  REQUIRE(fit);
  CHECK(agrees(fit->coefficients[0].estimate, 0.0200, 4));
  CHECK(agrees(fit->coefficients[1].estimate, 0.0043, 4));
  CHECK(agrees(fit->coefficients[2].estimate, 0.0211, 4));
  const double millionths[3][3] = {
      {24.612, 19.954, 13.323},
      {19.954, 28.538, 13.255},
      {13.323, 13.255, 69.806}
  };
  for (Index i = 0; i < 3; ++i)
    for (Index j = 0; j < 3; ++j) CHECK(agrees(1e6 * fit->covariance(i, j), millionths[i][j], 3));
}

// Miller JJ. The inverse of the Freeman–Tukey double arcsine transformation. The American
// Statistician 1978;32:138, page 138: four proportions, the transformed value (twice that of the
// measure) and its variance 1/(n + ½).
TEST_CASE("Miller 1978: the double arcsine of four proportions") {
  std::vector<Study> groups;
  for (const OneProportion& group : {
           OneProportion{3,  11},
           {6,  17},
           {10, 21},
           {1,  6 }
  }) {
    Study study;
    study.name = "group";
    study.data = {group};
    groups.push_back(study);
  }
  const Effects effects = compute_effects(groups, *find_measure("PFT"));
  const double transformed[] = {1.1391, 1.2888, 1.5253, 0.9515};
  const double variance[] = {0.0870, 0.0571, 0.0465, 0.1538};
  REQUIRE(effects.k() == 4);
  for (Index i = 0; i < 4; ++i) {
    CHECK(agrees(2 * effects.y[i], transformed[i], 4));
    CHECK(agrees(4 * effects.v[i], variance[i], 4));
  }
}

// Henmi M, Copas JB. Confidence intervals for random effects meta-analysis and robustness to
// publication bias. Statistics in Medicine 2010;29:2969–2983, page 2978: nausea under stimulation
// of the point P6 in 16 trials (Lee A, Done ML), log odds ratios.
TEST_CASE("Henmi and Copas 2010: the interval that small studies bias less") {
  const Effects effects = compute_effects(trials_of({
                                              {18, 100, 20, 100},
                                              {5,  50,  18, 50 },
                                              {9,  20,  7,  20 },
                                              {32, 135, 31, 139},
                                              {9,  23,  10, 23 },
                                              {11, 18,  12, 18 },
                                              {69, 122, 80, 122},
                                              {3,  25,  12, 25 },
                                              {1,  30,  1,  30 },
                                              {11, 30,  19, 30 },
                                              {7,  44,  16, 39 },
                                              {4,  47,  6,  47 },
                                              {1,  30,  13, 30 },
                                              {24, 40,  71, 80 },
                                              {16, 50,  53, 88 },
                                              {28, 110, 25, 111}
  }),
                                          *find_measure("OR"));
  Method method;
  method.tau2 = tau2_by("DL");
  const Synthesis wald = pool(effects, method);
  CHECK(agrees(*wald.heterogeneity->tau2, 0.3325, 4));
  CHECK(agrees(*wald.estimate, -0.6787, 4));
  CHECK(agrees(wald.interval->low, -1.0664, 4));
  CHECK(agrees(wald.interval->high, -0.2911, 4));
  method.interval = find_row(interval_methods(), "henmi-copas");
  method.pooling = method.interval->pooling;
  const Synthesis robust = pool(effects, method);
  REQUIRE(robust.interval);
  CHECK(agrees(*robust.estimate, -0.5145, 4));
  CHECK(agrees(robust.interval->low, -0.9994, 4));
  CHECK(agrees(robust.interval->high, -0.0295, 4));
}

// Konstantopoulos S. Fixed effects and variance components estimation in three-level meta-analysis.
// Research Synthesis Methods 2011;2:61–76, table 4, page 70: 56 schools with another calendar, as
// if they were independent, and by year less its mean.
TEST_CASE("Konstantopoulos 2011: modified school calendars, in two levels") {
  nlohmann::json schools;
  for (const auto& each : reference("regressions"))
    if (each["view"] == "konstantopoulos2011.flat" && each["moderators"] == "year") schools = each;
  const Effects effects = effects_of(numbers(schools["yi"]), numbers(schools["vi"]));
  REQUIRE(effects.k() == 56);
  const Synthesis s = pool(effects, {.tau2 = tau2_by("REML")});
  CHECK(agrees(*s.estimate, 0.1279, 4));
  CHECK(agrees(*s.se, 0.0439, 4));
  CHECK(agrees(*s.heterogeneity->tau2, 0.0884, 4));
  CHECK(agrees(*s.heterogeneity->tau2_se, 0.0202, 4));
  MatrixXd X = MatrixXd::Ones(56, 2);
  X.col(1) = vector_of(numbers(schools["X"][0]));
  X.col(1).array() -= X.col(1).mean();
  std::string why;
  const auto fit = fit_mixed_effects(effects.y, effects.v, X, {"intercept", "year"},
                                     {.tau2 = tau2_by("REML")}, why);
  REQUIRE(fit);
  CHECK(agrees(fit->coefficients[0].estimate, 0.1258, 4));
  CHECK(agrees(fit->coefficients[0].se, 0.0440, 4));
  CHECK(agrees(fit->coefficients[1].estimate, 0.0052, 4));
  CHECK(agrees(fit->coefficients[1].se, 0.0044, 4));
}

// Berkey CS, Hoaglin DC, Antczak-Bouckoms A, Mosteller F, Colditz GA. Meta-analysis of multiple
// outcomes by regression with random effects. Statistics in Medicine 1998;17:2537–2550, table II,
// page 2545: two outcomes of five trials, by year less 1983. The table's values in 1983, to three
// decimals.
TEST_CASE("Berkey 1998: surgery of the gums, two outcomes and the year") {
  MultilevelData data = berkey("UN");
  const auto year = numbers(reference("dependence")["berkey"]["year"]);
  data.X.conservativeResize(10, 4);
  data.X.rightCols(2) = data.X.leftCols(2).array().colwise() * (vector_of(year).array() - 1983);
  data.names = {"PD", "AL", "PD by year", "AL by year"};
  MultilevelSettings settings;
  settings.restricted = false;
  const MultilevelFit fit = fitted(data, settings);
  CHECK(agrees(fit.coefficients[0].estimate, 0.348, 3));
  CHECK(agrees(fit.coefficients[1].estimate, -0.335, 3));
}

}  // namespace steelyard::support
