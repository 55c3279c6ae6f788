// Rows that can be read but give no effect: left out by name, the others pooled.
#include "steelyard/effect/effects.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

struct Tabled {
  const char* measure;
  const char* text;
  const char* reason;  // why B is left out
};

// Of each table A and C can be pooled.
constexpr Tabled tables[] = {
    {"OR", "study,ai,bi,ci,di\nA,1,9,2,8\nB,0,0,1,10\nC,3,7,2,8\n",
     "bi is 0, but must be above 0, because ai is 0 too"},
    {"RR", "study,e_events,e_n,c_events,c_n\nA,1,10,2,10\nB,0,0,2,10\nC,3,10,2,10\n",
     "e_n is 0, but must be above 0"},
    {"PLO", "study,xi,mi\nA,1,9\nB,0,0\nC,3,7\n", "mi is 0, but must be above 0, because xi is 0 too"},
    {"MD", "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,1,1,10,2,1,10\nB,1,0,10,2,1,10\nC,2,1,10,3,1,10\n",
     "sd1i is 0, but must be above 0"},
    {"SMD", "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,1,1,10,2,1,10\nB,1,,1,2,1,10\nC,2,1,10,3,1,10\n",
     "n1i is 1, but must be 2 or more; sd1i is missing"},
    {"IRR", "study,x1i,t1i,x2i,t2i\nA,1,100,2,100\nB,0,0,2,100\nC,3,100,2,100\n",
     "t1i is 0, but must be above 0"},
    {"GEN", "study,yi,sei\nA,1,1\nB,1,0\nC,2,1\n", "sei is 0, but must be above 0"},
    {"GEN", "study,yi,vi\nA,1,1\nB,1,-1\nC,2,1\n", "vi is -1, but must be above 0"},
    {"GEN", "study,estimate,ci_low,ci_high\nA,1,0,2\nB,1,1,1\nC,2,1,3\n", "ci_low is 1, but must be below 1 (ci_high)"},
    {"GEN", "study,estimate,p\nA,1,0.5\nB,1,<0.001\nC,2,0.2\n", "p is '<0.001', but must be an exact P value"},
    {"HR", "study,hr,hr_ci_low,hr_ci_high\nA,1,0.5,2\nB,0.5,0.00,3\nC,2,1,4\n",
     "hr_ci_low is 0.00, but must be above 0, as ratios are"},
};

}  // namespace

TEST_CASE("A row that gives no effect is left out by name with its reason and a warning") {
  for (const Tabled& each : tables) {
    CAPTURE(each.text);
    const auto read = parse_table(each.text, "a.csv", {});
    CHECK_FALSE(has_errors(read.notices));
    const std::string told = to_text(read.notices);
    CHECK(told.find("a.csv:3:") != std::string::npos);
    CHECK(told.find("warning: B: ") != std::string::npos);
    CHECK(told.find("the row is left out, unless it gives an effect in another way") != std::string::npos);
    const Measure* measure = find_measure(each.measure);
    REQUIRE(measure != nullptr);
    const Effects effects = compute_effects(read.value.studies, *measure, {});
    CHECK(effects.name == std::vector<std::string>{"A", "C"});
    REQUIRE(effects.left_out.size() == 1);
    CHECK(effects.left_out[0].name == "B");
    CHECK(effects.left_out[0].reason == each.reason);
  }
}

TEST_CASE("A row that gives an effect in another way is pooled by that") {
  const auto read = parse_table(
      "study,e_mean,e_sd,e_n,c_mean,c_sd,c_n,estimate,se\nA,1,0,10,2,1,10,-1,0.4\n", "a.csv", {});
  CHECK_FALSE(has_errors(read.notices));
  const Effects effects = compute_effects(read.value.studies, *find_measure("MD"), {});
  CHECK(effects.left_out.empty());
  REQUIRE(effects.y.size() == 1);
  CHECK(effects.y[0] == -1);
}

TEST_CASE("Contradictions and what cannot be read still refuse the table") {
  for (const char* text :
       {"study,e_events,e_n,c_events,c_n\nA,11,10,2,10\n", "study,e_events,e_n,c_events,c_n\nA,-1,10,2,10\n",
        "study,e_events,e_n,c_events,c_n\nA,3,0,2,10\n", "study,ai,bi,ci,di\nA,-1,3,2,10\n",
        "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,1,-1,10,2,1,10\n", "study,x1i,t1i,x2i,t2i\nA,1,0,2,10\n",
        "study,yi,sei\nA,1,x\n", "study,estimate,ci_low,ci_high\nA,1,2,1\n",
        "study,hr,hr_ci_low,hr_ci_high\nA,-1,-2,1\n", "study,estimate,p\nA,1,1.5\n"}) {
    CAPTURE(text);
    CHECK(has_errors(parse_table(text, "a.csv", {}).notices));
  }
}
