// Papers that propose or compare methods, their examples recomputed. Each test says which digits
// are printed, or to how many decimals it compares where the page was not at hand. Pages and tables
// of single numbers are those that the examples of R's package metafor name.
#include <cmath>

#include "multilevel/multilevel_data.h"
#include "published/published_tables.h"
#include "published/trials_of_bcg.h"
#include "steelyard/pool/glmm.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/regression/mixed_effects.h"
#include "support/catch.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

const Tau2Estimator* estimator(std::string_view id) {
  return find_row(tau2_estimators(), id);
}

bool prints_as(double value, double printed, int decimals) {
  return std::abs(value - printed) <= 0.5 * std::pow(10, -decimals) * (1 + 1e-9);
}

}  // namespace

// Sidik K, Jonkman JN. A comparison of heterogeneity variance estimators in combining results of
// studies. Statistics in Medicine 2007;26:1964–1981, table I: log odds ratios of complications
// after 29 trials of hernia repair, printed with three decimals (quoted by R's package bayesmeta).
TEST_CASE("Sidik and Jonkman 2007: six estimators of the variance between 29 trials") {
  const Effects effects =
      compute_effects(studies_of(counts_of("sidikjonkman2007")), *find_measure("OR"));
  const std::pair<const char*, double> printed[] = {
      {"DL",   0.429},
      {"HE",   0.841},
      {"ML",   0.562},
      {"REML", 0.598},
      {"EB",   0.703},
      {"SJ",   0.818}
  };
  for (const auto& [id, value] : printed) {
    CAPTURE(id);
    CHECK(prints_as(estimator(id)->estimate(effects.y, effects.v).value, value, 3));
  }
}

// Hartung J, Knapp G. On tests of the overall treatment effect in meta-analysis with normally
// distributed responses. Statistics in Medicine 2001;20:1771–1782, table III: work capacity with
// amlodipine; five decimals (R's package meta documents that it gives the same).
TEST_CASE("Hartung and Knapp 2001: the refined interval of eight trials of amlodipine") {
  const Effects effects = compute_effects(studies_of(counts_of("amlodipine")), *find_measure("MD"));
  Method method;
  method.model = Model::common;
  const Synthesis common = pool(effects, method);
  CHECK(prints_as(*common.estimate, 0.16190, 5));
  CHECK(prints_as(common.interval->low, 0.09860, 5));
  CHECK(prints_as(common.interval->high, 0.22519, 5));
  method.model = Model::random;
  method.tau2 = estimator("DL");
  const Synthesis wald = pool(effects, method);
  CHECK(prints_as(*wald.estimate, 0.15888, 5));
  CHECK(prints_as(wald.interval->low, 0.07102, 5));
  CHECK(prints_as(wald.interval->high, 0.24674, 5));
  method.interval = find_row(interval_methods(), "hartung-knapp");
  const Synthesis refined = pool(effects, method);
  CHECK(prints_as(refined.interval->low, 0.03869, 5));
  CHECK(prints_as(refined.interval->high, 0.27907, 5));
}

// Berkey CS, Hoaglin DC, Mosteller F, Colditz GA. A random-effects regression model for
// meta-analysis. Statistics in Medicine 1995;14:395–411: BCG trials by empirical Bayes (without
// latitude: page 408), with variances from the mean odds of the trials, and absolute latitude less
// its mean; compared to three decimals.
TEST_CASE("Berkey 1995: latitude explains much of what BCG trials differ by") {
  const std::vector<Study> trials = trials_of_bcg();
  Effects effects = compute_effects(trials, *find_measure("RR"));
  double e_odds = 0, c_odds = 0;
  for (const Study& trial : trials) {
    const TwoByTwo& t = *trial.as<TwoByTwo>();
    e_odds += (t.e_n - t.e_events) / t.e_events / 13;
    c_odds += (t.c_n - t.c_events) / t.c_events / 13;
  }
  for (Eigen::Index i = 0; i < 13; ++i) {
    const TwoByTwo& t = *trials[static_cast<std::size_t>(i)].as<TwoByTwo>();
    effects.v[i] = e_odds / t.e_n + c_odds / t.c_n;
  }
  const Synthesis random = pool(effects, {.tau2 = estimator("EB")});
  CHECK(prints_as(*random.heterogeneity->tau2, 0.268, 3));
  CHECK(prints_as(*random.estimate, -0.543, 3));
  CHECK(prints_as(*random.se, 0.184, 3));
  Eigen::MatrixXd X = Eigen::MatrixXd::Ones(13, 2);
  X.col(1) << 44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33;
  X.col(1).array() -= 33.46;
  std::string why;
  const auto fit = fit_mixed_effects(effects.y, effects.v, X, {"intercept", "latitude"},
                                     {.tau2 = estimator("EB")}, why);
  REQUIRE(fit);
  CHECK(prints_as(fit->tau2, 0.157, 3));
  CHECK(prints_as(fit->coefficients[0].estimate, -0.630, 3));
  CHECK(prints_as(fit->coefficients[0].se, 0.159, 3));
  CHECK(prints_as(fit->coefficients[1].estimate, -0.027, 3));
  CHECK(prints_as(fit->coefficients[1].se, 0.011, 3));
}

