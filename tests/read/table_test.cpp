#include <cmath>

#include "steelyard/read/reader.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

StudyTable table(std::string_view text, const TableOptions& options = {}) {
  const auto read = parse_table(text, "a.csv", options);
  CHECK(to_text(read.notices).empty());
  return read.value;
}

const Study& only(const StudyTable& read) {
  REQUIRE(read.studies.size() == 1);
  return read.studies[0];
}

std::vector<std::string> gaps(std::string_view text) {
  return only(table(text)).gaps;
}

}  // namespace

TEST_CASE("Counts in two groups are read under plain names and under both sets of letters") {
  for (const char* text :
       {"study,e_events,e_n,c_events,c_n\nA,4,119,11,128\n", "slab,ai,n1i,ci,n2i\nA,4,119,11,128\n",
        "author,AI,BI,CI,DI\nA,4,115,11,117\n"}) {
    CAPTURE(text);
    const StudyTable read = table(text);
    const auto* data = only(read).as<TwoByTwo>();
    REQUIRE(data != nullptr);
    CHECK(data->e_events == 4);
    CHECK(data->e_n == 119);
    CHECK(data->c_events == 11);
    CHECK(data->c_n == 128);
    CHECK(only(read).gaps.empty());
  }
}

TEST_CASE("The letters of a fourfold table are those of a table of pairs too") {
  const StudyTable letters = table("study,ai,bi,ci,di\nA,20,7,4,30\n");
  REQUIRE(only(letters).data.size() == 2);
  const auto* pairs = only(letters).as<MatchedPairs>();
  REQUIRE(pairs != nullptr);
  CHECK(pairs->both == 20);
  CHECK(pairs->e_only == 7);
  CHECK(pairs->c_only == 4);
  CHECK(pairs->neither == 30);
  const StudyTable names = table("study,e_events,e_n,c_events,c_n\nA,20,27,4,34\n");
  CHECK(only(names).data.size() == 1);
}

TEST_CASE("Standardized differences and correlations are read from the tests that papers report") {
  const double root = std::sqrt(1 / 20.0 + 1 / 22.0);
  for (const char* text :
       {"study,t_value,e_n,c_n\nA,-2.5,20,22\n", "study,ti,n1i,n2i\nA,-2.5,20,22\n",
        "study,f_value,e_n,c_n\nA,-6.25,20,22\n", "study,fi,n1i,n2i\nA,-6.25,20,22\n"}) {
    CAPTURE(text);
    const StudyTable read = table(text);
    const auto* data = only(read).as<StandardizedDifference>();
    REQUIRE(data != nullptr);
    CHECK(std::abs(data->d + 2.5 * root) < 1e-14);
  }
  // metafor's manual: escalc(measure = "SMD", pi = -0.018, n1i = 20, n2i = 20) is -0.7664 after the
  // correction 0.98016 for small samples.
  const StudyTable p_value = table("study,pi,n1i,n2i\nA,-0.018,20,20\n");
  const auto* d = only(p_value).as<StandardizedDifference>();
  REQUIRE(d != nullptr);
  CHECK(std::abs(d->d * 0.98016 + 0.7664) < 1e-4);
  // metafor's manual: escalc(measure = "PCOR", pi = -0.07, mi = 5, ni = 30) is -0.3610.
  const StudyTable partial = table("study,pi,mi,ni\nA,-0.07,5,30\n");
  const auto* test = only(partial).as<RegressionTest>();
  REQUIRE(test != nullptr);
  CHECK(std::abs(test->t / std::hypot(test->t, std::sqrt(24.0)) + 0.3610) < 1e-4);
  const StudyTable f = table("study,f_value,predictors,n\nA,4,3,50\n");
  const auto* r2 = only(f).as<ExplainedVariance>();
  REQUIRE(r2 != nullptr);
  CHECK(std::abs(r2->r2 - 12.0 / 58) < 1e-14);
}

