#include "steelyard/study/study.h"

#include <limits>

#include "steelyard/study/review.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

struct Case {
  Data data;
  std::string column, must_be, hint;
  bool doubtful;
};

}  // namespace

TEST_CASE("Every impossible or doubtful value is named with what it must be") {
  const std::string lonely = "one person has no standard deviation";
  const std::vector<Case> cases{
      {TwoByTwo{3005, 2545, 10, 629},    "e_events", "0 to 2545 (e_n)",
       "are e_events and e_n swapped?",                                                                          false},
      {TwoByTwo{1, 10, -1, 10},          "c_events", "0 to 10 (c_n)",   "",                                      false},
      {TwoByTwo{1, 10, 0, 0},            "c_n",      "above 0",         "",                                      false},
      {TwoByTwo{1, -10, 0, 5},           "e_n",      "above 0",         "",                                      false},
      {TwoByTwo{1.5, 10, 0, 5},          "e_events", "a whole number",  "a cluster-adjusted count?",             true },
      {TwoByTwo{1, 10.5, 0, 5},          "e_n",      "a whole number",  "an effective size of a cluster trial?",
       true                                                                                                           },
      {TwoMeans{1, 0, 10, 2, 1, 10},     "e_sd",     "above 0",         "",                                      false},
      {TwoMeans{1, 1, 10, 2, -1, 10},    "c_sd",     "above 0",         "",                                      false},
      {TwoMeans{1, 1, 1, 2, 1, 10},      "e_n",      "2 or more",       lonely,                                  false},
      {PersonTime{-1, 10, 2, 10},        "e_events", "0 or more",       "",                                      false},
      {PersonTime{1, 10, 2, 0},          "c_time",   "above 0",         "",                                      false},
      {OneProportion{6, 5},              "events",   "0 to 5 (n)",      "are events and n swapped?",             false},
      {OneMean{1, 1, 0},                 "n",        "above 0",         "",                                      false},
      {OneRate{1, -2},                   "time",     "above 0",         "",                                      false},
      {PairedMeans{1, 2, 1, 1, 10, 1.2}, "r",        "-1 to 1",         "",                                      false},
      {PairedMeans{1, 2, 0, 1, 10, 0.5}, "post_sd",  "above 0",         "",                                      false},
      {Correlation{-1.01, 10},           "r",        "-1 to 1",         "",                                      false},
      {GivenEffect{0.5, 0},              "variance", "above 0",         "",                                      false},
      {ObservedMinusExpected{1, -1},     "variance", "above 0",         "",                                      false},
  };
  for (const Case& each : cases) {
    CAPTURE(each.column, each.must_be);
    const auto found = impossibilities(each.data);
    REQUIRE(found.size() == 1);
    CHECK(found[0].column == each.column);
    CHECK(found[0].must_be == each.must_be);
    CHECK(found[0].hint == each.hint);
    CHECK(found[0].doubtful == each.doubtful);
  }
}

TEST_CASE("What gives no effect is told apart from what contradicts itself") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Data& each : std::vector<Data>{
           TwoByTwo{1, 10, 0, 0}, TwoMeans{1, 0, 10, 2, 1, 10}, TwoMeans{1, 0, 1, 2, 1, 10},
           TwoMeans{1, nan, 1, 2, 1, 10}, PersonTime{1, 10, 0, 0}, OneMean{1, 1, 0}, MatchedPairs{0, 0, 0, 0},
           GivenEffect{0.5, 0}, GivenEffect{0.5, -1}, ObservedMinusExpected{1, 0}}) {
    CAPTURE(each.index());
    const auto found = impossibilities(each);
    REQUIRE_FALSE(found.empty());
    for (const Impossibility& one : found) CHECK(one.no_effect);
  }
  for (const Data& each : std::vector<Data>{
           TwoByTwo{1, 10, 11, 10}, TwoByTwo{1, 10, -1, 10}, TwoByTwo{1, 10, 2, 0}, TwoByTwo{1, -10, 0, 5},
           TwoMeans{1, -1, 10, 2, 1, 10}, TwoMeans{1, 1, 1, 2, 1, 10}, PersonTime{1, 10, 2, 0},
           PersonTime{1, -10, 0, 5}, Correlation{1.2, 10}}) {
    CAPTURE(each.index());
    const auto found = impossibilities(each);
    REQUIRE_FALSE(found.empty());
    CHECK_FALSE(found[0].no_effect);
    CHECK_FALSE(found[0].doubtful);
  }
}

TEST_CASE("Possible data are not complained about, at the edges either") {
  const std::vector<Data> fine{
      TwoByTwo{0,    10, 10, 10},
      TwoMeans{-3,  1,    2, 0, 0.1, 2},
      PersonTime{0,  0.5,12, 100},
      OneProportion{0, 1 },
      OneMean{0,    1,  2},
      OneRate{0, 1  },
      PairedMeans{0,   0,    1, 1, 2, -1},
      Correlation{1,4},
      GivenEffect{-2,    0.001    },
      ObservedMinusExpected{-3,    2  }
  };
  for (const Data& each : fine) {
    CAPTURE(each.index());
    CHECK(impossibilities(each).empty());
  }
}

TEST_CASE("A value that was not reported is not doubted, the others are") {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  CHECK(impossibilities(TwoByTwo{unknown, 10, 1, unknown}).empty());
  CHECK(impossibilities(TwoMeans{unknown, unknown, unknown, 1, 1, 10}).empty());
  REQUIRE(impossibilities(TwoByTwo{12, 10, 1, unknown}).size() == 1);
}

TEST_CASE("Every data shape has a name of its own") {
  CHECK(shape_name(0) == "counts in two groups");
  CHECK(shape_name(Data(GivenEffect{}).index()) == "a given effect");
  for (std::size_t i = 0; i < std::variant_size_v<Data>; ++i) {
    CHECK_FALSE(shape_name(i).empty());
    for (std::size_t j = 0; j < i; ++j) CHECK(shape_name(i) != shape_name(j));
  }
  CHECK(shape_name(std::variant_size_v<Data>).empty());
}

TEST_CASE("A cell is found by its title, whatever the case, and data by their shape") {
  Study study;
  study.cells = {
      {"Design", "cluster"},
      {"doi",    "10.1/x" }
  };
  study.data = {
      OneProportion{1,  2},
      TwoByTwo{ 1, 2, 3, 4}
  };
  CHECK(study.cell("design") == "cluster");
  CHECK(study.cell("DOI") == "10.1/x");
  CHECK(study.cell("desig").empty());
  REQUIRE(study.as<TwoByTwo>() != nullptr);
  CHECK(study.as<TwoByTwo>()->c_events == 3);
  CHECK(study.as<OneMean>() == nullptr);
}

TEST_CASE("Outcomes and analyses are found by id") {
  Review review;
  review.outcomes.resize(1);
  review.outcomes[0].id = "remission";
  review.analyses.resize(1);
  review.analyses[0].id = "main";
  CHECK(review.outcome("remission") == &review.outcomes[0]);
  CHECK(review.outcome("main") == nullptr);
  CHECK(review.analysis("main") == &review.analyses[0]);
  CHECK(review.analysis("") == nullptr);
}
