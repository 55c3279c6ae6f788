// Intervals of one proportion: a printed table, second formulas, and what holds for each of them.
#include "steelyard/pool/proportion_interval.h"

#include <cmath>

#include "steelyard/base/table.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

Bounds limits(const char* id, double events, double n, double level = 0.95) {
  const ProportionInterval* row = find_row(proportion_intervals(), id);
  REQUIRE(row != nullptr);
  return row->interval(events, n, level);
}

struct Printed {
  const char* id;
  double events, n, low, high;
};

}  // namespace

// Newcombe RG. Statistics in Medicine 1998;17:857–872, table I: limits of four proportions, four decimals. What lies
// beyond 0 to 1 is cut there.
TEST_CASE("Intervals of one proportion agree with Newcombe's table") {
  const Printed table[] = {
      {"SA",   81, 263, 0.2522, 0.3638},
      {"SA",   15, 148, 0.0527, 0.1500},
      {"SACC", 81, 263, 0.2503, 0.3657},
      {"SACC", 15, 148, 0.0494, 0.1534},
      {"WS",   81, 263, 0.2553, 0.3662},
      {"WS",   15, 148, 0.0624, 0.1605},
      {"WS",   0,  20,  0.0000, 0.1611},
      {"WS",   1,  29,  0.0061, 0.1718},
      {"WSCC", 81, 263, 0.2535, 0.3682},
      {"WSCC", 15, 148, 0.0598, 0.1644},
      {"WSCC", 0,  20,  0.0000, 0.2005},
      {"WSCC", 1,  29,  0.0018, 0.1963},
      {"CP",   81, 263, 0.2527, 0.3676},
      {"CP",   15, 148, 0.0578, 0.1617},
      {"CP",   0,  20,  0.0000, 0.1684},
      {"CP",   1,  29,  0.0009, 0.1776},
  };
  for (const Printed& each : table) {
    CAPTURE(each.id, each.events, each.n);
    const Bounds found = limits(each.id, each.events, each.n);
    CHECK(std::abs(found.low - each.low) <= 0.00005001);
    CHECK(std::abs(found.high - each.high) <= 0.00005001);
  }
}

// Score limits are where the test just does not reject: |p − θ| (− 1/(2n)) = z √(θ (1 − θ)/n).
TEST_CASE("Score limits solve their equation") {
  constexpr double z = 1.959963984540054;
  for (const double events : {1.0, 7.0, 19.0})
    for (const char* id : {"WS", "WSCC"}) {
      const double n = 20, p = events / n, less = std::string(id) == "WSCC" ? 1 / (2 * n) : 0;
      const Bounds found = limits(id, events, n);
      for (const double theta : {found.low, found.high}) {
        CAPTURE(id, events, theta);
        CHECK(apart(std::abs(p - theta) - less, z * std::sqrt(theta * (1 - theta) / n)) < 1e-9);
      }
    }
}

TEST_CASE("Every interval of a proportion lies within 0 and 1, holds what was seen, and mirrors with it") {
  for (const ProportionInterval* row : proportion_intervals())
    for (const double n : {1.0, 2.0, 13.0, 250.0, 1e6})
      for (const double share : {0.0, 0.04, 0.5, 1.0}) {
        const double events = std::floor(share * n);
        CAPTURE(row->id, events, n);
        const Bounds found = row->interval(events, n, 0.95), mirrored = row->interval(n - events, n, 0.95);
        CHECK(found.low >= 0);
        CHECK(found.high <= 1);
        CHECK(found.low <= events / n);
        CHECK(found.high >= events / n);
        CHECK(std::abs(found.low - (1 - mirrored.high)) < 1e-9);
        const Bounds wider = row->interval(events, n, 0.99);
        CHECK(wider.low <= found.low + 1e-15);
        CHECK(wider.high >= found.high - 1e-15);
      }
}

// p̃ = (y + z²/2)/(n + z²) is also the middle of Wilson's limits.
TEST_CASE("Agresti and Coull's limits have the middle of Wilson's and enclose them") {
  for (const double events : {8.0, 10.0, 27.0}) {
    const Bounds wilson = limits("WS", events, 40), agresti = limits("AC", events, 40);
    CHECK(apart(agresti.low + agresti.high, wilson.low + wilson.high) < closed_form);
    CHECK(agresti.low <= wilson.low);
    CHECK(agresti.high >= wilson.high);
  }
}

}  // namespace steelyard::support