TEST_CASE("Impossible numbers of the rarer shapes are refused where they stand") {
  const auto complaint = [](std::string_view text) {
    const auto read = parse_table(text, "a.csv", {});
    return to_text(read.notices);
  };
  CHECK(complaint("study,auc,e_n,c_n\nA,71,20,20\n").find("auc is 71, but must be 0 to 1") !=
        std::string::npos);
  CHECK(
      complaint("study,alpha,items,n\nA,1.2,5,20\n").find("alpha is 1.2, but must be at most 1") !=
      std::string::npos);
  CHECK(complaint("study,r2,predictors,n\nA,0.3,5,6\n").find("n is 6, but must be 7 or more") !=
        std::string::npos);
  CHECK(complaint("study,signed_p,e_n,c_n\nA,0,20,20\n").find("signed_p is 0, but must be") !=
        std::string::npos);
  CHECK(complaint("study,pairs_both,pairs_e_only,pairs_c_only,pairs_neither\nA,1,-2,3,4\n")
            .find("pairs_e_only is -2, but must be 0 or more") != std::string::npos);
}

TEST_CASE("Every data shape is recognised by its columns") {
  const std::vector<std::pair<std::size_t, std::string>> tables{
      {1,  "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,1,2,3,4,5,6\n"                     },
      {2,  "study,x1i,t1i,x2i,t2i\nA,1,2.5,3,4\n"                                 },
      {3,  "study,xi,ni\nA,1,3\n"                                                 },
      {3,  "study,xi,mi\nA,1,3\n"                                                 },
      {4,  "study,mi,sdi,ni\nA,1,2,3\n"                                           },
      {5,  "study,xi,ti\nA,1,2.5\n"                                               },
      {6,  "study,m1i,m2i,sd1i,sd2i,ni,ri\nA,1,2,3,4,5,0.6\n"                     },
      {6,  "study,post_mean,pre_mean,post_sd,pre_sd,n,r\nA,1,2,3,4,5,0.6\n"       },
      {7,  "study,ri,ni\nA,0.5,20\n"                                              },
      {8,  "study,yi,vi\nA,0.5,0.1\n"                                             },
      {9,  "study,o_minus_e,variance\nA,-2.5,3\n"                                 },
      {10, "study,pairs_both,pairs_e_only,pairs_c_only,pairs_neither\nA,1,2,3,4\n"},
      {12, "study,cohens_d,e_n,c_n\nA,0.4,20,20\n"                                },
      {12, "study,di,n1i,n2i\nA,0.4,20,20\n"                                      },
      {13, "study,auc,e_n,c_n\nA,0.7,20,20\n"                                     },
      {13, "study,ai,n1i,n2i\nA,0.7,20,20\n"                                      },
      {14, "study,alpha,items,n\nA,0.8,10,20\n"                                   },
      {14, "study,ai,mi,ni\nA,0.8,10,20\n"                                        },
      {15, "study,t_value,predictors,n\nA,2.1,4,20\n"                             },
      {15, "study,ti,mi,ni\nA,2.1,4,20\n"                                         },
      {16, "study,r2i,mi,ni\nA,0.3,4,20\n"                                        },
      {17, "study,homozygous_dominant,heterozygous,homozygous_recessive\nA,1,2,3\n"},
      {17, "study,ai,bi,ci\nA,1,2,3\n"                                            },
  };
  for (const auto& [shape, text] : tables) {
    CAPTURE(text);
    const StudyTable read = table(text);
    REQUIRE(only(read).data.size() == 1);
    CHECK(only(read).data[0].index() == shape);
    CHECK(only(read).gaps.empty());
  }
}

TEST_CASE("Each number lands in its own field") {
  const auto means = table("study,e_mean,e_sd,e_n,c_mean,c_sd,c_n\nA,1,2,3,4,5,6\n");
  const auto* two = only(means).as<TwoMeans>();
  REQUIRE(two != nullptr);
  CHECK(std::vector{two->e_mean, two->e_sd, two->e_n, two->c_mean, two->c_sd, two->c_n} ==
        std::vector{1.0, 2.0, 3.0, 4.0, 5.0, 6.0});
  const auto before = table("study,m1i,m2i,sd1i,sd2i,ni,ri\nA,1,2,3,4,5,0.6\n");
  const auto* pair = only(before).as<PairedMeans>();
  REQUIRE(pair != nullptr);
  CHECK(std::vector{pair->post_mean, pair->pre_mean, pair->post_sd, pair->pre_sd, pair->n,
                    pair->r} == std::vector{1.0, 2.0, 3.0, 4.0, 5.0, 0.6});
  const auto rates = table("study,e_events,e_time,c_events,c_time\nA,1,2.5,3,4\n");
  const auto* time = only(rates).as<PersonTime>();
  REQUIRE(time != nullptr);
  CHECK(std::vector{time->e_events, time->e_time, time->c_events, time->c_time} ==
        std::vector{1.0, 2.5, 3.0, 4.0});
}

