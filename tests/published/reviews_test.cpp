// Published reviews recomputed from their counts. The numbers are those of the abstracts unless a test
// says otherwise; intervals are printed with two decimals.
#include <cmath>

#include "published/published_tables.h"
#include "published/trials_of_bcg.h"
#include "steelyard/bias/trim_and_fill.h"
#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

Method common_by(std::string_view pooling) {
  Method method;
  method.model = Model::common;
  method.pooling = find_row(pooling_methods(), pooling);
  return method;
}

Method random_by(std::string_view tau2) {
  return {.tau2 = find_row(tau2_estimators(), tau2)};
}

// The pooled ratio and its interval, as printed with two decimals.
void check_ratio(const Synthesis& s, double estimate, double low, double high) {
  REQUIRE(s.interval);
  CAPTURE(std::exp(*s.estimate), std::exp(s.interval->low), std::exp(s.interval->high));
  CHECK(std::abs(std::exp(*s.estimate) - estimate) <= 0.00501);
  CHECK(std::abs(std::exp(s.interval->low) - low) <= 0.00501);
  CHECK(std::abs(std::exp(s.interval->high) - high) <= 0.00501);
}

}  // namespace

// Colditz GA et al. JAMA 1994;271:698–702.
TEST_CASE("Colditz 1994: BCG halves tuberculosis in 13 trials") {
  check_ratio(pool(compute_effects(trials_of_bcg(), *find_measure("RR")), random_by("DL")), 0.49,
              0.34, 0.70);
}

// Yusuf S et al. Progress in Cardiovascular Diseases 1985;27:335–371, table 10: deaths under long-term
// beta blockade, by O − E; the totals and the typical odds ratio of the table.
TEST_CASE("Yusuf 1985: long-term beta blockade after a heart attack") {
  const auto trials = trials_of({
      {3,   38,   3,   39  },
      {7,   114,  14,  116 },
      {5,   69,   11,  93  },
      {102, 1533, 127, 1520},
      {28,  355,  27,  365 },
      {4,   59,   6,   52  },
      {98,  945,  152, 939 },
      {60,  632,  48,  471 },
      {25,  278,  37,  282 },
      {138, 1916, 188, 1921},
      {64,  873,  52,  583 },
      {45,  263,  47,  266 },
      {9,   291,  16,  293 },
      {57,  858,  45,  883 },
      {25,  154,  31,  147 },
      {33,  207,  38,  213 },
      {1,   11,   1,   11  },
      {28,  251,  12,  122 },
      {8,   151,  6,   154 },
      {6,   174,  3,   134 },
      {32,  209,  40,  218 },
      {27,  391,  43,  364 },
      {22,  680,  39,  674 }
  });
  double deaths = 0, people = 0;
  for (const Study& trial : trials) {
    deaths += trial.as<TwoByTwo>()->e_events;
    people += trial.as<TwoByTwo>()->e_n;
  }
  CHECK(deaths == 827);
  CHECK(people == 10452);
  check_ratio(pool(compute_effects(trials, *find_measure("PETO")), common_by("peto")), 0.77, 0.70,
              0.85);
}

// Yusuf S, Teo K, Woods K. Circulation 1993;87:2043–2046: seven small trials and LIMIT-2; what Egger and
// Davey Smith later called a misleading meta-analysis (BMJ 1995;310:752–754).
TEST_CASE("Yusuf 1993: magnesium in heart attacks before the large trial") {
  const auto trials = trials_of({
      {1,  40,   2,   36  },
      {9,  135,  23,  135 },
      {2,  200,  7,   200 },
      {1,  48,   1,   46  },
      {10, 150,  8,   148 },
      {1,  59,   9,   56  },
      {1,  25,   3,   23  },
      {90, 1159, 118, 1157}
  });
  check_ratio(pool(compute_effects(trials, *find_measure("PETO")), common_by("peto")), 0.65, 0.51,
              0.82);
}

// Nissen SE, Wolski K. New England Journal of Medicine 2007;356:2457–2471.
TEST_CASE("Nissen 2007: heart attacks and deaths under rosiglitazone, by Peto") {
  const auto pooled = [](std::string_view outcome) {
    return pool(compute_effects(studies_of(counts_of(outcome)), *find_measure("PETO"), {.to = AddTo::none}),
                common_by("peto"));
  };
  const Synthesis attacks = pooled("nissen2007.mi"), deaths = pooled("nissen2007.death");
  check_ratio(attacks, 1.43, 1.03, 1.98);
  CHECK(std::abs(attacks.interval->p - 0.03) < 0.005);
  check_ratio(deaths, 1.64, 0.98, 2.74);
  CHECK(std::abs(deaths.interval->p - 0.06) < 0.005);
}

