// Effects that a paper reports itself: complaints word for word, and the variances.
#include "steelyard/read/reader.h"

#include "steelyard/effect/effects.h"

#include <cmath>
#include <string>

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
)",       R"(a.csv: note: variance worked out from the confidence interval: A
a.csv:2:3: warning: A: estimate is 0.55, but should be near 0.62, the middle of ci_low to ci_high (0.22 below it, 0.37 above it)
  A,0.55,0.33,0.92
    ^^^^
  hint: these look like ratios: name their columns ratio, ratio_ci_low and ratio_ci_high
)"         },
    {"an interval that leans",
     R"(study,estimate,ci_low,ci_high
A,-0.55,-0.92,0.33
)",       R"(a.csv: note: variance worked out from the confidence interval: A
a.csv:2:3: warning: A: estimate is -0.55, but should be near -0.30, the middle of ci_low to ci_high (0.37 below it, 0.88 above it)
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
)",                    R"(a.csv:2:7: warning: A: p is '<0.001', but must be an exact P value
  A,0.5,<0.001
        ^^^^^^
  hint: a bound cannot be turned into a variance; give se, or ci_low and ci_high; the row is left out, unless it gives an effect in another way
)"                                          },
    {"a P value of 0",
     R"(study,estimate,p
A,0.5,0.000
)",                    R"(a.csv:2:7: warning: A: p is 0.000, but must be above 0 and at most 1
  A,0.5,0.000
        ^^^^^
  hint: a P value printed as 0 is a bound; give se, or ci_low and ci_high; the row is left out, unless it gives an effect in another way
)"                                        },
    {"a P value of 1",
     R"(study,estimate,p
A,0.5,1
)",                    R"(a.csv:2:7: warning: A: p is 1, but must be below 1 to give a variance
  A,0.5,1
        ^
  hint: give se, or ci_low and ci_high; the row is left out, unless it gives an effect in another way
)"                                       },
    {"an estimate of 0 with a P value",
     R"(study,estimate,p
A,0,0.5
)",                    R"(a.csv:2:3: warning: A: estimate is 0, but must be other than 0, because a P value alone gives it no variance
  A,0,0.5
    ^
  hint: give se, or ci_low and ci_high; the row is left out, unless it gives an effect in another way
)"},
    {"a standard error of 0",
     R"(study,yi,sei
A,0.5,0
)",                        R"(a.csv:2:7: warning: A: sei is 0, but must be above 0
  A,0.5,0
        ^
  hint: the row is left out, unless it gives an effect in another way
)"                                                        },
    {"a negative variance",
     R"(study,yi,vi
A,0.5,-0.1
)",                         R"(a.csv:2:7: warning: A: vi is -0.1, but must be above 0
  A,0.5,-0.1
        ^^^^
  hint: the row is left out, unless it gives an effect in another way
)"                                                      },
    {"a variance of 0 beside observed minus expected",
     R"(study,o_minus_e,variance
A,0.5,0
)",            R"(a.csv:2:7: warning: A: variance is 0, but must be above 0
  A,0.5,0
        ^
  hint: the row is left out, unless it gives an effect in another way
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
  CHECK(to_text(read.notices) ==
        "a.csv: note: variance worked out from the P value: E\n"
        "a.csv: note: variance worked out from the confidence interval: C and D\n");
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

namespace {

constexpr double z_95 = 1.959963984540054;

Checked<StudyTable> table_of(const char* text) {
  return parse_table(text, "a.csv", {});
}

double variance_of(const Study& study) {
  REQUIRE(study.as<GivenEffect>() != nullptr);
  return study.as<GivenEffect>()->variance;
}

}  // namespace

TEST_CASE("z, t and P values with degrees of freedom give the variances of the Cochrane Handbook") {
  // Cochrane Handbook 6.5.2.3: a difference of 3.8 with t = 2.78 has a standard error of 1.37
  // (n = 25 and 22, P = 0.008, 45 degrees of freedom).
  const auto read = table_of(
      "study,estimate,z_value,t_value,p,df,ci_low,ci_high\n"
      "A,3.8,,2.78,,,,\n"
      "B,3.8,,,0.008,45,,\n"
      "C,-3.8,-1.9,,,,,\n"
      "D,3.8,,,P = 0.008,45,,\n"
      "E,3.8,,,,45,1,6.6\n"
      "F,3.8,-2,,,,,\n");
  const auto& studies = read.value.studies;
  CHECK(std::sqrt(variance_of(studies[0])) == Approx(1.37).margin(0.005));
  CHECK(std::sqrt(variance_of(studies[1])) == Approx(1.37).margin(0.005));
  CHECK(variance_of(studies[2]) == Approx(4).epsilon(1e-14));
  CHECK(variance_of(studies[3]) == variance_of(studies[1]));
  constexpr double t_45 = 2.014103388880846;  // R: qt(0.975, 45)
  CHECK(variance_of(studies[4]) == Approx(2.8 * 2.8 / (t_45 * t_45)).epsilon(1e-11));
  CHECK(variance_of(studies[5]) == Approx(3.61).epsilon(1e-14));
  const std::string told = to_text(read.notices);
  CHECK(told.find("F: z_value is -2, but should be above 0") != std::string::npos);
  CHECK(told.find("note: variance worked out from the P value of a t test: B and D") !=
        std::string::npos);
}

TEST_CASE("A printed hazard ratio becomes its logarithm") {
  const auto read = table_of(
      "study,hr,hr_ci_low,hr_ci_high,p,level\n"
      "A,0.55,0.33,0.92,,\n"
      "B,2,,,0.04550026389635839,\n"
      "C,0.5,0.25,1,,90\n");
  const auto& studies = read.value.studies;
  REQUIRE(studies[0].as<GivenEffect>() != nullptr);
  CHECK(studies[0].as<GivenEffect>()->estimate == Approx(std::log(0.55)).epsilon(1e-14));
  const double width = std::log(0.92 / 0.33) / (2 * z_95);
  CHECK(variance_of(studies[0]) == Approx(width * width).epsilon(1e-12));
  CHECK(variance_of(studies[1]) == Approx(std::log(2) * std::log(2) / 4).epsilon(1e-12));
  const double width_90 = std::log(4) / (2 * 1.6448536269514722);
  CHECK(variance_of(studies[2]) == Approx(width_90 * width_90).epsilon(1e-12));
  CHECK(to_text(read.notices) ==
        "a.csv: note: logarithm taken of the printed ratio: A, B and C\n"
        "a.csv: note: variance worked out from the P value: B\n"
        "a.csv: note: variance worked out from the confidence interval: A and C\n");
}

TEST_CASE("A ratio off the middle of its interval on the log scale is pointed out") {
  const auto told = [](const char* row) {
    std::string text = "study,ratio,ratio_ci_low,ratio_ci_high\n";
    return to_text(parse_table(text.append(row), "a.csv", {}).notices);
  };
  const std::string slip = told("A,0.55,0.33,1.92\n");
  CHECK(slip.find("A: ratio is 0.55, but should be near 0.80, the middle of ratio_ci_low to "
                  "ratio_ci_high on the log scale (0.511 below it, 1.250 above it)") !=
        std::string::npos);
  CHECK(slip.find("do the three numbers belong together?") != std::string::npos);
  CHECK(told("A,0.1,0.0,0.9\n").find("ratio_ci_low is 0.0, but must be above 0") !=
        std::string::npos);
  CHECK(told("A,-0.1,-0.3,0.1\n").find("if it is a logarithm, name the columns") !=
        std::string::npos);
  CHECK(told("A,0.5,0.9,0.3\n").find("are ratio_ci_low and ratio_ci_high swapped?") !=
        std::string::npos);
  // Rounding to one decimal explains this.
  CHECK(told("A,0.3,0.1,0.7\n").find("warning") == std::string::npos);
}

TEST_CASE("Observed minus expected with its variance stays beside counts and given effects") {
  const auto read = table_of(
      "study,o_minus_e,variance,e_events,e_n,c_events,c_n\n"
      "A,-2.5,4.2,10,50,15,50\n"
      "B,-2.5,,10,50,15,50\n");
  CHECK(read.value.studies[0].as<ObservedMinusExpected>()->variance == 4.2);
  CHECK(read.value.studies[0].as<TwoByTwo>() != nullptr);
  CHECK(read.value.studies[0].as<GivenEffect>() == nullptr);
  CHECK(read.value.studies[1].as<ObservedMinusExpected>() == nullptr);
}

TEST_CASE("Printed hazard ratios and log-rank tests are pooled as hazard ratios") {
  // B is the log-rank form of a ratio of 0.8 with a variance of 0.05: O − E = ln 0.8 / 0.05.
  const auto read = table_of(
      "study,hr,hr_ci_low,hr_ci_high,o_minus_e,variance\n"
      "A,0.55,0.33,0.92,,\n"
      "B,,,,-4.462871026284195,20\n");
  CHECK_FALSE(has_errors(read.notices));
  const Effects effects = compute_effects(read.value.studies, *find_measure("HR"), {});
  REQUIRE(effects.k() == 2);
  CHECK(effects.y[0] == Approx(std::log(0.55)).epsilon(1e-14));
  CHECK(effects.y[1] == Approx(std::log(0.8)).epsilon(1e-14));
  CHECK(effects.v[1] == Approx(0.05).epsilon(1e-14));
  CHECK(find_measure("HR")->scale.to_display(effects.y[0]) == Approx(0.55).epsilon(1e-14));
}
