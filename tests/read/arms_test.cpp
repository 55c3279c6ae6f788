// Clusters, shared control groups, odd standard deviations.
#include <cmath>
#include <cstdio>
#include <vector>

#include "steelyard/read/reader.h"
#include "steelyard/study/derivation.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

// Mean and SD of numbers, the long way.
std::pair<double, double> moments(const std::vector<double>& x) {
  double sum = 0, squares = 0;
  for (const double each : x) sum += each;
  const double mean = sum / static_cast<double>(x.size());
  for (const double each : x) squares += (each - mean) * (each - mean);
  return {mean, std::sqrt(squares / static_cast<double>(x.size() - 1))};
}

bool tells(const Notices& notices, std::string_view what) {
  return to_text(notices).find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("The design effect of clusters divides counts and sizes, as in Cochrane Handbook 23.1.4") {
  // The Handbook's example: ICC 0.02, 295 and 330 people in 10 and 11 clusters, mean size 29.8;
  // design effect 1.576; effective 63/295 → 40.0/187.2 and 84/330 → 53.3/209.4.
  const auto read = parse_table(
      "study,e_events,e_n,c_events,c_n,icc,cluster_size\n"
      "A,63,295,84,330,0.02,29.8\n"
      "B,63,295,84,330,,\n",
      "a.csv", {});
  const auto* a = read.value.studies[0].as<TwoByTwo>();
  REQUIRE(a != nullptr);
  CHECK(a->e_events == Approx(40.0).margin(0.05));
  CHECK(a->e_n == Approx(187.2).margin(0.05));
  CHECK(a->c_events == Approx(53.3).margin(0.05));
  CHECK(a->c_n == Approx(209.4).margin(0.05));
  CHECK(a->e_n == Approx(295 / 1.576).epsilon(1e-14));
  CHECK(read.value.studies[1].as<TwoByTwo>()->e_n == 295);
  CHECK(to_text(read.notices) ==
        "a.csv: note: counts and sizes divided by the design effect of the clusters: A\n");
  CHECK(derivations(read.value.studies[0], 0) == std::vector<std::string_view>{"design_effect"});
}

TEST_CASE("Means keep their values in a trial of clusters, and effects that papers give stay") {
  const auto read = parse_table(
      "study,e_mean,e_sd,e_n,c_mean,c_sd,c_n,estimate,se,icc,cluster_size\n"
      "A,5,2,60,4,2,62,1,0.4,0.05,21\n",
      "a.csv", {});
  const auto* a = read.value.studies[0].as<TwoMeans>();
  REQUIRE(a != nullptr);
  CHECK(a->e_n == Approx(30));
  CHECK(a->c_n == Approx(31));
  CHECK(a->e_sd == 2);
  CHECK(read.value.studies[0].as<GivenEffect>()->variance == Approx(0.16));
}

TEST_CASE("A design effect needs a possible ICC and a cluster size") {
  const auto told = [](const char* row) {
    std::string text = "study,e_events,e_n,c_events,c_n,icc,cluster_size\n";
    return parse_table(text.append(row), "a.csv", {}).notices;
  };
  CHECK(tells(told("A,6,30,8,33,1.2,20\n"), "icc is 1.2, but must be 0 or more and below 1"));
  CHECK(tells(told("A,6,30,8,33,0.2,0\n"), "cluster_size is 0, but must be 1 or more"));
  CHECK(tells(told("A,6,30,8,33,0.2,\n"), "without both, the row is read as if single people"));
  CHECK(told("A,6,30,8,33,,\n").empty());
}

TEST_CASE("A shared control group is divided among its rows") {
  const auto read = parse_table(
      "study,e_events,e_n,c_events,c_n,shared_control\n"
      "A 2010 low,5,40,9,42,A\n"
      "A 2010 high,3,41,9,42,A\n"
      "B 2011,3,41,9,44,\n",
      "a.csv", {});
  CHECK(to_text(read.notices) ==
        "a.csv: note: shared control group divided among its comparisons: A 2010 low and "
        "A 2010 high\n");
  for (const std::size_t i : {0U, 1U}) {
    const auto* each = read.value.studies[i].as<TwoByTwo>();
    CHECK(each->c_events == 4.5);
    CHECK(each->c_n == 21);
  }
  CHECK(read.value.studies[0].as<TwoByTwo>()->e_events == 5);
  CHECK(read.value.studies[2].as<TwoByTwo>()->c_n == 44);
}

TEST_CASE("Active arms are combined as if all their people stood in one arm") {
  const std::vector<double> low{1, 4, 6, 3}, high{7, 9, 12}, more{2, 20, 8, 9, 1};
  std::vector<double> all = low;
  all.insert(all.end(), high.begin(), high.end());
  all.insert(all.end(), more.begin(), more.end());
  std::string text =
      "study,e_mean,e_sd,e_n,c_mean,c_sd,c_n,shared_control,shared_control_by\n";
  int number = 0;
  for (const auto& arm : {low, high, more}) {
    const auto [mean, sd] = moments(arm);
    char row[200];
    std::snprintf(row, sizeof row, "A%d,%.17g,%.17g,%zu,4,2,30,A,combine\n", ++number, mean, sd,
                  arm.size());
    text.append(row);
  }
  const auto read = parse_table(text, "a.csv", {});
  REQUIRE(read.value.studies.size() == 1);
  CHECK(read.value.studies[0].name == "A1 + A2 + A3");
  const auto* d = read.value.studies[0].as<TwoMeans>();
  REQUIRE(d != nullptr);
  const auto [mean, sd] = moments(all);
  CHECK(d->e_mean == Approx(mean).epsilon(1e-14));
  CHECK(d->e_sd == Approx(sd).epsilon(1e-14));
  CHECK(d->e_n == 12);
  CHECK(d->c_n == 30);
  CHECK(tells(read.notices, "combined into one: A1 + A2 + A3"));
}

TEST_CASE("Contradictions of a shared control group are errors") {
  CHECK(tells(parse_table("study,e_events,e_n,c_events,c_n,shared_control\n"
                          "A,5,40,9,42,x\nB,3,41,8,42,x\n",
                          "a.csv", {})
                  .notices,
              "B: its control group is not that of A"));
  CHECK(tells(parse_table(
                  "study,e_events,e_n,c_events,c_n,shared_control,shared_control_by\n"
                  "A,5,40,9,42,x,halve\nB,3,41,9,42,x,halve\n",
                  "a.csv", {})
                  .notices,
              "shared_control_by must be split or combine"));
}

TEST_CASE("A control group that stands twice under one study is pointed out") {
  const auto told = [](const char* second) {
    std::string text = "study,nct,e_events,e_n,c_events,c_n\nDeng 2017a,N1,5,40,9,42\n";
    return parse_table(text.append(second), "a.csv", {}).notices;
  };
  CHECK(tells(told("Deng 2017b,N2,3,41,9,42\n"), "and would count twice"));
  CHECK(tells(told("Other,N1,3,41,9,42\n"), "has the numbers of that of Deng 2017a"));
  CHECK(told("Deng 2017b,N2,3,41,9,43\n").empty());
  CHECK(told("Hart 2017,N2,3,41,9,42\n").empty());
}

TEST_CASE("A standard error in the place of a standard deviation is pointed out") {
  std::string text = "study,e_mean,e_sd,e_n,c_mean,c_sd,c_n\n";
  text.append("A,5,10,50,4,11,50\nB,5,9,40,4,10,40\nC,5,12,60,4,10,60\n");
  const std::string usual = text;
  CHECK(parse_table(std::string(usual).append("D,5,6,50,4,7,50\n"), "a.csv", {}).notices.empty());
  CHECK(tells(parse_table(std::string(usual).append("D,5,1.5,50,4,1.4,50\n"), "a.csv", {}).notices,
              "D: its standard deviations, 1.5 and 1.4, are small"));
  // Far smaller than a standard error would be: another unit, which nobody can tell.
  CHECK(parse_table(std::string(usual).append("D,5,0.01,50,4,0.01,50\n"), "a.csv", {})
            .notices.empty());
}

TEST_CASE("Combined arms of one study keep one name, and every text that tells them apart") {
  const auto read = parse_table(
      "study,year,dose,arm,e_events,e_n,c_events,c_n,shared_control,shared_control_by\n"
      "Smith,2010a,1,low dose,9,20,2,7,x,combine\n"
      "Smith,2010b,2,middle dose,4,20,2,7,x,combine\n"
      "Smith,2010c,4,high dose,2,6,2,7,x,combine\n",
      "a.csv", {});
  REQUIRE(read.value.studies.size() == 1);
  const Study& study = read.value.studies.front();
  CHECK(study.name == "Smith 2010a + 2010b + 2010c");
  CHECK(study.cell("arm") == "low dose; middle dose; high dose");
  CHECK(study.cell("dose").empty());  // 1 would be that of one arm alone
  CHECK(study.as<TwoByTwo>()->e_events == 15);
}
