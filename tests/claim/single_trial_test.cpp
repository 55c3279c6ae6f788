#include "steelyard/claim/single_trial.h"

#include <cmath>

#include "support/catch.h"

namespace {

const steelyard::TwoByTwo deng{9, 12, 5, 6};

}  // namespace

TEST_CASE("Newcombe's and Miettinen and Nurminen's intervals of 9/12 against 5/6 are those of R") {
  const auto newcombe = steelyard::newcombe_difference(deng, 0.95);
  CHECK(newcombe.low == Approx(-.3970).margin(5e-5));
  CHECK(newcombe.high == Approx(.3449).margin(5e-5));
  const auto score = steelyard::miettinen_nurminen_difference(deng, 0.95);
  CHECK(score.low == Approx(-.4331).margin(5e-5));
  CHECK(score.high == Approx(.3782).margin(5e-5));
}

TEST_CASE("Newcombe's printed example 56/70 against 48/80 is reproduced") {
  // Newcombe, Statistics in Medicine 1998;17:873-890, table II, case (a), method 10.
  const auto interval = steelyard::newcombe_difference({56, 70, 48, 80}, 0.95);
  CHECK(interval.low == Approx(.0524).margin(5e-5));
  CHECK(interval.high == Approx(.3339).margin(5e-5));
  const auto score = steelyard::miettinen_nurminen_difference({56, 70, 48, 80}, 0.95);
  CHECK(score.low == Approx(.0528).margin(5e-5));
  CHECK(score.high == Approx(.3382).margin(5e-5));
}

TEST_CASE("Exact limits of the odds ratio are those of Fisher's test in R") {
  // fisher.test(matrix(c(9,3,5,1),2))$conf.int
  const auto odds = steelyard::exact_odds_ratio(deng, 0.95);
  CHECK(odds.low == Approx(.010).margin(5e-4));
  REQUIRE(odds.high);
  CHECK(*odds.high == Approx(10.4).margin(5e-2));
  const auto none = steelyard::exact_odds_ratio({12, 12, 3, 6}, 0.95);
  CHECK_FALSE(none.high);
  CHECK(steelyard::exact_odds_ratio({0, 12, 3, 6}, 0.95).low == 0);
}

TEST_CASE("Swapping the groups mirrors every single-trial interval") {
  const steelyard::TwoByTwo swapped{5, 6, 9, 12};
  const auto a = steelyard::newcombe_difference(deng, 0.95),
             b = steelyard::newcombe_difference(swapped, 0.95);
  CHECK(a.low == Approx(-b.high));
  const auto c = steelyard::miettinen_nurminen_difference(deng, 0.95),
             d = steelyard::miettinen_nurminen_difference(swapped, 0.95);
  CHECK(c.low == Approx(-d.high));
  const auto e = steelyard::exact_odds_ratio(deng, 0.95),
             f = steelyard::exact_odds_ratio(swapped, 0.95);
  CHECK(e.low == Approx(1 / *f.high).epsilon(1e-9));
}

TEST_CASE("Trials without events, or with nothing but events, keep finite intervals") {
  for (const steelyard::TwoByTwo& trial :
       {steelyard::TwoByTwo{0, 12, 0, 6}, {12, 12, 6, 6}, {0, 12, 6, 6}, {12, 12, 0, 6}}) {
    const auto newcombe = steelyard::newcombe_difference(trial, 0.95);
    const auto score = steelyard::miettinen_nurminen_difference(trial, 0.95);
    for (const double limit : {newcombe.low, newcombe.high, score.low, score.high})
      CHECK(std::isfinite(limit));
    CHECK(score.low >= -1);
    CHECK(score.high <= 1);
  }
}

TEST_CASE("The weakly informative model of 9/12 against 5/6 agrees with the published vector") {
  // Vector N21 of the claim specification.
  const auto model = steelyard::weakly_informative(deng, 0.1, 0.1);
  CHECK(model.odds_ratio == Approx(.588).margin(.004));
  CHECK(model.odds_ratio_interval.low == Approx(.0390).margin(.0005));
  CHECK(model.odds_ratio_interval.high == Approx(5.69).margin(.06));
  CHECK(model.difference == Approx(-.071).margin(.001));
  CHECK(model.difference_interval.low == Approx(-.382).margin(.001));
  CHECK(model.difference_interval.high == Approx(.311).margin(.001));
  CHECK(model.p_above == Approx(.163).margin(.002));
  CHECK(model.p_above + model.p_within + model.p_below == Approx(1));
}

TEST_CASE("The weakly informative model of a large trial is close to the trial itself") {
  const steelyard::TwoByTwo large{6000, 10000, 5000, 10000};
  const auto model = steelyard::weakly_informative(large, 0.1, 0.1);
  CHECK(model.difference == Approx(.1).margin(.002));
  CHECK(model.odds_ratio == Approx(1.5).margin(.005));
  const double half = 1.96 * std::sqrt(.24 / 10000 + .25 / 10000);
  CHECK(model.difference_interval.low == Approx(.1 - half).margin(.002));
  CHECK(model.p_above == Approx(.5).margin(.05));
}

TEST_CASE("The weakly informative model agrees with a naive sum over a fine grid of risks") {
  // Substituting risks for logits: the density of the logit prior times 1 / (p (1 − p)).
  const auto trial = steelyard::TwoByTwo{4, 10, 1, 9};
  const auto model = steelyard::weakly_informative(trial, 0.1, 0.1);
  const int cells = 1200;
  double total = 0, below = 0;
  for (int a = 0; a < cells; ++a)
    for (int b = 0; b < cells; ++b) {
      const double p0 = (a + 0.5) / cells, p1 = (b + 0.5) / cells;
      const double t0 = std::log(p0 / (1 - p0)), d = std::log(p1 / (1 - p1)) - t0;
      const double density = std::pow(p0, 1) * std::pow(1 - p0, 8) * std::pow(p1, 4) *
                             std::pow(1 - p1, 6) * std::exp(-t0 * t0 / 200) *
                             std::exp(-d * d / (2 * 2.82 * 2.82)) / (p0 * (1 - p0) * p1 * (1 - p1));
      total += density;
      if (p1 - p0 < model.difference) below += density;
    }
  CHECK(below / total == Approx(.5).margin(.004));
}
