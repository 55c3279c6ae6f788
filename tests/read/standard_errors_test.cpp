// Standard errors of means, design effects, and the titles of test statistics.
#include <cmath>

#include "steelyard/effect/effects.h"
#include "steelyard/read/reader.h"
#include "steelyard/study/derivation.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

std::string told(const std::string& text) {
  return to_text(parse_table(text, "a.csv", {}).notices);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("The standard error of a group's mean gives its SD, and the row says so") {
  for (const char* text : {"study,e_mean,e_se,e_n,c_mean,c_se,c_n\nA,5,0.5,16,4,0.25,64\n",
                           "study,m1i,se1i,n1i,m2i,se2i,n2i\nA,5,0.5,16,4,0.25,64\n"}) {
    CAPTURE(text);
    const auto read = parse_table(text, "a.csv", {});
    CHECK(to_text(read.notices) ==
          "a.csv: note: SD worked out from the standard error of the mean: A\n");
    const Study& study = read.value.studies[0];
    const auto* data = study.as<TwoMeans>();
    REQUIRE(data != nullptr);
    CHECK(data->e_sd == Approx(2));
    CHECK(data->c_sd == Approx(2));
    CHECK(derivations(study, Data(TwoMeans{}).index()) == std::vector<std::string_view>{"sd_from_se"});
    const Effects effects = compute_effects(read.value.studies, *find_measure("MD"), {});
    REQUIRE(effects.y.size() == 1);
    CHECK(effects.v[0] == Approx(0.5 * 0.5 + 0.25 * 0.25));
  }
  const auto one = parse_table("study,mean,mean_se,n\nA,5,0.5,16\n", "a.csv", {});
  REQUIRE(one.value.studies[0].as<OneMean>() != nullptr);
  CHECK(one.value.studies[0].as<OneMean>()->sd == Approx(2));
}

TEST_CASE("An SD that is given goes before a standard error, and either may stand in a row") {
  const auto read = parse_table(
      "study,e_mean,e_sd,e_se,e_n,c_mean,c_sd,c_n\nA,5,3,0.5,16,4,2,64\nB,5,,0.5,16,4,2,64\n", "a.csv", {});
  CHECK_FALSE(has_errors(read.notices));
  CHECK(read.value.studies[0].as<TwoMeans>()->e_sd == 3);
  CHECK(read.value.studies[1].as<TwoMeans>()->e_sd == Approx(2));
}

TEST_CASE("A standard error of 0 leaves its row out, one below 0 refuses the table") {
  const std::string head = "study,e_mean,e_se,e_n,c_mean,c_se,c_n\n";
  const auto zero = parse_table(head + "A,5,0,16,4,0.25,64\n", "a.csv", {});
  CHECK_FALSE(has_errors(zero.notices));
  CHECK(zero.value.studies[0].gaps == std::vector<std::string>{"e_se is 0, but must be above 0"});
  CHECK(has_errors(parse_table(head + "A,5,-1,16,4,0.25,64\n", "a.csv", {}).notices));
  const auto absent = parse_table(head + "A,5,,16,4,0.25,64\n", "a.csv", {});
  CHECK(absent.value.studies[0].gaps == std::vector<std::string>{"e_se is missing"});
}

TEST_CASE("A design effect divides counts and sizes as ICC and cluster size do") {
  const auto read = parse_table(
      "study,e_events,e_n,c_events,c_n,design_effect\nA,6,30,8,33,1.5\nB,6,30,8,33,\n", "a.csv", {});
  CHECK(to_text(read.notices) ==
        "a.csv: note: counts and sizes divided by the design effect of the clusters: A\n");
  CHECK(read.value.studies[0].as<TwoByTwo>()->e_events == Approx(4));
  CHECK(read.value.studies[0].as<TwoByTwo>()->c_n == Approx(22));
  CHECK(read.value.studies[1].as<TwoByTwo>()->e_n == 30);
  // Of means, the variance is multiplied by it.
  const auto means = parse_table(
      "study,e_mean,e_sd,e_n,c_mean,c_sd,c_n,design_effect\nA,5,2,40,4,3,60,1\nB,5,2,40,4,3,60,2\n", "a.csv", {});
  const Effects effects = compute_effects(means.value.studies, *find_measure("MD"), {});
  REQUIRE(effects.v.size() == 2);
  CHECK(effects.v[1] == Approx(2 * effects.v[0]));
}

TEST_CASE("A design effect that contradicts itself or changes nothing is told") {
  const std::string counts = "study,e_events,e_n,c_events,c_n,icc,cluster_size,design_effect\n";
  CHECK(has(told(counts + "A,6,30,8,33,,,0.5\n"), "design_effect is 0.5, but must be 1 or more"));
  CHECK(has(told(counts + "A,6,30,8,33,,,x\n"), "design_effect is 'x', but must be a number"));
  CHECK(has(told(counts + "A,6,30,8,33,0.05,21,3\n"),
            "warning: A: design_effect is 3, but should be near 2.00, which icc and cluster_size give"));
  CHECK_FALSE(has(told(counts + "A,6,30,8,33,0.05,21,2\n"), "warning"));
  CHECK_FALSE(has(told(counts + "A,6,30,8,33,0.05,,2\n"), "warning"));
  CHECK(has(told("study,estimate,se,design_effect\nA,1,0.5,2\n"),
            "warning: A: the design effect 2 changes nothing, because the row has no counts, means or rates"));
}

TEST_CASE("Columns named z or t are told by what they may mean, where nothing else gives a spread") {
  CHECK(has(told("study,estimate,z\nA,1,2\n"), "did you mean 'z_value'?"));
  CHECK(has(told("study,ratio,t\nA,2,2\n"), "did you mean 't_value'?"));
  CHECK(has(told("study,t,e_n,c_n\nA,2,20,20\n"), "did you mean 't_value'?"));
  CHECK(told("study,estimate,se,z,t\nA,1,0.5,2,2\n").empty());
  CHECK(told("study,e_events,e_n,c_events,c_n,t\nA,1,10,2,10,6\n").empty());
  CHECK(has(columns_of_shape("a given effect"), "z_value, t_value"));
  CHECK(has(columns_of_shape("means in two groups"), "e_se, c_se"));
}
