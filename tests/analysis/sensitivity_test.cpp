// Sensitivity analyses from settings to named numbers.
#include <algorithm>
#include <cmath>

#include "published/trials_of_bcg.h"
#include "steelyard/analysis/analysis.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

std::vector<Study> rated_trials() {
  std::vector<Study> studies = trials_of_bcg();
  const char* groups[] = {"random", "alternate", "systematic"};
  for (std::size_t i = 0; i < studies.size(); ++i) {
    Study& study = studies[i];
    study.cells = {
        {"year",  study.name.substr(study.name.size() - 4)},
        {"alloc", groups[i % 3]                           },
        {"rob",   i == 7 ? "High" : "Some concerns"       }
    };
  }
  return studies;
}

AnalysisFinding analysed(std::vector<std::pair<std::string, std::string>> wanted,
                         const std::vector<Study>& studies = rated_trials()) {
  Settings settings;
  settings["measure"] = {"RR", {}, ""};
  for (const auto& [name, text] : wanted) settings[name] = {text, {}, ""};
  const Checked<Plan> plan = make_plan(settings, {});
  REQUIRE(!has_errors(plan.notices));
  return analyse_studies(studies, plan.value);
}

const QuantityTable& table_of(const FurtherFinding& further, const std::string& id) {
  const auto found = std::ranges::find(further.tables, id, &QuantityTable::id);
  REQUIRE(found != further.tables.end());
  return *found;
}

double quantity_of(const FurtherFinding& further, const std::string& id) {
  const auto found = std::ranges::find(further.quantities, id, &Quantity::id);
  REQUIRE(found != further.quantities.end());
  return found->value.value_or(std::nan(""));
}

}  // namespace

TEST_CASE("Studies are added in the order of a column, and the last answer is the analysis") {
  const AnalysisFinding finding = analysed({
      {"cumulative", "year"}
  });
  const QuantityTable& table = table_of(finding.further.at(0), "studies");
  REQUIRE(table.rows.size() == 13);
  CHECK(table.rows.front().name == "Aronson 1948");
  CHECK(table.rows.back().name == "TPT Madras 1980");
  CHECK(*table.rows.back().values[1] == Approx(*finding.synthesis.estimate));
  CHECK(*table.rows.back().shown[1] == Approx(finding.pooled->estimate));
  const AnalysisFinding precise = analysed({
      {"cumulative", "precision"}
  });
  CHECK(table_of(precise.further.at(0), "studies").rows.front().name == "TPT Madras 1980");
  const AnalysisFinding nothing = analysed({
      {"cumulative", "colour"}
  });
  CHECK(nothing.further.at(0).tables.empty());
  CHECK(nothing.further.at(0).notes.size() == 1);
}

// metafor 3.8-1: leave1out() of rma(yi, vi, method = "DL", data = dat.bcg), without and with test = "knha".
TEST_CASE("Standard errors and H² without each study in turn stand in results.json") {
  const AnalysisFinding usual = analysed({
      {"leave-one-out", "true"},
      {"tau2",          "DL"  }
  });
  const QuantityTable& errors = table_of(usual.further.at(0), "studies_errors");
  const QuantityTable& people = table_of(usual.further.at(0), "studies");
  CHECK(errors.label.empty());
  REQUIRE(errors.rows.size() == 13);
  for (std::size_t i = 0; i < 13; ++i) {
    const double half = (*people.rows[i].values[3] - *people.rows[i].values[2]) / 2;
    CHECK(*errors.rows[i].values[0] * 1.959963984540054 == Approx(half).epsilon(1e-10));
    CHECK(*errors.rows[i].values[1] == Approx(*people.rows[i].values[1] / *errors.rows[i].values[0]).epsilon(1e-10));
    CHECK_FALSE(errors.rows[i].values[2]);
  }
  const AnalysisFinding knapp = analysed({
      {"leave-one-out", "true"         },
      {"tau2",          "DL"           },
      {"interval",      "hartung-knapp"}
  });
  const double se[] = {0.19336461188479853, 0.18156660490018042, 0.18840724621126839};
  const double h2[] = {13.780233886100779, 13.210691606382619, 13.654276768904783};
  for (std::size_t i = 0; i < 3; ++i) {
    const QuantityRow& row = table_of(knapp.further.at(0), "studies_errors").rows[i];
    CHECK(*row.values[0] == Approx(se[i]).epsilon(1e-10));
    CHECK(*row.values[2] == 11);
    CHECK(*row.values[3] == Approx(h2[i]).epsilon(1e-10));
  }
}

