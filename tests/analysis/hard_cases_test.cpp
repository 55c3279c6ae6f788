// Every further analysis on hard cases: finite values, or none with a note.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/paths.h"

namespace {

using namespace steelyard;

struct HardCase {
  const char* name;
  const char* measure;
  std::string rows;
  bool selection = false;  ///< taken to the selection models too
};

// Studies of given effects: y and v of each, two outcomes in turn.
std::string given(const std::vector<std::pair<double, double>>& effects) {
  std::string rows = "study,part,outcome,group,x,estimate,variance\n";
  for (std::size_t i = 0; i < effects.size(); ++i)
    rows += fmt::format("S{},P{},{},{},{},{},{}\n", i + 1, i / 2, i % 2 == 0 ? "a" : "b",
                        i < 2 ? "g" : "h", i * i, effects[i].first, effects[i].second);
  return rows;
}

std::string counts(const std::vector<std::array<int, 4>>& tables) {
  std::string rows = "study,part,outcome,group,x,e_events,e_n,c_events,c_n\n";
  for (std::size_t i = 0; i < tables.size(); ++i)
    rows += fmt::format("S{},P{},{},{},{},{},{},{},{}\n", i + 1, i / 2, i % 2 == 0 ? "a" : "b",
                        i < 2 ? "g" : "h", i * i, tables[i][0], tables[i][1], tables[i][2],
                        tables[i][3]);
  return rows;
}

std::vector<HardCase> hard_cases() {
  return {
      {"one effect", "GEN", given({{0.3, 0.04}}), true},
      {"two effects", "GEN", given({{0.3, 0.04}, {-0.9, 0.09}})},
      {"three effects", "GEN", given({{0.1, 0.02}, {0.9, 0.03}, {-0.4, 0.01}}), true},
      {"equal effects", "GEN", given({{0.2, 0.02}, {0.2, 0.07}, {0.2, 0.013}, {0.2, 0.4}})},
      {"equal studies", "GEN", given({{0.2, 0.02}, {0.2, 0.02}, {0.2, 0.02}, {0.2, 0.02}})},
      {"variances from 1e-12 to 1e12", "GEN",
       given({{1, 1e-12}, {2, 1e-6}, {3, 1}, {4, 1e6}, {5, 1e12}, {6, 1}})},
      {"99.9% of the weight in one", "GEN", given({{0.5, 1e-4}, {3, 1}, {-3, 1}, {10, 1}, {1, 1}})},
      {"effects of 1e8", "GEN", given({{1e8, 1e15}, {-2e8, 2e16}, {3e8, 1e15}, {5e7, 3e16}, {0, 1e16}})},
      {"effects far beyond their errors", "GEN",
       given({{1e8, 1e-12}, {-1e8, 1e-12}, {3e8, 1e-10}, {0, 1}, {1, 1}})},
      {"twelve effects of a line", "GEN",
       given({{1, 0.01}, {2, 0.04}, {3, 0.09}, {4, 0.16}, {5, 0.25}, {6, 0.36}, {7, 0.49}, {8, 0.64},
              {9, 0.81}, {10, 1}, {11, 1.21}, {12, 1.44}}), true},
      {"no events anywhere", "OR", counts({{0, 20, 0, 21}, {0, 30, 0, 30}, {0, 10, 0, 12}, {0, 9, 0, 9}})},
      {"only events", "RR", counts({{20, 20, 21, 21}, {30, 30, 30, 30}, {10, 10, 12, 12}})},
      {"no events in one group", "OR",
       counts({{0, 20, 5, 21}, {0, 30, 3, 30}, {0, 10, 1, 12}, {0, 40, 9, 39}, {0, 8, 1, 8}})},
      {"events in opposite groups", "RD", counts({{0, 20, 5, 21}, {4, 30, 0, 30}, {0, 10, 1, 12}})},
      {"one table without events", "OR", counts({{0, 20, 0, 21}})},
  };
}

// What is typed for each setting that takes an argument. A new one must be given its own here.
const std::map<std::string_view, std::string> arguments{
    {"multivariate", "outcome"}, {"moderators", "x"},     {"predict-at", "x=1; x=5"},
    {"permutation", "200"},      {"scale", "x"},          {"scale-identity", "x"},
    {"leave-group-out", "group"}, {"cumulative", "precision"}, {"gosh", "100"},
    {"trimfill", "L0"},          {"fail-safe-n", "true"},
};

void check_finite(const FurtherFinding& found) {
  bool any = !found.tables.empty();
  for (const Quantity& each : found.quantities) {
    INFO(each.id);
    any = any || each.value;
    CHECK((!each.value || std::isfinite(*each.value)));
    if (each.kind == QuantityKind::p_value && each.value)
      CHECK((*each.value >= 0 && *each.value <= 1));
  }
  for (const QuantityTable& table : found.tables)
    for (const QuantityRow& row : table.rows) {
      INFO(table.id << " " << row.name);
      CHECK(row.values.size() == table.columns.size());
      for (std::size_t i = 0; i < std::min(row.values.size(), table.columns.size()); ++i) {
        INFO(table.columns[i].id);
        CHECK((!row.values[i] || std::isfinite(*row.values[i])));
        if (table.columns[i].kind == QuantityKind::p_value && row.values[i])
          CHECK((*row.values[i] >= 0 && *row.values[i] <= 1));
      }
    }
  CHECK((any || !found.notes.empty()));
}

void check_every_analysis(const HardCase& each, const Settings& settings) {
  TableOptions options;
  if (settings.contains("cluster")) options.cluster = {"part"};
  const auto table = parse_table(each.rows, "a.csv", options);
  const auto plan = make_plan(settings, {});
  CHECK(to_text(plan.notices).empty());
  const AnalysisFinding finding = analyse_studies(table.value.studies, plan.value);
  for (const FurtherAnalysis* row : further_analyses()) {
    // What takes effects for independent is withheld from those that are not.
    if (settings.contains("cluster") && !row->takes_clusters) continue;
    // These are slow where they have no maximum; bias/selection_edges_test.cpp has hard cases for them.
    if (row->setting == "select" && std::string_view(each.measure) == "GEN" && !each.selection) continue;
    CAPTURE(each.name, std::string(row->id));
    std::string argument;
    if (row->asked == Asked::by_argument) {
      const auto typed = arguments.find(row->setting);
      REQUIRE(typed != arguments.end());
      argument = typed->second;
    }
    check_finite(row->compute({finding, table.value.studies, argument}));
  }
}

Settings settings_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Settings settings{
      {"force", {"true", {}, ""} },
      {"bias",  {"egger", {}, ""}}
  };
  for (const auto& [name, text] : pairs) settings[name] = {text, {}, ""};
  return settings;
}

}  // namespace

TEST_CASE("Every further analysis of independent effects answers hard cases or says why not") {
  int taken = 0;
  for (const HardCase& each : hard_cases())
    for (const char* model : {"random", "common"}) {
      // A common effect is another model for few of them.
      if (++taken % (run::slowed() ? 7 : 1) != 0 || (model[0] == 'c' && taken > 12)) continue;
      check_every_analysis(
          each, settings_of({{"measure", each.measure}, {"model", model}, {"moderators", "x"}}));
    }
}

TEST_CASE("Every further analysis of dependent effects answers hard cases or says why not") {
  int taken = 0;
  for (const HardCase& each : hard_cases())
    for (const char* structure : {"UN", "HCS", "CS", "DIAG", "ID", "AR"}) {
      if (++taken % (run::slowed() ? 17 : 2) != 0) continue;
      check_every_analysis(each, settings_of({{"measure", each.measure},
                                              {"cluster", "part"},
                                              {"moderators", "x"},
                                              {"rho", "0.5"},
                                              {"multivariate", "outcome"},
                                              {"structure", structure}}));
    }
}