// Van Houwelingen HC, Arends LR, Stijnen T. Statistics in Medicine 2002;21:589–624, section 5: log
// odds with and without BCG together, by maximum likelihood; three decimals.
TEST_CASE("van Houwelingen 2002: the odds of both groups of the BCG trials") {
  const std::vector<Study> trials = trials_of_bcg();
  MultilevelData data;
  data.y.resize(26);
  data.v.resize(26);
  data.X = MatrixXd::Zero(26, 2);
  data.names = {"BCG", "none"};
  OutcomeEffects outcomes;
  outcomes.structure = find_row(covariance_structures(), "UN");
  outcomes.q = 2;
  for (Index i = 0; i < 13; ++i) {
    const TwoByTwo& t = *trials[static_cast<std::size_t>(i)].as<TwoByTwo>();
    const double groups[2][2] = {
        {t.e_events, t.e_n - t.e_events},
        {t.c_events, t.c_n - t.c_events}
    };
    for (Index g = 0; g < 2; ++g) {
      data.y[2 * i + g] = std::log(groups[g][0] / groups[g][1]);
      data.v[2 * i + g] = 1 / groups[g][0] + 1 / groups[g][1];
      data.X(2 * i + g, g) = 1;
      outcomes.outcome.push_back(static_cast<int>(g));
      outcomes.study.push_back(static_cast<int>(i));
    }
  }
  data.outcomes = outcomes;
  MultilevelSettings settings;
  settings.restricted = false;
  std::string why;
  const auto fit = fit_multilevel(data, settings, why);
  REQUIRE(fit);
  CHECK(prints_as(fit->coefficients[0].estimate, -4.834, 3));
  CHECK(prints_as(fit->coefficients[0].se, 0.340, 3));
  CHECK(prints_as(fit->coefficients[1].estimate, -4.096, 3));
  CHECK(prints_as(fit->coefficients[1].se, 0.435, 3));
  CHECK(prints_as(fit->G(0, 0), 1.431, 3));
  CHECK(prints_as(fit->G(1, 1), 2.407, 3));
  CHECK(prints_as(fit->G(0, 1), 1.757, 3));
}

// Viechtbauer W. Confidence intervals for the amount of heterogeneity in meta-analysis. Statistics
// in Medicine 2007;26:37–52, table II, page 44: pre-eclampsia under diuretics in nine trials
// (Collins R, Yusuf S, Peto R. BMJ 1985;290:17–23); compared to four decimals, more than the table
// has.
TEST_CASE("Viechtbauer 2007: intervals for the variance between nine trials of diuretics") {
  const Effects effects = compute_effects(trials_of({
                                              {14,  131,  14,  136 },
                                              {21,  385,  17,  134 },
                                              {14,  57,   24,  48  },
                                              {6,   38,   18,  40  },
                                              {12,  1011, 35,  760 },
                                              {138, 1370, 175, 1336},
                                              {15,  506,  20,  524 },
                                              {6,   108,  2,   103 },
                                              {65,  153,  40,  102 }
  }),
                                          *find_measure("OR"));
  const std::pair<const char*, double> printed[] = {
      {"DL",   0.2297},
      {"ML",   0.2386},
      {"REML", 0.3008},
      {"SJ",   0.4563}
  };
  for (const auto& [id, value] : printed)
    CHECK(prints_as(estimator(id)->estimate(effects.y, effects.v).value, value, 4));
  const auto interval = q_profile(effects.y, effects.v, 0.95);
  REQUIRE(interval);
  CHECK(prints_as(interval->low, 0.0723, 4));
  CHECK(prints_as(interval->high, 2.2027, 4));
}

// Stijnen T, Hamza TH, Özdemir P. Statistics in Medicine 2010;29:3046–3067: infections with coated
// and plain catheters (Niel-Weise 2007 and 2008); three decimals.
namespace {

std::vector<TwoByTwo> catheters() {
  return {
      {0, 116, 3,  117},
      {1, 44,  3,  35 },
      {2, 208, 9,  195},
      {0, 130, 7,  136},
      {5, 151, 6,  157},
      {1, 98,  4,  139},
      {1, 174, 3,  177},
      {1, 74,  2,  39 },
      {1, 97,  19, 103},
      {1, 113, 2,  122},
      {0, 66,  7,  64 },
      {0, 70,  1,  58 },
      {3, 188, 5,  175},
      {6, 187, 11, 180},
      {0, 118, 0,  105},
      {0, 252, 1,  262},
      {1, 345, 3,  362},
      {4, 64,  1,  69 }
  };
}

}  // namespace

