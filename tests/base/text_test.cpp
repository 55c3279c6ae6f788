#include "steelyard/base/text.h"

#include "support/catch.h"

using namespace std::string_literals;

TEST_CASE("A number is read without a locale and nothing may follow it") {
  using steelyard::parse_number;
  CHECK(parse_number("12.5") == 12.5);
  CHECK(parse_number("+3") == 3.0);
  CHECK(parse_number("-1e-12") == -1e-12);
  CHECK_FALSE(parse_number("12,5"));
  CHECK_FALSE(parse_number("12 "));
  CHECK_FALSE(parse_number(""));
  CHECK_FALSE(parse_number("inf"));
  CHECK_FALSE(parse_number("nan"));
  CHECK_FALSE(parse_number("++1"));
}

TEST_CASE("Ill-formed UTF-8 is found at its first byte") {
  using steelyard::invalid_utf8;
  CHECK_FALSE(invalid_utf8("Łódź τ² 😀"));
  CHECK(invalid_utf8("ab\xFFz") == 2U);
  CHECK(invalid_utf8("\xC0\xAF") == 0U);          // overlong
  CHECK(invalid_utf8("a\xED\xA0\x80") == 1U);     // surrogate
  CHECK(invalid_utf8("a\xE2\x82") == 1U);         // cut off
}

TEST_CASE("Fixed decimals never print a negative zero") {
  CHECK(steelyard::fixed(-0.001, 2) == "0.00");
  CHECK(steelyard::fixed(-0.006, 2) == "-0.01");
  CHECK(steelyard::fixed(1234.5, 1) == "1234.5");
}

TEST_CASE("A close spelling is suggested and a far one is not") {
  const std::string_view known[] = {"REML", "DL", "PM", "Hartung-Knapp"};
  CHECK(steelyard::closest("RMEL", known) == "REML");
  CHECK(steelyard::closest("hartung-knap", known) == "Hartung-Knapp");
  CHECK(steelyard::closest("Bayes", known).empty());
}

TEST_CASE("Trimming takes no-break spaces too") {
  CHECK(steelyard::trimmed("\xC2\xA0 Deng \t") == "Deng");
}