TEST_CASE("A row gives every shape that is complete in it") {
  const auto read = table(
      "study,e_events,e_n,c_events,c_n,e_mean,e_sd,c_mean,c_sd,yi,vi\n"
      "A,1,10,2,10,5,1,6,1,0.3,0.1\n");
  CHECK(only(read).as<TwoByTwo>() != nullptr);
  CHECK(only(read).as<TwoMeans>() != nullptr);
  CHECK(only(read).as<GivenEffect>() != nullptr);
  CHECK(only(read).data.size() == 3);
}

TEST_CASE("A row that is begun but incomplete says what is missing") {
  using Texts = std::vector<std::string>;
  const std::string counts = "study,e_events,e_n,c_events,c_n\n";
  CHECK(gaps(counts + "A,1,10,NR,10\n") == Texts{"c_events is missing"});
  CHECK(gaps(counts + "A,NA,10,-,10\n") == Texts{"e_events and c_events are missing"});
  CHECK(gaps(counts + "A,,,,\n") == Texts{"no numbers"});
  CHECK(gaps("study,ai,n1i,ci,n2i\nA,1,10,2,\n") == Texts{"n2i is missing"});
  CHECK(gaps("study,ai,bi,ci,di\nA,1,10,2,\n") == Texts{"di is missing"});
  CHECK(gaps("study,e_events,e_n,c_events\nA,1,10,2\n") == Texts{"the table has no column c_n"});
  const std::string both = "study,e_events,e_n,c_events,c_n,e_mean,e_sd,c_mean,c_sd\n";
  CHECK(gaps(both + "A,1,10,2,10,,,,\n").empty());
  CHECK(gaps(both + "A,,10,,10,3,1,4,NR\n") == Texts{"c_sd is missing"});
}

TEST_CASE("Numbers of columns that no shape of the table needs are left alone") {
  const auto read = table("study,e_events,e_n,c_events,c_n,p,time\nA,1,10,2,10,<0.001,6 months\n");
  CHECK(only(read).data.size() == 1);
  CHECK(only(read).cell("p") == "<0.001");
}

TEST_CASE("A study is called by its name and year, once") {
  const auto read = table(
      "study,year,xi,ni\nDeng,2017,1,2\nDu 2018,2018,1,2\n\"Li (2019)\",2019,1,2\n"
      "Ma 2020b,2020,1,2\nNo,2021a,1,2\nOh,NA,1,2\n");
  std::vector<std::string> names;
  for (const Study& each : read.studies) names.push_back(each.name);
  CHECK(names == std::vector<std::string>{"Deng 2017", "Du 2018", "Li (2019)", "Ma 2020b",
                                          "No 2021a", "Oh"});
  CHECK(read.studies[4].year == 2021.0);
  CHECK_FALSE(read.studies[5].year);
  CHECK(read.studies[2].where == Place{"a.csv", 4, 1});
}

TEST_CASE("Cells keep title and text as in the file, in its order, without the empty ones") {
  const auto read = table("Study,Funder,doi,xi,ni\nA,,10.1/x,1,2\n");
  CHECK(read.columns == std::vector<std::string>{"Study", "Funder", "doi", "xi", "ni"});
  using Cells = std::vector<std::pair<std::string, std::string>>;
  CHECK(only(read).cells == Cells{
                                {"Study", "A"     },
                                {"doi",   "10.1/x"},
                                {"xi",    "1"     },
                                {"ni",    "2"     }
  });
}

TEST_CASE("A table in the German fashion is read") {
  const auto read = table("study;e_mean;e_sd;e_n;c_mean;c_sd;c_n\r\nA;1,5;0,25;10;−2,5;1;12\r\n");
  const auto* data = only(read).as<TwoMeans>();
  REQUIRE(data != nullptr);
  CHECK(data->e_mean == 1.5);
  CHECK(data->e_sd == 0.25);
  CHECK(data->c_mean == -2.5);
}

