#include "steelyard/pool/proportion.h"

#include "support/catch.h"

namespace {

// Vectors N01 to N04 of the claim specification, computed with R and with Python.
constexpr double tolerance = 0.00005;

void check(const steelyard::Bounds& found, double low, double high) {
  CHECK(found.low == Approx(low).margin(tolerance));
  CHECK(found.high == Approx(high).margin(tolerance));
}

}  // namespace

TEST_CASE("Intervals of 150 of 200, 9 of 12 and 5 of 6 are those of R") {
  check(steelyard::clopper_pearson(150, 200, 0.95), .6840, .8084);
  check(steelyard::wilson(150, 200, 0.95), .6857, .8049);
  check(steelyard::jeffreys(150, 200, 0.95), .6867, .8061);
  check(steelyard::clopper_pearson(9, 12, 0.95), .4281, .9451);
  check(steelyard::wilson(9, 12, 0.95), .4677, .9111);
  check(steelyard::jeffreys(9, 12, 0.95), .4708, .9241);
  check(steelyard::clopper_pearson(5, 6, 0.95), .3588, .9958);
  check(steelyard::wilson(5, 6, 0.95), .4365, .9699);
  check(steelyard::jeffreys(5, 6, 0.95), .4419, .9814);
}

TEST_CASE("None of 200 leaves a risk of up to one and a half percent") {
  CHECK(steelyard::zero_events_upper_one_sided(200, 0.95) == Approx(.014867).margin(5e-7));
  CHECK(steelyard::zero_events_upper_two_sided(200, 0.95) == Approx(.018275).margin(5e-7));
  check(steelyard::wilson(0, 200, 0.95), 0, .018845);
  check(steelyard::jeffreys(0, 200, 0.95), 0, .012466);
  check(steelyard::clopper_pearson(0, 200, 0.95), 0, .018275);
}

TEST_CASE("Counting the others mirrors an interval") {
  for (int y = 0; y <= 17; ++y)
    for (const auto method :
         {steelyard::wilson, steelyard::clopper_pearson, steelyard::jeffreys}) {
      const auto one = method(y, 17, 0.9), other = method(17 - y, 17, 0.9);
      CHECK(one.low == Approx(1 - other.high).margin(1e-12));
      CHECK(one.high == Approx(1 - other.low).margin(1e-12));
    }
}
