// Dependent effects from the table to the finding.
#include <cmath>

#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"

namespace {

using namespace steelyard;

constexpr std::string_view csv =
    "author,year,outcome,estimate,se\n"
    "Adams,2001,pain,0.30,0.12\nAdams,2001,function,0.42,0.15\nAdams,2001,sleep,0.10,0.20\n"
    "Baker,2004,pain,0.55,0.11\nBaker,2004,function,0.61,0.14\n"
    "Clark,2008,pain,-0.05,0.10\nClark,2008,function,0.12,0.13\nClark,2008,sleep,0.02,0.18\n"
    "Adams,2010,pain,0.25,0.16\nAdams,2010,function,0.20,0.17\n"
    "Evans,2015,pain,0.75,0.19\n";

Settings settings(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Settings result{{"measure", {"GEN", {}, ""}}, {"cluster", {"author", {}, ""}}};
  for (const auto& [name, text] : pairs) result[name] = {text, {}, ""};
  return result;
}

AnalysisFinding analysed(const std::vector<std::pair<std::string, std::string>>& pairs) {
  const auto plan = make_plan(settings(pairs), {});
  CHECK(to_text(plan.notices).empty());
  TableOptions options;
  options.cluster = {"author"};
  const auto table = parse_table(csv, "a.csv", options);
  CHECK(to_text(table.notices).empty());
  return analyse_studies(table.value.studies, plan.value);
}

std::string complaint(const std::vector<std::pair<std::string, std::string>>& pairs) {
  return to_text(make_plan(settings(pairs), {}).notices);
}

}  // namespace

TEST_CASE("Rows of one study are told apart by a number, and studies of one author by the year") {
  const AnalysisFinding finding = analysed({});
  REQUIRE(finding.studies.size() == 11);
  CHECK(finding.studies[1].name == "Adams 2001 (2)");
  CHECK(finding.studies[8].name == "Adams 2010 (1)");
  CHECK(finding.studies[10].name == "Evans 2015");
  CHECK(finding.effects.clusters[0].group == std::vector<int>{0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4});
}

TEST_CASE("Repeated study names without clusters are refused with the way out") {
  const auto table = parse_table(csv, "a.csv", {});
  CHECK(to_text(table.notices).find("cluster = \"author\"") != std::string::npos);
}

TEST_CASE("The three-level model is the pooled result, with heterogeneity by level") {
  const AnalysisFinding finding = analysed({});
  const Synthesis& synthesis = finding.synthesis;
  REQUIRE(synthesis.estimate);
  REQUIRE(synthesis.interval);
  REQUIRE(synthesis.prediction);
  REQUIRE(synthesis.heterogeneity);
  double sum = 0, i2 = 0, weights = 0;
  for (const Quantity& each : synthesis.fit) {
    if (each.id.starts_with("sigma2_")) sum += *each.value;
    if (each.id.starts_with("i2_")) i2 += *each.value;
  }
  for (const double weight : synthesis.weights) weights += weight;
  CHECK(std::abs(sum - *synthesis.heterogeneity->tau2) < 1e-15);
  CHECK(std::abs(i2 - synthesis.heterogeneity->i2) < 1e-10);
  CHECK(std::abs(weights - 100) < 1e-10);
  const double half = (synthesis.prediction->high - synthesis.prediction->low) / 2;
  CHECK(std::abs(half / 1.959963984540054 - std::hypot(*synthesis.se, std::sqrt(sum))) < 1e-12);
  REQUIRE(finding.further.size() == 1);
  CHECK(finding.further[0].tables[0].rows.size() == 2);
}

TEST_CASE("A cluster-robust interval keeps the estimate and has Satterthwaite's degrees of freedom") {
  const AnalysisFinding model = analysed({}), robust = analysed({{"interval", "cluster-robust"}});
  CHECK(*model.synthesis.estimate == *robust.synthesis.estimate);
  REQUIRE(robust.synthesis.interval->df);
  CHECK(*robust.synthesis.interval->df < 5);
  const AnalysisFinding usual = analysed({{"cluster-method", "robust"}});
  REQUIRE(usual.synthesis.interval);
  CHECK(usual.synthesis.interval->df);
}

