// Effects that a paper reports itself: complaints word for word, and the variances.
#include "steelyard/read/reader.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

struct Fault {
  const char* what;
  const char* table;
  const char* told;
};

constexpr Fault faults[] = {
    {"an estimate outside its interval",
     R"(study,estimate,ci_low,ci_high
A,0.7,0.4,0.6
)",       R"(a.csv:2:3: error: A: estimate is 0.7, but must be 0.4 to 0.6 (ci_low to ci_high)
  A,0.7,0.4,0.6
    ^^^
)"                          },
    {"limits in the wrong order",
     R"(study,estimate,ci_low,ci_high
A,0.5,0.6,0.4
)",       R"(a.csv:2:7: error: A: ci_low is 0.6, but must be below 0.4 (ci_high)
  A,0.5,0.6,0.4
        ^^^
  hint: are ci_low and ci_high swapped?
)"                                       },
    {"a ratio with its interval",
     R"(study,estimate,ci_low,ci_high
A,0.55,0.33,0.92
)",       R"(a.csv:2:3: warning: A: estimate is 0.55, but should be near 0.62, the middle of ci_low to ci_high
  A,0.55,0.33,0.92
    ^^^^
  hint: if these are ratios, give the logarithms of all three
)"         },
    {"an interval that leans",
     R"(study,estimate,ci_low,ci_high
A,-0.55,-0.92,0.33
)",       R"(a.csv:2:3: warning: A: estimate is -0.55, but should be near -0.30, the middle of ci_low to ci_high
  A,-0.55,-0.92,0.33
    ^^^^^
  hint: do the three numbers belong together?
)"       },
    {"a level as a fraction",
     R"(study,estimate,ci_low,ci_high,level
A,0.5,0.4,0.6,0.9
)", R"(a.csv:2:15: error: A: level is 0.9, but must be 1 to 99.9 (percent)
  A,0.5,0.4,0.6,0.9
                ^^^
  hint: write 90 for 90%
)"                                       },
    {"a P value that is a bound",
     R"(study,estimate,p
A,0.5,<0.001
)",                    R"(a.csv:2:7: error: A: p is '<0.001', but must be an exact P value
  A,0.5,<0.001
        ^^^^^^
  hint: a bound cannot be turned into a variance; give se, or ci_low and ci_high
)"                                          },
    {"a P value of 0",
     R"(study,estimate,p
A,0.5,0.000
)",                    R"(a.csv:2:7: error: A: p is 0.000, but must be above 0 and at most 1
  A,0.5,0.000
        ^^^^^
  hint: a P value printed as 0 is a bound; give se, or ci_low and ci_high
)"                                        },
    {"a P value of 1",
     R"(study,estimate,p
A,0.5,1
)",                    R"(a.csv:2:7: error: A: p is 1, but must be below 1 to give a variance
  A,0.5,1
        ^
  hint: give se, or ci_low and ci_high
)"                                       },
    {"an estimate of 0 with a P value",
     R"(study,estimate,p
A,0,0.5
)",                    R"(a.csv:2:3: error: A: estimate is 0, but must be other than 0, because a P value alone gives it no variance
  A,0,0.5
    ^
  hint: give se, or ci_low and ci_high
)"},
    {"a standard error of 0",
     R"(study,yi,sei
A,0.5,0
)",                        R"(a.csv:2:7: error: A: sei is 0, but must be above 0
  A,0.5,0
        ^
)"                                                        },
    {"a negative variance",
     R"(study,yi,vi
A,0.5,-0.1
)",                         R"(a.csv:2:7: error: A: vi is -0.1, but must be above 0
  A,0.5,-0.1
        ^^^^
)"                                                      },
    {"a variance of 0 beside observed minus expected",
     R"(study,o_minus_e,variance
A,0.5,0
)",            R"(a.csv:2:7: error: A: variance is 0, but must be above 0
  A,0.5,0
        ^
)"                                                   },
};

}  // namespace

TEST_CASE("Every fault of a given effect is told with place, line, caret and hint") {
  for (const Fault& each : faults) {
    CAPTURE(each.what);
    CHECK(to_text(parse_table(each.table, "a.csv", {}).notices) == each.told);
  }
}

TEST_CASE("Standard error, variance, interval and P value all give a variance") {
  constexpr double tolerance = 1e-12;  // relative; the formulas are a line each
  const auto read = parse_table(
      "study,estimate,se,variance,ci_low,ci_high,level,p\n"
      "A,0.5,0.1,,,,,\n"
      "B,0.5,,0.04,,,,\n"
      "C,0.5,,,0.304,0.696,,\n"
      "D,0.5,,,0.242417,0.757583,99,\n"
      "E,0.5,,,,,,0.04550026389635839\n"
      "F,0.5,0.1,,,,,<0.001\n"
      "G,0.5,,,,,,\n"
      "H,,0.1,,,,,\n"
      "I,0.5,,,0.4,,,\n",
      "a.csv", {});
  CHECK(to_text(read.notices).empty());
  const auto& studies = read.value.studies;
  REQUIRE(studies.size() == 9);
  const auto variance = [&](std::size_t i) {
    REQUIRE(studies[i].as<GivenEffect>() != nullptr);
    return studies[i].as<GivenEffect>()->variance;
  };
  CHECK(variance(0) == Approx(0.01).epsilon(tolerance));
  CHECK(variance(1) == 0.04);
  constexpr double z_95 = 1.959963984540054, z_99 = 2.5758293035489004;
  CHECK(variance(2) == Approx(0.392 * 0.392 / (4 * z_95 * z_95)).epsilon(tolerance));
  CHECK(variance(3) == Approx(0.515166 * 0.515166 / (4 * z_99 * z_99)).epsilon(tolerance));
  CHECK(variance(4) == Approx(0.0625).epsilon(tolerance));  // z = 2 exactly
  CHECK(variance(5) == Approx(0.01).epsilon(tolerance));
  CHECK(studies[6].gaps ==
        std::vector<std::string>{"se, variance, ci_low, ci_high and p are missing"});
  CHECK(studies[7].gaps == std::vector<std::string>{"estimate is missing"});
  CHECK(studies[8].gaps == std::vector<std::string>{"ci_high is missing"});
}
