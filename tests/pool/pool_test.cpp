// Pooling: properties that hold for any data, few studies, hard cases.
#include <algorithm>
#include <numeric>

#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

const std::vector<double> y{-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209};
const std::vector<double> v{0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230};

bool has_note(const Synthesis& s, std::string_view code) {
  return std::ranges::any_of(s.notes, [&](const FitNote& note) { return note.code == code; });
}

const IntervalMethod* interval(std::string_view id) {
  return find_row(interval_methods(), id);
}

}  // namespace

TEST_CASE("Effects times c with variances times c² give the estimate times c") {
  const Synthesis plain = pool(effects_of(y, v), {});
  for (const double c : {-1.0, 1e-6, 1e6}) {
    auto cy = y, cv = v;
    for (double& each : cy) each *= c;
    for (double& each : cv) each *= c * c;
    const Synthesis scaled = pool(effects_of(cy, cv), {});
    CHECK(apart(*scaled.estimate, *plain.estimate * c) < 1e-10);
    CHECK(apart(*scaled.heterogeneity->tau2, *plain.heterogeneity->tau2 * c * c) < 1e-10);
    CHECK(apart(scaled.heterogeneity->i2, plain.heterogeneity->i2) < 1e-10);
  }
}

TEST_CASE("A between-study variance of 0 gives the common-effect answer") {
  const Synthesis common = pool(effects_of(y, v), {.model = Model::common});
  const Synthesis zero = pool(effects_of(y, v), {.fixed_tau2 = 0});
  CHECK(*common.estimate == *zero.estimate);
  CHECK(*common.se == *zero.se);
  CHECK(common.weights == zero.weights);
  CHECK_FALSE(common.heterogeneity->tau2);
  CHECK_FALSE(common.prediction);
}

TEST_CASE("A given between-study variance that the data contradict is remarked on") {
  const auto remarked = [](double tau2) {
    const Synthesis made = pool(effects_of(y, v), {.fixed_tau2 = tau2});
    return std::ranges::count(made.notes, "tau2-unlike-the-data", &FitNote::code) == 1;
  };
  const Synthesis estimated = pool(effects_of(y, v), {});
  REQUIRE(estimated.heterogeneity->tau2_ci);
  CHECK(remarked(1.01 * estimated.heterogeneity->tau2_ci->high));
  CHECK_FALSE(remarked(0.99 * estimated.heterogeneity->tau2_ci->high));
  CHECK_FALSE(remarked(*estimated.heterogeneity->tau2));
}

TEST_CASE("Twice every variance widens the common-effect interval by the square root of 2") {
  auto twice = v;
  for (double& each : twice) each *= 2;
  const auto narrow = pool(effects_of(y, v), {.model = Model::common}).interval;
  const auto wide = pool(effects_of(y, twice), {.model = Model::common}).interval;
  CHECK(apart((wide->high - wide->low) / (narrow->high - narrow->low), std::sqrt(2.0)) < 1e-13);
}

TEST_CASE("The order of studies does not matter") {
  auto ry = y, rv = v;
  std::ranges::reverse(ry);
  std::ranges::reverse(rv);
  const Synthesis a = pool(effects_of(y, v), {}), b = pool(effects_of(ry, rv), {});
  CHECK(apart(*a.estimate, *b.estimate) < 1e-13);
  CHECK(apart(a.interval->low, b.interval->low) < 1e-13);
  CHECK(apart(a.weights.front(), b.weights.back()) < 1e-13);
}

TEST_CASE("Weights are percentages") {
  const auto weights = pool(effects_of(y, v), {}).weights;
  CHECK(weights.size() == y.size());
  CHECK(apart(std::accumulate(weights.begin(), weights.end(), 0.0), 100) < 1e-13);
}

TEST_CASE("No study gives no estimate and a note") {
  const Synthesis s = pool(effects_of({}, {}), {});
  CHECK_FALSE(s.estimate);
  REQUIRE(s.notes.size() == 1);
  CHECK(s.notes[0].code == "k0");
  CHECK(s.notes[0].text == "no study gives an effect, so there is nothing to pool");
}

TEST_CASE("One study is shown as it is, without heterogeneity or prediction") {
  const Synthesis s = pool(effects_of({0.3}, {0.04}), {});
  CHECK(*s.estimate == 0.3);
  CHECK(*s.se == 0.2);
  CHECK(apart(s.interval->low, 0.3 - 1.959963984540054 * 0.2) < 1e-14);
  CHECK_FALSE(s.heterogeneity);
  CHECK_FALSE(s.prediction);
  CHECK(s.weights == std::vector<double>{100});
  CHECK(has_note(s, "k1"));
}

