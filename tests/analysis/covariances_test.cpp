// Known covariances from their table to the answers, against metafor's models of dat.berkey1998.
#include <algorithm>
#include <cmath>

#include "steelyard/analysis/analysis.h"
#include "steelyard/read/covariances.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/paths.h"
#include "support/reference.h"

namespace {

using namespace steelyard;
using support::apart;
using support::number;

struct Berkey {
  std::string studies = "study,outcome,dev,estimate,variance\n";
  std::string covariances = "study,outcome_a,outcome_b,covariance\n";
};

Berkey berkey_tables(const nlohmann::json& data) {
  Berkey tables;
  const auto text = [](const nlohmann::json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
  };
  for (std::size_t i = 0; i < data["yi"].size(); ++i) {
    const std::string study = text(data["author"][i]), outcome = text(data["outcome"][i]);
    tables.studies.append(study).append(",").append(outcome).append(",");
    tables.studies.append(std::to_string(static_cast<int>(number(data["year"][i])) - 1983));
    tables.studies.append(",").append(text(data["yi"][i])).append(",");
    tables.studies.append(text(data["vi"][i])).append("\n");
    if (i % 2 == 0)
      tables.covariances.append(study).append(",AL,PD,").append(text(data["v2i"][i])).append("\n");
  }
  return tables;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

AnalysisFinding analysed(const Berkey& tables, Pairs pairs) {
  pairs.insert(pairs.end(), {{"measure", "GEN"}, {"cluster", "study"}, {"covariances", "v.csv"}});
  Settings settings;
  for (const auto& [name, text] : pairs) settings[name] = {text, {}, ""};
  const auto plan = make_plan(settings, {});
  CHECK(to_text(plan.notices).empty());
  TableOptions options;
  options.cluster = {"study"};
  StudyTable table = parse_table(tables.studies, "a.csv", options).value;
  const StudyTable all = table;
  CHECK(to_text(add_covariances(tables.covariances, "v.csv", options, all, table)).empty());
  return analyse_studies(table.studies, plan.value);
}

const FurtherFinding* further_of(const AnalysisFinding& finding, std::string_view id) {
  for (const FurtherFinding& each : finding.further)
    if (each.analysis->id == id) return &each;
  return nullptr;
}

double quantity(const FurtherFinding& finding, std::string_view id) {
  for (const Quantity& each : finding.quantities)
    if (each.id == id && each.value) return *each.value;
  return std::nan("");
}

}  // namespace

TEST_CASE("A multivariate meta-regression with known covariances has metafor's coefficients and tests") {
  const auto file = support::reference("known_covariance");
  const Berkey tables = berkey_tables(file["berkey"]);
  int records = 0;
  for (const auto& record : file["records"]) {
    const std::string id = record["id"];
    const bool own = id.find("|moderators|") != std::string::npos, t = id.find("|t|") != std::string::npos;
    if (!own && !t) continue;
    INFO(id);
    ++records;
    if (run::slowed() && records % 4 != 0) continue;
    Pairs pairs{{"multivariate", "outcome"},
                {"moderators", "dev"},
                {"structure", id.substr(id.rfind('|') + 1)},
                {"tau2", id.find("|ML|") == std::string::npos ? "REML" : "ML"}};
    if (t) pairs.emplace_back("interval", "t");
    const AnalysisFinding finding = analysed(tables, pairs);
    CHECK(finding.notices.empty());
    const FurtherFinding* found = further_of(finding, "multivariate-regression");
    REQUIRE(found);
    CHECK(found->notes.empty());
    REQUIRE(found->tables.size() == 4);
    for (std::size_t j = 0; j < 4; ++j) {
      // "outcomeAL:dev" of metafor is "AL:dev" here.
      const std::string name = record["names"][j].get<std::string>().substr(7);
      const auto& rows = found->tables[0].rows;
      const auto row = std::ranges::find(rows, name, &QuantityRow::name);
      REQUIRE(row != rows.end());
      const double se = number(record["se"][j]);
      CHECK(apart(*row->values[0], number(record["b"][j]), se) < 1e-5);
      CHECK(apart(*row->values[1], se) < 1e-5);
      CHECK(apart(*row->values[3], number(record["p"][j]), 0.1) < 1e-5);
      CHECK(apart(*row->values[4], number(record["lb"][j]), se) < 1e-5);
    }
    CHECK(apart(quantity(*found, "qm"), number(record["QM_mod"]), 0.1) < 1e-5);
    CHECK(apart(quantity(*found, "qm_p"), number(record["QM_mod_p"])) < 1e-5);
    CHECK(apart(quantity(*found, "qe"), number(record["QE"])) < 1e-9);
    CHECK(apart(quantity(*found, "log_likelihood"), number(record["ll"])) < 1e-7);
  }
  CHECK(records == 13);
}

TEST_CASE("A multivariate meta-regression has clubSandwich's cluster-robust variances") {
  struct Row {
    const char *structure, *name;
    double se, df, p;
  };
  // clubSandwich 0.5.8, coef_test(fit, vcov = "CR2", test = "Satterthwaite") of metafor 3.8-1's fit
  const Row rows[] = {
      {"UN", "AL", 0.11010672689158, 2.6337376108352, 0.065636901193333},
      {"UN", "PD", 0.069045062691772, 2.6049103000024, 0.019482511131167},
      {"UN", "AL:dev", 0.030129496290225, 2.1224194440508, 0.73676318283869},
      {"UN", "PD:dev", 0.021309177617774, 2.109369592917, 0.83975971483784},
      {"CS", "AL", 0.11156769667139, 2.6352529570111, 0.067489288048939},
      {"CS", "PD:dev", 0.021871709249494, 2.1126772999026, 0.78910726847794},
  };
  const auto file = support::reference("known_covariance");
  const Berkey tables = berkey_tables(file["berkey"]);
  for (const Row& row : rows) {
    CAPTURE(row.structure, row.name);
    const AnalysisFinding finding =
        analysed(tables, {{"multivariate", "outcome"}, {"moderators", "dev"}, {"structure", row.structure}});
    const FurtherFinding* found = further_of(finding, "multivariate-regression");
    REQUIRE(found);
    REQUIRE(found->tables.size() == 4);
    const auto& robust = found->tables[3].rows;
    const auto ours = std::ranges::find(robust, row.name, &QuantityRow::name);
    REQUIRE(ours != robust.end());
    // clubSandwich's fit stops at about 1e-5 of a component.
    CHECK(apart(*ours->values[1], row.se) < 1e-4);
    CHECK(apart(*ours->values[3], row.df) < 1e-4);
    CHECK(apart(*ours->values[4], row.p) < 1e-4);
  }
}

TEST_CASE("A formula that names the outcomes says itself which coefficients they share") {
  const auto file = support::reference("known_covariance");
  const AnalysisFinding finding =
      analysed(berkey_tables(file["berkey"]), {{"multivariate", "outcome"}, {"moderators", "outcome,dev"}});
  const FurtherFinding* found = further_of(finding, "multivariate-regression");
  REQUIRE(found);
  const auto record = std::ranges::find_if(
      file["records"], [](const auto& each) { return each["id"] == "berkey|common|REML|UN"; });
  const auto& rows = found->tables[0].rows;
  REQUIRE(rows.size() == 3);
  for (std::size_t j = 0; j < 3; ++j) {
    CHECK(apart(*rows[j].values[0], number((*record)["b"][j]), number((*record)["se"][j])) < 1e-5);
    CHECK(apart(*rows[j].values[1], number((*record)["se"][j])) < 1e-5);
  }
  CHECK(rows[0].name == "intercept");
}

TEST_CASE("Without moderators the multivariate model with known covariances is Berkey's, and has no regression") {
  const auto file = support::reference("known_covariance");
  const AnalysisFinding finding =
      analysed(berkey_tables(file["berkey"]), {{"multivariate", "outcome"}});
  CHECK_FALSE(further_of(finding, "multivariate-regression"));
  const FurtherFinding* found = further_of(finding, "multivariate");
  REQUIRE(found);
  CHECK(found->notes.empty());
  // Printed in the documentation of metafor's dat.berkey1998: REML, unstructured.
  const QuantityRow &pd = found->tables[0].rows[0], &al = found->tables[0].rows[1];
  CHECK(std::abs(*pd.values[1] - 0.3534) < 0.00005);
  CHECK(std::abs(*pd.values[4] - 0.0588) < 0.00005);
  CHECK(std::abs(*al.values[1] + 0.3392) < 0.00005);
  CHECK(std::abs(*al.values[4] - 0.0879) < 0.00005);
  CHECK(std::abs(*al.values[6] - 0.0327) < 0.00005);
  CHECK(std::abs(*pd.values[6] - 0.0117) < 0.00005);
  CHECK(std::abs(*found->tables[1].rows[0].values[1] - 0.6088) < 0.00005);
}

TEST_CASE("Nested levels and aggregated effects take the known covariances") {
  const auto file = support::reference("known_covariance");
  const Berkey tables = berkey_tables(file["berkey"]);
  for (const auto& record : file["records"]) {
    if (!record["id"].get<std::string>().starts_with("berkey|nested")) continue;
    const bool ml = record["id"] == "berkey|nested|ML";
    const AnalysisFinding finding = analysed(tables, {{"tau2", ml ? "ML" : "REML"}});
    CHECK(apart(*finding.synthesis.estimate, number(record["b"][0]), number(record["se"][0])) < 1e-5);
    CHECK(apart(*finding.synthesis.se, number(record["se"][0])) < 1e-5);
  }
  for (const auto& record : file["aggregate"]) {
    const bool weighted = record["weighted"][0];
    const AnalysisFinding finding = analysed(
        tables, {{"cluster-method", weighted ? "aggregate-weighted" : "aggregate"}});
    REQUIRE(finding.effects.k() == 5);
    for (Eigen::Index i = 0; i < 5; ++i) {
      CHECK(apart(finding.effects.y[i], number(record["yi"][static_cast<std::size_t>(i)])) < 1e-11);
      CHECK(apart(finding.effects.v[i], number(record["vi"][static_cast<std::size_t>(i)])) < 1e-11);
    }
  }
}

TEST_CASE("Covariances that are missing or cannot be are errors with their place") {
  Berkey tables;
  tables.studies += "A,x,0,0.1,0.01\nA,y,0,0.2,0.04\nA,z,0,0.3,0.01\nB,x,0,0.1,0.01\nB,y,0,0.1,0.01\n";
  const auto notices = [&](std::string_view rows) {
    Berkey with = tables;
    with.covariances.append(rows);
    const AnalysisFinding finding = analysed(with, {});
    for (const Notice& each : finding.notices) CHECK(each.severity == Severity::error);
    return to_text(finding.notices);
  };
  const auto says = [&](const std::string& text, std::string_view part) {
    CAPTURE(text);
    return text.find(part) != std::string::npos;
  };
  const std::string whole = "A,x,y,0.01\nA,x,z,0.005\nA,y,z,0.01\nB,x,y,0\n";
  CHECK(notices(whole).empty());
  CHECK(says(notices("A,x,y,0.01\nA,x,z,0.005\nB,x,y,0\n"),
             "a.csv:4:1: error: A (2) and A (3): no covariance of these effects is given"));
  CHECK(says(notices(""), "write 0 if their sampling errors are independent"));
  CHECK(says(notices("A,x,y,0.02\nA,x,z,0.005\nA,y,z,0.01\nB,x,y,0\n"),
             "v.csv:2:7: error: A (1) and A (2): the covariance is 0.02, but must be below 0.02"));
  CHECK(says(notices(whole + "A,y,y,0.05\n"),
             "v.csv:6:7: error: A (2): the variance is 0.05, but must be 0.04"));
  CHECK(notices(whole + "A,y,y,0.0398\n").empty());
  CHECK(says(notices("A,x,y,0.019\nA,x,z,-0.0095\nA,y,z,0.019\nB,x,y,0\n"),
             "A: no effects can have these variances and covariances together"));
}

TEST_CASE("Settings that known covariances make meaningless are refused") {
  const auto complaint = [](Pairs pairs) {
    pairs.insert(pairs.end(), {{"measure", "GEN"}, {"covariances", "v.csv"}});
    Settings settings;
    for (const auto& [name, text] : pairs) settings[name] = {text, {}, ""};
    return to_text(make_plan(settings, {}).notices);
  };
  CHECK(complaint({}).find("used with cluster") != std::string::npos);
  CHECK(complaint({{"cluster", "study"}, {"rho", "0.5"}}).find("one of the two") != std::string::npos);
  CHECK(complaint({{"cluster", "study"}, {"cluster-method", "robust"}}).find("left out") !=
        std::string::npos);
  CHECK(complaint({{"cluster", "study"}, {"cluster-method", "aggregate"}}).empty());
}