TEST_CASE("Columns can be mapped to meanings and to names of the reviewer's own") {
  TableOptions options;
  options.columns = {
      {"study",  "Trial"          },
      {"events", "Responders"     },
      {"ni",     "Treated"        },
      {"dose",   "Cells (million)"}
  };
  options.needed = {
      {"dose", {}}
  };
  const auto read = table("Trial,Responders,Treated,Cells (million)\nA,3,10,120\n", options);
  CHECK(only(read).name == "A");
  REQUIRE(only(read).as<OneProportion>() != nullptr);
  CHECK(only(read).as<OneProportion>()->n == 10);
  CHECK(only(read).cell("dose") == "120");
  CHECK(only(read).cell("cells (MILLION)") == "120");
}

TEST_CASE("An explicit mapping goes before a title that has the name by chance") {
  TableOptions options;
  options.columns = {
      {"events", "xi"}
  };
  const auto read = table("study,events,xi,ni\nA,7,3,10\n", options);
  REQUIRE(only(read).as<OneProportion>() != nullptr);
  CHECK(only(read).as<OneProportion>()->events == 3);
}

TEST_CASE("Only rows that fulfil every condition are kept and checked") {
  TableOptions options;
  options.where = {
      {"Outcome", "relief "},
      {"time",    "12"     }
  };
  const auto read = table(
      "study,outcome,time,xi,ni\nA,relief,12,1,10\nA,relief,24,2,10\nA,Relief,12,3,10\n"
      "A,death,12,99,10\n",
      options);
  CHECK(only(read).as<OneProportion>()->events == 1);
}

TEST_CASE("A condition, a mapping or a column that fits nothing is told with what there is") {
  const std::string text = "study,outcome,xi,ni\nA,relief,1,10\nB,death,2,10\n";
  const auto told = [&](const TableOptions& options) {
    return to_text(parse_table(text, "a.csv", options).notices);
  };
  const Place place{"review.toml", 7, 3};
  CHECK(told({.where = {{"outcome", "pain"}}, .where_places = {place}}) ==
        "review.toml:7:3: error: no row of a.csv has 'pain' in the column 'outcome'\n"
        "  hint: it has 'relief' and 'death'\n");
  CHECK(told({.where = {{"outcome", "Relief"}}}) ==
        "a.csv:1: error: no row of a.csv has 'Relief' in the column 'outcome'\n"
        "  hint: did you mean 'relief'?\n");
  CHECK(told({
            .where = {{"outcome", "relief"}, {"study", "B"}}
  }) ==
        "a.csv:1: error: no row of a.csv fulfils all conditions of where\n");
  CHECK(told({.where = {{"outcom", "relief"}}}) ==
        "a.csv:1: error: the table a.csv has no column 'outcom'\n"
        "  hint: did you mean 'outcome'?\n");
  CHECK(told({.needed = {{"region", place}}}) ==
        "review.toml:7:3: error: the table a.csv has no column 'region'\n"
        "  hint: its columns are study, outcome, xi and ni\n");
  CHECK(told({.columns = {{"events", "Responders"}}, .column_places = {{"events", place}}}) ==
        "review.toml:7:3: error: the table a.csv has no column 'Responders', which is to be "
        "events\n"
        "  hint: its columns are study, outcome, xi and ni\n");
}

TEST_CASE("A table with more columns than any table of studies is refused at once") {
  std::string header = "study";
  for (int i = 0; i < 2000; ++i) header += ",x";
  const auto read = parse_table(header + "\n", "a.csv", {});
  CHECK(to_text(read.notices) ==
        "a.csv:1: error: the table has 2001 columns, but must have at most 2000\n");
}

TEST_CASE("One size for both groups can be mapped to both") {
  TableOptions options;
  options.columns = {
      {"e_n", "per arm"},
      {"n2i", "per arm"}
  };
  const auto read = table("study,e_events,c_events,per arm\nA,1,2,10\n", options);
  REQUIRE(only(read).as<TwoByTwo>() != nullptr);
  CHECK(only(read).as<TwoByTwo>()->c_n == 10);
}
