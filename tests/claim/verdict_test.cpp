#include "steelyard/claim/verdict.h"

#include <string>
#include <vector>

#include "support/catch.h"

using steelyard::Badge;
using steelyard::ClaimedDirection;
using steelyard::Grade;
using steelyard::Position;
using steelyard::VerdictInput;

namespace {

struct Case {
  const char* id;
  bool controlled;
  double low, high;
  Grade grade;
  bool over;
  Badge badge;
  bool big;
  ClaimedDirection direction;
  const char* verdict;
};

constexpr auto H = Grade::high, M = Grade::moderate, L = Grade::low, VL = Grade::very_low;
constexpr auto benefit = ClaimedDirection::benefit, harm = ClaimedDirection::harm,
               none = ClaimedDirection::no_difference;

// Vectors V01 to V26 of the claim specification; thresholds 100 and 100 per 1,000.
const std::vector<Case> cases{
    {"V01", true, -397, 345, VL, false, Badge::illustrative, true, benefit, "UNCERTAIN"},
    {"V02", false, 0, 0, VL, false, Badge::within, true, benefit, "NOT_DISTINGUISHABLE"},
    {"V03", false, 0, 0, VL, false, Badge::above, true, benefit, "UNEXPLAINED_EXCESS"},
    {"V04", false, 0, 0, VL, false, Badge::mixed, true, benefit, "NO_CONTROLLED_EVIDENCE"},
    {"V05", true, 120, 260, M, false, Badge::above, true, benefit, "SUPPORTED"},
    {"V06", true, 120, 260, H, true, Badge::above, true, benefit, "OVERSTATED"},
    {"V07", true, 120, 260, L, false, Badge::above, true, benefit, "PARTLY_SUPPORTED"},
    {"V08", true, 9, 252, M, false, Badge::mixed, true, benefit, "PARTLY_SUPPORTED"},
    {"V09", true, 9, 252, L, true, Badge::above, true, benefit, "OVERSTATED"},
    {"V10", true, 10, 80, H, false, Badge::above, true, benefit, "OVERSTATED"},
    {"V11", true, 10, 80, H, false, Badge::above, false, benefit, "PARTLY_SUPPORTED"},
    {"V12", true, -40, 60, H, true, Badge::above, true, benefit, "CONTRADICTED"},
    {"V13", true, -40, 60, L, true, Badge::above, true, benefit, "LITTLE_OR_NO_DIFFERENCE"},
    {"V14", true, -60, 180, M, false, Badge::above, true, benefit, "UNCERTAIN"},
    {"V15", true, -220, 70, M, false, Badge::above, true, benefit, "CONTRADICTED"},
    {"V16", true, -220, 70, L, false, Badge::within, true, benefit, "NOT_DISTINGUISHABLE"},
    {"V17", true, -300, -120, H, false, Badge::above, true, benefit, "CONTRADICTED"},
    {"V18", true, -300, -20, L, false, Badge::above, true, benefit, "UNCERTAIN"},
    {"V19", true, -397, 345, VL, false, Badge::within, true, benefit, "NOT_DISTINGUISHABLE"},
    {"V20", true, 100, 250, M, false, Badge::above, true, benefit, "SUPPORTED"},
    {"V21", true, 0, 250, M, false, Badge::above, true, benefit, "UNCERTAIN"},
    {"V22", true, -300, -100, M, false, Badge::above, true, benefit, "CONTRADICTED"},
    {"V23", true, -300, -120, H, false, Badge::none, true, harm, "SUPPORTED"},
    {"V24", true, -40, 60, M, false, Badge::none, false, none, "SUPPORTED"},
    {"V25", true, -397, 345, VL, false, Badge::none, false, none, "UNCERTAIN"},
    {"V26", true, -150, 150, M, false, Badge::none, false, none, "UNCERTAIN"},
};

VerdictInput input_of(const Case& each) {
  VerdictInput input;
  input.controlled = each.controlled;
  input.where = each.direction == harm ? steelyard::position(-each.high, -each.low, 100, 100)
                                       : steelyard::position(each.low, each.high, 100, 100);
  input.grade = each.grade;
  input.over = each.over;
  input.badge = each.badge;
  input.big = each.big;
  input.direction = each.direction;
  return input;
}

}  // namespace

TEST_CASE("The decision table gives the verdicts of the specification") {
  for (const Case& each : cases) {
    INFO(each.id);
    CHECK(steelyard::decide(input_of(each)) == each.verdict);
  }
}

TEST_CASE("A low-certainty lean to harm is signalled") {
  CHECK(steelyard::harm_signal(input_of(cases[17])));
  CHECK_FALSE(steelyard::harm_signal(input_of(cases[16])));
  CHECK_FALSE(steelyard::harm_signal(input_of(cases[0])));
}

TEST_CASE("Supported and contradicted need what the specification demands, in every combination") {
  for (double low = -300; low <= 300; low += 50)
    for (double high = low; high <= 300; high += 50)
      for (const Grade grade : {VL, L, M, H})
        for (const bool over : {false, true})
          for (const Badge badge : {Badge::within, Badge::below, Badge::above, Badge::mixed,
                                    Badge::illustrative, Badge::none})
            for (const bool big : {false, true}) {
              VerdictInput in{true, steelyard::position(low, high, 100, 100), grade, over, badge,
                              big, benefit};
              const auto verdict = steelyard::decide(in);
              REQUIRE(steelyard::find_verdict(verdict) != nullptr);
              if (verdict == "SUPPORTED") REQUIRE((low >= 100 && (grade == M || grade == H)));
              if (verdict == "CONTRADICTED") REQUIRE((high < 100 && (grade == M || grade == H)));
              if (low <= -100 && high >= 100)
                REQUIRE((verdict == "UNCERTAIN" || verdict == "NOT_DISTINGUISHABLE"));
            }
}

TEST_CASE("Mirroring the interval and the thresholds mirrors the ends of the scale") {
  // Odd multiples of 25 keep limits off the thresholds, where a tie belongs to one named side.
  for (double low = -275; low <= 275; low += 50)
    for (double high = low; high <= 275; high += 50) {
      const Position one = steelyard::position(low, high, 100, 100);
      const Position other = steelyard::position(-high, -low, 100, 100);
      INFO(low << " to " << high);
      CHECK((one == Position::important_benefit) == (other == Position::important_harm));
      CHECK((one == Position::benefit_size_uncertain) == (other == Position::harm_size_uncertain));
      CHECK((one == Position::inconclusive) == (other == Position::inconclusive));
    }
}

TEST_CASE("Exactly one row of the position table holds, on every boundary too") {
  for (double low = -150; low <= 150; low += 25)
    for (double high = low; high <= 150; high += 25) {
      const double b = 100, h = 100;
      const bool rows[] = {low >= b,
                           0 < low && low < b && high >= b,
                           0 < low && high < b,
                           -h < low && low <= 0 && high < b,
                           -h < low && low <= 0 && high >= b,
                           low <= -h && high >= b,
                           low <= -h && 0 <= high && high < b,
                           low <= -h && -h < high && high < 0,
                           high <= -h};
      int holding = 0, which = -1;
      for (int i = 0; i < 9; ++i)
        if (rows[i]) {
          ++holding;
          which = i;
        }
      INFO(low << " to " << high);
      // An interval that lies wholly between −h and 0 is trivial, as the table says.
      CHECK(holding == 1);
      CHECK(static_cast<int>(steelyard::position(low, high, b, h)) == which);
    }
}
