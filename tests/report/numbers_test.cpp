#include "report/numbers.h"

#include "support/catch.h"

TEST_CASE("Numbers have real minus signs and thin spaces, and never a negative zero") {
  CHECK(steelyard::decimal(-1.5, 1) == "\u22121.5");
  CHECK(steelyard::decimal(-0.004, 2) == "0.00");
  CHECK(steelyard::whole(9999) == "9999");
  CHECK(steelyard::whole(88391) == "88\u202F391");
  CHECK(steelyard::whole(-1234567) == "\u22121\u202F234\u202F567");
  CHECK(steelyard::count(12.5) == "12.5");
}

TEST_CASE("P-values and percentages do not pretend to be zero") {
  CHECK(steelyard::p_text(0.0004) == "P < 0.001");
  CHECK(steelyard::p_text(0.042) == "P = 0.042");
  CHECK(steelyard::p_text(0.42) == "P = 0.42");
  CHECK(steelyard::percent(0.01, 1) == "<0.1%");
  CHECK(steelyard::percent(0, 1) == "0.0%");
  CHECK(steelyard::percent(12.34, 1) == "12.3%");
}

TEST_CASE("Small ratios keep the digits that tell them apart") {
  const auto& rr = *steelyard::find_measure("RR");
  CHECK(steelyard::effect_text(rr, 0.4) == "0.40");
  CHECK(steelyard::effect_text(rr, 0.0049) == "0.005");
  CHECK(steelyard::effect_text(rr, 0.0001) == "<0.001");
  CHECK(steelyard::effect_text(rr, 1234.5) == "1235");
  CHECK(steelyard::range_text(rr, 0.328, 0.714) == "0.33 to 0.71");
}

TEST_CASE("A variance between studies keeps the digits that tell, at any size") {
  CHECK(steelyard::variance_text(0) == "0");
  CHECK(steelyard::variance_text(0.31324) == "0.313");
  CHECK(steelyard::variance_text(0.000412) == "0.00041");
  CHECK(steelyard::variance_text(1e-9) == "<0.000001");
  CHECK(steelyard::variance_text(3.456) == "3.46");
  CHECK(steelyard::variance_text(15.34) == "15.3");
  CHECK(steelyard::variance_text(882.034) == "882");
}

TEST_CASE("Dates and times are written out") {
  CHECK(steelyard::date_text({2026, 11, 1}) == "1\u00A0November\u00A02026");
  CHECK(steelyard::weeks_text(48) == "48 weeks");
  CHECK(steelyard::weeks_text(52) == "1 year");
  CHECK(steelyard::weeks_text(104) == "2 years");
  CHECK(steelyard::in_words(3) == "three");
  CHECK(steelyard::in_words(12) == "12");
}