TEST_CASE("A group left out is pooled as if its studies were not there") {
  const AnalysisFinding finding = analysed({
      {"leave-group-out", "alloc"}
  });
  const QuantityTable& table = table_of(finding.further.at(0), "groups");
  REQUIRE(table.rows.size() == 3);
  std::vector<Study> rest = rated_trials();
  std::erase_if(rest, [](const Study& study) { return study.cell("alloc") == "random"; });
  CHECK(table.rows[0].name == "random");
  CHECK(*table.rows[0].values[1] == Approx(*analysed({}, rest).synthesis.estimate));
  CHECK(*table.rows[0].values[0] == 8);
}

TEST_CASE("Every sensitivity analysis answers or says why not, for any number of studies") {
  for (std::size_t k = 0; k <= 4; ++k)
    for (const char* pooling : {"inverse", "mantel-haenszel"}) {
      std::vector<Study> studies = rated_trials();
      studies.resize(k);
      const bool counts = std::string_view(pooling) != "inverse";
      const AnalysisFinding finding = analysed(
          {
              {"model",           counts ? "common" : "random"},
              {"pooling",         pooling                     },
              {"leave-one-out",   "true"                      },
              {"leave-group-out", "alloc"                     },
              {"cumulative",      "year"                      },
              {"influence",       "true"                      },
              {"blup",            "true"                      },
              {"gosh",            "all"                       },
              {"compare-models",  "true"                      },
              {"grid",            "true"                      }
      },
          studies);
      CHECK(finding.further.size() == 8);
      for (const FurtherFinding& further : finding.further) {
        INFO(further.analysis->id << ", " << k << " studies, " << pooling);
        CHECK((!further.tables.empty() || !further.notes.empty()));
        for (const QuantityTable& table : further.tables)
          for (const QuantityRow& row : table.rows) {
            CHECK(row.values.size() == table.columns.size());
            for (const auto& value : row.values) CHECK((!value || std::isfinite(*value)));
          }
      }
    }
}

TEST_CASE("GOSH takes all or a sensible number of subsets") {
  const auto faulty = [](const std::string& text) {
    return has_errors(make_plan(
                          {
                              {"measure", {"RR", {}, ""}},
                              {"gosh",    {text, {}, ""}}
    },
                          {})
                          .notices);
  };
  CHECK(!faulty("all"));
  CHECK(!faulty("5000"));
  CHECK(faulty("5"));
  CHECK(faulty("2.5e9"));
  CHECK(faulty("many"));
  const FurtherFinding all = analysed({
                                          {"gosh", "all"}
  })
                                 .further.at(0);
  CHECK(quantity_of(all, "subsets") == 8191);
  CHECK(quantity_of(all, "all") == 1);
  const FurtherFinding drawn = analysed({
                                            {"gosh", "1000"}
  })
                                   .further.at(0);
  CHECK(quantity_of(drawn, "subsets") == 1000);
  CHECK(quantity_of(drawn, "seed") > 0);
}

