#include "steelyard/claim/arithmetic.h"

#include <cmath>

#include "steelyard/base/text.h"
#include "support/catch.h"

using steelyard::Arithmetic;
using steelyard::check_arithmetic;

TEST_CASE("75% of 200 is possible, and a group of 200 hides no error") {
  const auto check = check_arithmetic("75", 200, std::nullopt, false);
  CHECK(check.code == Arithmetic::ok);
  CHECK(check.events_low == 149);
  CHECK(check.events_high == 151);
  CHECK(check.events_likely == 150);
  CHECK(check.power == 0.0);
}

TEST_CASE("75% of 13 is not a whole number of people") {
  const auto check = check_arithmetic("75", 13, std::nullopt, false);
  CHECK(check.code == Arithmetic::inconsistent);
  CHECK_FALSE(check.events_low);
  CHECK(check.power == Approx(0.87));
}

TEST_CASE("Trailing decimals narrow the possible counts") {
  const auto check = check_arithmetic("33.5", 275, std::nullopt, false);
  CHECK(check.code == Arithmetic::ok);
  CHECK(check.events_low == 92);
  CHECK(check.events_high == 92);
}

TEST_CASE("A percentage that only truncation or rounding up gives is a remark") {
  const auto truncated = check_arithmetic("68", 32, std::nullopt, false);
  CHECK(truncated.code == Arithmetic::rounding_only);
  CHECK(truncated.events_low == 22);
  CHECK(truncated.events_high == 22);
  const auto up = check_arithmetic("71", 27, std::nullopt, false);
  CHECK(up.code == Arithmetic::rounding_only);
  CHECK(up.events_low == 19);
}

TEST_CASE("A count and a percentage of another denominator are a denominator switch") {
  const auto check = check_arithmetic("12.5", 40, 3, false);
  CHECK(check.code == Arithmetic::inconsistent);
  CHECK(check.denominator_switch);
  CHECK(check.implied_n == 24);
}

TEST_CASE("A count that gives its percentage is no denominator switch") {
  const auto check = check_arithmetic("75", 12, 9, false);
  CHECK(check.code == Arithmetic::ok);
  CHECK_FALSE(check.denominator_switch);
}

TEST_CASE("A percentage without a group size tells the fewest people it takes") {
  const auto check = check_arithmetic("75", std::nullopt, std::nullopt, false);
  CHECK(check.code == Arithmetic::percent_only);
  CHECK(check.smallest_n == 4);
}

TEST_CASE("About 75% of 13 leaves a range of counts") {
  const auto check = check_arithmetic("75", 13, std::nullopt, true);
  CHECK(check.code == Arithmetic::approximate);
  CHECK(check.events_low == 10);
  CHECK(check.events_high == 10);
}

TEST_CASE("Incomplete and impossible numbers have their own codes") {
  CHECK(check_arithmetic("", 200, std::nullopt, false).code == Arithmetic::n_only);
  CHECK(check_arithmetic("", std::nullopt, 5, false).code == Arithmetic::events_only);
  CHECK(check_arithmetic("", std::nullopt, std::nullopt, false).code == Arithmetic::nothing);
  CHECK(check_arithmetic("", 12, 9, false).code == Arithmetic::counts);
  CHECK(check_arithmetic("", 12, 13, false).code == Arithmetic::inconsistent);
  CHECK(check_arithmetic("120", 200, std::nullopt, false).code == Arithmetic::inconsistent);
  CHECK(check_arithmetic("75", 0, std::nullopt, false).code == Arithmetic::inconsistent);
}

TEST_CASE("Whole-number rounding agrees with a naive enumeration in floating point") {
  for (long n = 1; n <= 60; ++n)
    for (int percent = 0; percent <= 100; ++percent) {
      bool possible = false;
      for (long x = 0; x <= n; ++x) {
        const double exact = 100.0 * static_cast<double>(x) / static_cast<double>(n);
        // A printed half may go either way: half up or half to even.
        possible = possible || std::abs(exact - percent) < 0.5 - 1e-9 ||
                   (std::abs(exact - (percent - 0.5)) < 1e-9) ||
                   (std::abs(exact - (percent + 0.5)) < 1e-9 && percent % 2 == 0);
      }
      const auto check = check_arithmetic(std::to_string(percent), n, std::nullopt, false);
      INFO(percent << "% of " << n);
      CHECK((check.code == Arithmetic::ok) == possible);
    }
}