// Karner C, Chong J, Poole P. Cochrane Database of Systematic Reviews 2014;7:CD009285, made with Review
// Manager 5: random effects for exacerbations, Peto for deaths, common effect for lung function.
TEST_CASE("Karner 2014: a Cochrane review of tiotropium") {
  const Effects attacks = compute_effects(studies_of(counts_of("karner2014.exa")), *find_measure("OR"));
  Method method = random_by("DL");
  method.pooling = find_row(pooling_methods(), "mantel-haenszel-random");
  check_ratio(pool(attacks, method), 0.78, 0.70, 0.87);
  const Effects deaths = compute_effects(studies_of(counts_of("karner2014.deaths")),
                                         *find_measure("PETO"), {.to = AddTo::none});
  check_ratio(pool(deaths, common_by("peto")), 0.98, 0.86, 1.11);
  for (const auto& record : reference("pooling")) {
    if (record["view"] != "karner2014.fev1") continue;
    const Synthesis volume = pool(effects_of(numbers(record["yi"]), numbers(record["vi"])),
                                  {.model = Model::common});
    CHECK(std::abs(*volume.estimate - 118.92) <= 0.005);
    CHECK(std::abs(volume.interval->low - 113.07) <= 0.005);
    CHECK(std::abs(volume.interval->high - 124.77) <= 0.005);
  }
}

// Baskerville NB, Liddy C, Hogg W. Annals of Family Medicine 2012;10:63–74. The paper's z of 8.76 comes of
// effects with more digits than it prints.
TEST_CASE("Baskerville 2012: practice facilitation") {
  const std::vector<double> smd{1.01, 0.82, 0.59, 0.44, 0.84, 0.73, 1.12, 0.04,
                                0.24, 0.32, 1.04, 1.31, 0.59, 0.66, 0.62, 0.47,
                                1.08, 0.98, 0.26, 0.39, 0.60, 0.94, 0.11};
  std::vector<double> v{0.52, 0.46, 0.23, 0.18, 0.29, 0.29, 0.36, 0.37, 0.15, 0.40, 0.32, 0.57,
                        0.29, 0.19, 0.31, 0.27, 0.32, 0.32, 0.18, 0.18, 0.31, 0.53, 0.27};
  for (double& each : v) each *= each;
  const Synthesis s = pool(effects_of(smd, v), random_by("DL"));
  CHECK(std::abs(*s.estimate - 0.56) <= 0.005);
  CHECK(std::abs(s.interval->low - 0.43) <= 0.005);
  CHECK(std::abs(s.interval->high - 0.68) <= 0.005);
  CHECK(std::abs(s.heterogeneity->i2 - 20) <= 0.5);
}

// Hackshaw AK, Law MR, Wald NJ. BMJ 1997;315:980–988: 37 studies of women who live with smokers. Duval S.
// The trim and fill method. In: Rothstein HR et al (eds). Publication bias in meta-analysis. Chichester:
// Wiley; 2005, chapter 8: seven studies are filled in.
TEST_CASE("Hackshaw 1997 and Duval 2005: passive smoking, trimmed and filled") {
  const double reported[][3] = {
      {1.18, 0.90, 1.54}, {1.45, 1.02, 2.08}, {2.02, 0.48, 8.56}, {1.20, 0.80, 1.60},
      {0.75, 0.43, 1.30}, {2.07, 0.81, 5.25}, {2.13, 1.19, 3.83}, {0.80, 0.34, 1.90},
      {0.79, 0.25, 2.45}, {2.01, 1.09, 3.72}, {1.23, 0.81, 1.87}, {1.20, 0.50, 3.30},
      {1.52, 0.87, 2.63}, {1.03, 0.41, 2.55}, {1.55, 0.90, 2.67}, {1.03, 0.61, 1.74},
      {2.34, 0.81, 6.75}, {1.65, 1.16, 2.35}, {1.19, 0.82, 1.73}, {1.52, 0.39, 5.96},
      {2.16, 1.08, 4.29}, {1.08, 0.64, 1.82}, {2.55, 0.74, 8.78}, {1.62, 0.90, 2.91},
      {1.06, 0.74, 1.52}, {0.79, 0.62, 1.02}, {0.74, 0.32, 1.69}, {2.27, 0.75, 6.82},
      {0.97, 0.78, 1.21}, {1.60, 0.80, 3.00}, {1.19, 0.66, 2.13}, {1.66, 0.73, 3.78},
      {1.26, 1.04, 1.54}, {1.10, 0.62, 1.96}, {1.66, 1.12, 2.45}, {1.16, 0.80, 1.69},
      {1.11, 0.67, 1.84}};
  std::vector<double> y, v;
  for (const auto& [ratio, low, high] : reported) {
    y.push_back(std::log(ratio));
    const double se = std::log(high / low) / (2 * 1.959963984540054);
    v.push_back(se * se);
  }
  const Effects effects = effects_of(y, v);
  check_ratio(pool(effects, random_by("DL")), 1.24, 1.13, 1.36);
  std::string why;
  for (const FillEstimator estimator : {FillEstimator::L0, FillEstimator::R0}) {
    const auto filled = trim_and_fill(effects, random_by("DL"), {.estimator = estimator}, why);
    REQUIRE(filled);
    CHECK(filled->missing == 7);
    CHECK(filled->side == FillSide::left);
    check_ratio(filled->synthesis, 1.19, 1.08, 1.31);
  }
}

}  // namespace steelyard::support