TEST_CASE("The decision grid counts combinations and finds the choices that flip the answer") {
  // 13 trials of BCG: enough for every interval, and τ² is never 0; counted again by pool().
  const FurtherFinding firm = analysed({
                                           {"grid",         "true"},
                                           {"risk-of-bias", "rob" }
  })
                                  .further.at(0);
  double lower = 0;
  for (const bool all : {true, false}) {
    std::vector<Study> studies = rated_trials();
    if (!all) studies.erase(studies.begin() + 7);
    for (const char* code : {"RR", "OR", "RD"}) {
      const Effects effects = compute_effects(studies, *find_measure(code));
      const auto count = [&](const Method& method) {
        lower += pool(effects, method).interval->high < 0 ? 1 : 0;
      };
      Method method;
      for (const char* tau2 : {"REML", "DL", "PM", "SJ"})
        for (const char* interval : {"wald", "t", "hartung-knapp", "hartung-knapp-adhoc"}) {
          method.tau2 = find_row(tau2_estimators(), tau2);
          method.interval = find_row(interval_methods(), interval);
          count(method);
        }
      method = {};
      method.model = Model::common;
      count(method);
      method.pooling = find_row(pooling_methods(), "mantel-haenszel");
      count(method);
    }
  }
  const QuantityTable& conclusions = table_of(firm, "conclusions");
  REQUIRE(conclusions.rows.size() == 3);
  CHECK(*conclusions.rows[1].values[0] == lower);
  CHECK(*conclusions.rows[1].values[2] == 1);
  CHECK(quantity_of(firm, "agree") == Approx(100 * lower / 108));
  CHECK(quantity_of(firm, "flips") == 0);
  // 3 measures, 2 sets of studies; common effect by inverse variance and Mantel–Haenszel, 4
  // estimators with 4 intervals each.
  CHECK(quantity_of(firm, "combinations") == 3 * 2 * (2 + 4 * 4));
  const QuantityTable& changes = table_of(firm, "changes");
  CHECK(changes.rows.size() == 2 + 1 + 2 + 3 + 3);

  // Four trials whose interval is clear of no effect by Wald, but not by Hartung–Knapp.
  std::vector<Study> few;
  const TwoByTwo tables[] = {
      {10, 100, 20, 100},
      {15, 120, 16, 118},
      {3,  60,  12, 61 },
      {22, 200, 31, 199}
  };
  for (const TwoByTwo& table : tables) {
    Study study;
    study.name = std::string(1, static_cast<char>('A' + few.size()));
    study.data = {table};
    few.push_back(study);
  }
  const AnalysisFinding finding = analysed(
      {
          {"grid", "true"}
  },
      few);
  REQUIRE(finding.pooled->high < 1);
  const FurtherFinding& grid = finding.further.at(0);
  CHECK(quantity_of(grid, "flips") > 0);
  bool told = false;
  for (const QuantityRow& row : table_of(grid, "changes").rows) {
    const bool flips = *row.values[3] == 1;
    CHECK(flips == (row.name.find("→ not clear") != std::string::npos));
    if (flips && row.name.find("Hartung–Knapp") != std::string::npos) told = true;
  }
  CHECK(told);
  // The first five trials of BCG differ, and the analysis uses Wald's interval all the same.
  std::vector<Study> five = rated_trials();
  five.resize(5);
  const FurtherFinding differing = analysed(
                                       {
                                           {"grid", "true"}
  },
                                       five)
                                       .further.at(0);
  CHECK(std::ranges::count(differing.notes, "narrow-interval", &FitNote::code) == 1);
}

TEST_CASE("The rules for zero cells enter the grid only where there are zero cells") {
  std::vector<Study> studies = rated_trials();
  studies.resize(5);
  const auto zero_rows = [&] {
    int rows = 0;
    const FurtherFinding grid = analysed(
                                    {
                                        {"grid", "true"}
    },
                                    studies)
                                    .further.at(0);
    for (const QuantityRow& row : table_of(grid, "choices").rows)
      rows += row.name.starts_with("zero cells") ? 1 : 0;
    return rows;
  };
  CHECK(zero_rows() == 0);
  studies[0].data = {
      TwoByTwo{0, 40, 5, 41}
  };
  CHECK(zero_rows() == 3);  // as asked, to every table, by the sizes of the groups
}

}  // namespace steelyard::support
