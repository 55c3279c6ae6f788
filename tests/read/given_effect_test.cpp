#include "read/given_effect.h"

#include <cmath>

#include "support/catch.h"

using namespace steelyard;

namespace {

constexpr double quantile_tolerance = 1e-14;  // relative; AS 241 promises about 1e-16
constexpr double printed = 5e-4;              // half a unit of the last digit printed in the source

}  // namespace

TEST_CASE("The normal quantile inverts the distribution function in the middle and in both tails") {
  for (const double z :
       {-30.0, -8.0, -5.5, -3.0, -1.959963984540054, -0.5, -1e-3, 0.0, 0.3, 1.5, 3.0, 5.0}) {
    CAPTURE(z);
    const double probability = 0.5 * std::erfc(-z / std::sqrt(2.0));
    // In the upper tail 1 − p has lost digits before the quantile sees it.
    const double tolerance = z > 2 ? 1e-9 : quantile_tolerance * 10;
    CHECK(normal_quantile(probability) == Approx(z).epsilon(tolerance).margin(1e-15));
  }
}

TEST_CASE("The quantiles that everybody knows have all their digits") {
  CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(quantile_tolerance));
  CHECK(normal_quantile(0.995) == Approx(2.5758293035489004).epsilon(quantile_tolerance));
  CHECK(normal_quantile(0.95) == Approx(1.6448536269514722).epsilon(quantile_tolerance));
  CHECK(normal_quantile(1e-300) == Approx(-37.0471).epsilon(1e-5));
}

TEST_CASE("A 95% interval is 3.92 standard errors wide") {
  CHECK(se_from_interval(-1.96, 1.96, 95) == Approx(1).margin(printed));
  CHECK(se_from_interval(0, 5.15, 99) == Approx(1).margin(printed));
}

TEST_CASE("An exact P value and an estimate give the standard error") {
  // Cochrane Handbook 6.5, section 6.3.1: a difference of 0.03 with P = 0.008 has Z = 2.652 and a
  // standard error of 0.011.
  REQUIRE(se_from_p(0.03, 0.008));
  CHECK(*se_from_p(0.03, 0.008) == Approx(0.011).margin(printed));
  CHECK(*se_from_p(-0.03, 0.008) == *se_from_p(0.03, 0.008));
  CHECK(*se_from_p(1, 1e-300) == Approx(1 / 37.0657).epsilon(1e-3));
  CHECK_FALSE(se_from_p(0.5, 1));
  CHECK_FALSE(se_from_p(0, 0.3));
}

TEST_CASE("A ratio in its interval is off the middle as soon as the limits differ 1.5 times") {
  const auto ratio_is_off = [](double quotient) {
    const double half = std::sqrt(quotient);
    return off_centre(1, 1 / half, half, 0);
  };
  CHECK_FALSE(ratio_is_off(1.45));
  CHECK(ratio_is_off(1.55));
  CHECK_FALSE(off_centre(0.5, 0.4, 0.6, 0.1));
  CHECK_FALSE(off_centre(0.55, 0.4, 0.6, 0.1));  // rounding alone can do this
}

TEST_CASE("The last printed digit tells how much a number was rounded") {
  CHECK(last_digit("0.55") == Approx(0.01));
  CHECK(last_digit("12") == 1);
  CHECK(last_digit("0,5") == Approx(0.1));
  CHECK(last_digit("1e-3") == 0);
}