TEST_CASE("Aggregated effects are one for each study and take every further analysis") {
  const AnalysisFinding finding =
      analysed({{"cluster-method", "aggregate"}, {"rho", "0.5"}, {"leave-one-out", "true"}});
  REQUIRE(finding.studies.size() == 5);
  CHECK(finding.studies[0].name == "Adams 2001");
  CHECK(std::abs(finding.studies[0].y - (0.30 + 0.42 + 0.10) / 3) < 1e-15);
  CHECK(finding.effects.clusters.empty());
  CHECK(!finding.further[0].tables.empty());
}

TEST_CASE("An analysis that needs independent studies is withheld from dependent effects") {
  const AnalysisFinding finding = analysed({{"leave-one-out", "true"}});
  REQUIRE(!finding.further.empty());
  CHECK(finding.further[0].tables.empty());
  CHECK(finding.further[0].notes[0].code == "dependent-effects");
}

TEST_CASE("All analyses of dependence give numbers") {
  const AnalysisFinding finding = analysed({{"dependence", "all"}, {"multivariate", "outcome"}, {"rho", "0.4"}});
  REQUIRE(finding.further.size() == 5);
  for (const FurtherFinding& further : finding.further) {
    INFO(further.analysis->id);
    REQUIRE(!further.tables.empty());
    for (const QuantityRow& row : further.tables[0].rows) {
      INFO(row.name);
      CHECK(row.values[1]);
      for (const auto& value : row.values)
        if (value) CHECK(std::isfinite(*value));
    }
  }
}

TEST_CASE("A negative correlation that three effects cannot all have is an error with its place") {
  const AnalysisFinding impossible = analysed({{"rho", "-0.5"}});
  REQUIRE(impossible.notices.size() == 1);
  CHECK(to_text(impossible.notices).find("Adams 2001 (1) on, cannot all correlate by so little: above -0.5") !=
        std::string::npos);
  CHECK(analysed({{"rho", "-0.49"}}).notices.empty());
}

TEST_CASE("Settings of clusters that make no sense are told with what must be") {
  CHECK(complaint({{"model", "common"}}).find("must be random") != std::string::npos);
  CHECK(complaint({{"tau2", "DL"}}).find("REML or ML") != std::string::npos);
  CHECK(complaint({{"interval", "hartung-knapp"}}).find("wald, t or cluster-robust") != std::string::npos);
  CHECK(complaint({{"cluster-method", "aggregate"}}).find("rho is missing") != std::string::npos);
  CHECK(complaint({{"rho", "1"}}).find("below 1") != std::string::npos);
  CHECK(complaint({{"pooling", "mantel-haenszel"}}).find("must be inverse") != std::string::npos);
  Settings without{{"measure", {"GEN", {}, ""}}, {"rho", {"0.5", {}, ""}}};
  CHECK(to_text(make_plan(without, {}).notices).find("cluster") != std::string::npos);
}

TEST_CASE("One cluster, one effect and equal effects give answers with notes") {
  const auto with = [](const std::vector<std::pair<double, std::string>>& rows) {
    std::vector<Study> studies;
    for (const auto& [y, cluster] : rows) {
      Study study;
      study.name = std::string("row ").append(std::to_string(studies.size()));
      study.data = {GivenEffect{y, 0.04}};
      study.clusters = {cluster};
      studies.push_back(std::move(study));
    }
    for (const char* method : {"three-level", "robust"}) {
      const auto plan = make_plan(settings({{"cluster-method", method}, {"dependence", "all"}}), {});
      const AnalysisFinding finding = analyse_studies(studies, plan.value);
      if (finding.synthesis.estimate) CHECK(std::isfinite(*finding.synthesis.estimate));
      if (!finding.synthesis.interval) CHECK(!finding.synthesis.notes.empty());
    }
  };
  with({});
  with({{0.1, "A"}});
  with({{0.1, "A"}, {0.3, "A"}});
  with({{0.1, "A"}, {0.3, "B"}});
  with({{0.1, "A"}, {0.1, "A"}, {0.1, "B"}, {0.1, "C"}});
  with({{0.1, "A"}, {0.5, "B"}, {0.3, "C"}, {0.2, "D"}});
}