TEST_CASE("One study has no Hartung–Knapp interval, and a note says so") {
  for (const auto* id : {"hartung-knapp", "hartung-knapp-adhoc", "t"}) {
    const Synthesis s = pool(effects_of({0.3}, {0.04}), {.interval = interval(id)});
    CHECK(s.estimate);
    CHECK_FALSE(s.interval);
    CHECK(has_note(s, "interval-withheld"));
  }
}

TEST_CASE("Two and three studies are pooled with a note") {
  const Synthesis two = pool(effects_of({0.1, 0.9}, {0.02, 0.03}), {});
  CHECK(has_note(two, "k2"));
  CHECK(two.prediction);
  const Synthesis three = pool(effects_of({0.1, 0.9, 0.4}, {0.02, 0.03, 0.01}), {});
  CHECK(has_note(three, "k3"));
  const Synthesis four = pool(effects_of({0.1, 0.9, 0.4, 0.2}, {0.02, 0.03, 0.01, 0.1}), {});
  CHECK(four.notes.empty());
}

TEST_CASE("Equal effects leave the Hartung–Knapp interval without a width, so it is withheld") {
  const auto effects = effects_of({0.1, 0.1, 0.1, 0.1}, {0.02, 0.07, 0.013, 0.4});
  const Synthesis plain = pool(effects, {.interval = interval("hartung-knapp")});
  CHECK_FALSE(plain.interval);
  CHECK(has_note(plain, "interval-withheld"));
  CHECK(has_note(plain, "prediction-withheld"));
  CHECK(pool(effects, {.interval = interval("hartung-knapp-adhoc")}).interval);
  CHECK(*pool(effects, {}).heterogeneity->tau2 == 0);
}

TEST_CASE("One study with nearly all the weight decides the common effect") {
  const Synthesis s = pool(effects_of({0.5, 3, -3, 10}, {1e-9, 1, 1, 1}), {.model = Model::common});
  CHECK(std::abs(*s.estimate - 0.5) < 1e-7);
  CHECK(s.weights[0] > 99.9);
}

TEST_CASE("Variances from 1e-12 to 1e12 pool without NaN under every method") {
  const auto effects = effects_of({1, 2, 3, 4, 5}, {1e-12, 1e-6, 1, 1e6, 1e12});
  for (const Tau2Estimator* tau2 : tau2_estimators())
    for (const IntervalMethod* method : interval_methods()) {
      CAPTURE(std::string(tau2->id), std::string(method->id));
      const Synthesis s = pool(effects, {.tau2 = tau2, .interval = method});
      REQUIRE(s.estimate);
      CHECK(std::isfinite(*s.estimate));
      const bool suits = !method->pooling && (!method->unsuited || method->unsuited(s.method).empty());
      if (!suits || method->id == "cluster-robust") continue;  // needs several effects of one study
      REQUIRE(s.interval);
      CHECK(s.interval->low < s.interval->high);
      REQUIRE(s.prediction);
      CHECK(s.prediction->low <= s.interval->low);
      REQUIRE(s.heterogeneity->tau2_ci);
      CHECK(s.heterogeneity->tau2_ci->low <= s.heterogeneity->tau2_ci->high);
    }
}

TEST_CASE("A higher level gives a wider interval") {
  const auto effects = effects_of(y, v);
  const auto low = pool(effects, {.level = 0.8}).interval;
  const auto high = pool(effects, {.level = 0.99}).interval;
  CHECK(high->low < low->low);
  CHECK(high->high > low->high);
}

TEST_CASE("The method of a synthesis names the rows that were used") {
  const Synthesis s = pool(effects_of(y, v), {});
  CHECK(s.method.tau2->id == "REML");
  CHECK(s.method.interval->id == "wald");
  CHECK(s.method.prediction->id == "by-interval");
  CHECK(s.method.pooling->id == "inverse");
}

TEST_CASE("Mantel–Haenszel pooling of a measure without counts is refused in words") {
  const PoolingMethod* mantel_haenszel = find_row(pooling_methods(), "mantel-haenszel");
  const Synthesis s = pool(effects_of(y, v), {.model = Model::common, .pooling = mantel_haenszel});
  CHECK_FALSE(s.estimate);
  CHECK(s.notes.at(0).text ==
        "Mantel–Haenszel pooling is defined for RR, OR, RD, IRR and IRD, but the measure is GEN");
}

}  // namespace steelyard::support