// Table II, page 3050: the risk in each group by the normal–normal model.
TEST_CASE("Stijnen 2010: the risk of infection with and without coating") {
  std::vector<Study> coated, plain;
  for (const TwoByTwo& each : catheters()) {
    Study study;
    study.name = "trial";
    study.data = {
        OneProportion{each.e_events, each.e_n}
    };
    coated.push_back(study);
    study.data = {
        OneProportion{each.c_events, each.c_n}
    };
    plain.push_back(study);
  }
  const Synthesis treated = pool(compute_effects(coated, *find_measure("PLO")), {});
  CHECK(prints_as(*treated.estimate, -4.260, 3));
  CHECK(prints_as(*treated.se, 0.259, 3));
  CHECK(prints_as(*treated.heterogeneity->tau2, 0.393, 3));
  const Synthesis untreated = pool(compute_effects(plain, *find_measure("PLO")), {});
  CHECK(prints_as(*untreated.estimate, -3.302, 3));
  CHECK(prints_as(*untreated.se, 0.238, 3));
  CHECK(prints_as(*untreated.heterogeneity->tau2, 0.663, 3));
}

// Odds ratios of the 18 trials by the exact conditional (hypergeometric–normal) model and by its
// binomial approximation.
TEST_CASE("Stijnen 2010: rare infections of catheters by exact likelihood") {
  const std::vector<TwoByTwo> tables = catheters();
  std::string why;
  GlmmSettings settings;
  const auto exact = fit_glmm(tables, settings, why);
  REQUIRE(exact);
  CHECK(prints_as(exact->estimate, -1.353, 3));
  CHECK(prints_as(exact->se, 0.351, 3));
  CHECK(std::abs(exact->tau2->value - 0.693) < 0.001);
  settings.model = GlmmModel::conditional_approximate;
  const auto approximate = fit_glmm(tables, settings, why);
  REQUIRE(approximate);
  CHECK(prints_as(approximate->estimate, -1.303, 3));
  CHECK(prints_as(approximate->se, 0.339, 3));
  CHECK(std::abs(approximate->tau2->value - 0.601) < 0.001);
}

// The same paper: rate ratios of the nine trials of Niel-Weise 2008.
TEST_CASE("Stijnen 2010: rates of infections of catheters by exact likelihood") {
  const std::vector<PersonTime> rates{
      {7,  1344,  11, 1988 },
      {8,  1600,  8,  1461 },
      {3,  12012, 14, 10962},
      {6,  1536,  10, 1503 },
      {1,  370,   1,  483  },
      {1,  729,   8,  913  },
      {17, 6760,  15, 6840 },
      {3,  1107,  7,  1015 },
      {2,  320,   3,  440  }
  };
  std::string why;
  const auto fit = fit_glmm(rates, GlmmSettings{}, why);
  REQUIRE(fit);
  CHECK(prints_as(fit->estimate, -0.476, 3));
  CHECK(prints_as(fit->se, 0.238, 3));
  CHECK(std::abs(fit->tau2->value - 0.123) < 0.001);
}

// Rothman KJ, Greenland S, Lash TL. Modern epidemiology. 3rd ed. 2008, chapter 15, data of table
// 15-1: deaths of people on tolbutamide and on placebo, younger and older than 55, by Mantel and
// Haenszel; two decimals.
TEST_CASE("Rothman 2008: deaths under tolbutamide in two ages") {
  const std::vector<Study> ages = trials_of({
      {8,  106, 5,  120},
      {22, 98,  16, 85 }
  });
  Method method;
  method.model = Model::common;
  method.pooling = find_row(pooling_methods(), "mantel-haenszel");
  const Synthesis difference = pool(compute_effects(ages, *find_measure("RD")), method);
  CHECK(prints_as(*difference.estimate, 0.035, 3));
  const Synthesis risks = pool(compute_effects(ages, *find_measure("RR")), method);
  CHECK(prints_as(std::exp(*risks.estimate), 1.33, 2));
  CHECK(prints_as(std::exp(risks.interval->low), 0.80, 2));
  CHECK(prints_as(std::exp(risks.interval->high), 2.20, 2));
  const Synthesis odds = pool(compute_effects(ages, *find_measure("OR")), method);
  CHECK(prints_as(std::exp(*odds.estimate), 1.40, 2));
  CHECK(prints_as(std::exp(odds.interval->low), 0.76, 2));
  CHECK(prints_as(std::exp(odds.interval->high), 2.58, 2));
}

}  // namespace steelyard::support
