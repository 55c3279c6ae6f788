// Numbers needed, shares, thresholds of bias, follow-up: the specification's vectors.
#include <cmath>
#include <limits>

#include "steelyard/claim/also_without.h"
#include "steelyard/claim/bias_needed.h"
#include "steelyard/claim/expectation.h"
#include "steelyard/claim/follow_up.h"
#include "steelyard/claim/number_needed.h"
#include "support/catch.h"

namespace {

bool near(double value, double expected, double tolerance) {
  return std::abs(value - expected) <= tolerance;
}

}  // namespace

TEST_CASE("A number needed to treat runs through infinity where the difference may be none") {
  // N08: from -0.0833 (-0.3970 to 0.3449)
  const auto n08 = steelyard::number_needed(-1.0 / 12, {-0.39697, 0.34490});
  REQUIRE(n08.point);
  CHECK(n08.point->people == 12);
  CHECK(n08.point->to_harm);
  CHECK(n08.low.people == 2.6);  // 2.519, away from overstating
  CHECK(n08.low.to_harm);
  CHECK(n08.high.people == 2.9);
  CHECK_FALSE(n08.high.to_harm);
  CHECK(n08.through_infinity);
  const auto clear = steelyard::number_needed(0.2, {0.1, 0.25});
  CHECK(clear.point->people == 5);
  CHECK(clear.low.people == 10);
  CHECK(clear.high.people == 4);
  CHECK_FALSE(clear.through_infinity);
  const auto none = steelyard::number_needed(0, {-0.1, 0.1});
  CHECK_FALSE(none.point);
  CHECK(none.through_infinity);
}

TEST_CASE("The share also seen without treatment has its bounds") {
  CHECK(near(steelyard::share_without(.75, .5162), .688, 5e-4));  // N24
  CHECK(steelyard::share_without(.75, .8333) == 1);
  const auto first = steelyard::because_of_treatment(.75, .5162);
  CHECK(near(first.low, .312, 5e-4));
  CHECK(near(first.high, .645, 5e-4));
  const auto second = steelyard::because_of_treatment(.75, .8333);
  CHECK(second.low == 0);
  CHECK(near(second.high, .222, 5e-4));
  // N28
  const auto means = steelyard::share_of_means(-9.2, 12.2 / std::sqrt(20.0), -7.6,
                                               13.2 / std::sqrt(20.0), 38, 0.95);
  REQUIRE(means);
  CHECK(near(means->share, .826, 5e-4));
  REQUIRE(means->interval);
  CHECK(near(means->interval->low, .169, 1e-3));
  CHECK(near(means->interval->high, 2.414, 2e-3));
  CHECK_FALSE(steelyard::share_of_means(-9, 1, 3, 1, 20, 0.95));
  CHECK_FALSE(steelyard::share_of_means(-1, 1, -1, 1, 20, 0.95)->interval);
}

TEST_CASE("How much bias it would take follows the specification") {
  const auto to_median = steelyard::bias_needed(.75, .5162, 200);  // N26
  REQUIRE(to_median);
  CHECK(near(100 * to_median->shift, 23.4, 0.05));
  CHECK(near(to_median->uncounted, 90.6, 0.05));
  CHECK(near(to_median->lenient, .483, 5e-4));
  const auto to_upper = steelyard::bias_needed(.75, .6926, 200);
  CHECK(near(100 * to_upper->shift, 5.7, 0.05));
  CHECK(near(to_upper->uncounted, 16.6, 0.05));
  CHECK(near(to_upper->lenient, .187, 5e-4));
  CHECK_FALSE(steelyard::bias_needed(.5, .6, 200));
  CHECK(near(steelyard::e_value(1.4514), 2.261, 5e-4));  // N25
  CHECK(near(steelyard::e_value(1.0715), 1.348, 5e-4));
  CHECK(near(steelyard::e_value(1 / 1.4514), 2.261, 5e-4));
  CHECK(steelyard::e_value(1) == 1);
  CHECK(near(steelyard::regression_to_the_mean(8, 4, 10, 0.6), 1.8, 0.05));  // section 3.9
}

TEST_CASE("Lost people, unseen events and needed people follow the specification") {
  const auto bounds = steelyard::attrition_bounds(200, 120, 90, 0.516);  // N31
  CHECK(bounds.observed == 0.75);
  CHECK(bounds.range.low == 0.45);
  CHECK(bounds.range.high == 0.85);
  REQUIRE(bounds.tipping_point);
  CHECK(near(*bounds.tipping_point, .165, 5e-4));
  CHECK_FALSE(steelyard::attrition_bounds(200, 120, 90, 0.2).tipping_point);
  CHECK(near(steelyard::chance_of_none(0.01, 200), .134, 5e-4));
  CHECK(near(steelyard::chance_of_none(0.005, 200), .367, 5e-4));
  CHECK(near(steelyard::chance_of_none(0.001, 200), .819, 5e-4));
  CHECK(steelyard::people_to_see_one(0.01, 0.95) == 299);
  CHECK(near(steelyard::chance_of_none(0.163, 200) / 4e-16, 1, 0.2));
  // N27
  CHECK(std::ceil(steelyard::information_size(.5162, .5162 * 1.25, 0.05, 0.8)) == 229);
  CHECK(std::ceil(steelyard::information_size(.5162, .5162 * 1.2, 0.05, 0.8)) == 361);
  CHECK(std::ceil(steelyard::information_size(.5162, .6162, 0.05, 0.8)) == 385);
  // N29: five million against 3.41 (1.238 to 8.499)
  const auto fact = steelyard::check_fact(5e6, 3.41e6, {1.238e6, 8.499e6});
  CHECK(near(fact.ratio, 1.47, 0.005));
  CHECK_FALSE(fact.above);
  CHECK_FALSE(fact.below);
}

TEST_CASE("Times differ when they are more than eight weeks and a quarter apart") {
  CHECK_FALSE(steelyard::time_mismatch(24, 32));
  CHECK(steelyard::time_mismatch(24, 33));
  CHECK_FALSE(steelyard::time_mismatch(104, 130));
  CHECK(steelyard::time_mismatch(104, 131));
  CHECK_FALSE(steelyard::time_mismatch(std::nullopt, 131));
}
