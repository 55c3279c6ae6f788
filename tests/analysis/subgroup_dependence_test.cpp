// Subgroups of one study under a shared τ², and subgroups of effects that depend on each other.
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "steelyard/analysis/analysis.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

struct Row {
  double y = 0, v = 0;
  const char* group = "";
  const char* study = "";
};

std::vector<Study> effects(const std::vector<Row>& rows) {
  std::vector<Study> studies;
  for (const Row& row : rows) {
    Study study;
    study.name = "e" + std::to_string(studies.size() + 1);
    GivenEffect effect;
    effect.estimate = row.y;
    effect.variance = row.v;
    study.data = {effect};
    study.cells = {{"g", row.group}, {"cl", row.study}};
    study.clusters = {row.study};
    studies.push_back(study);
  }
  return studies;
}

AnalysisFinding analysed(const std::vector<Row>& rows, const Settings& more) {
  Settings settings = more;
  settings["measure"] = {"GEN", {}, ""};
  settings["subgroup"] = {"g", {}, ""};
  const auto plan = make_plan(settings, {});
  INFO(to_text(plan.notices));
  REQUIRE(plan.notices.empty());
  return analyse_studies(effects(rows), plan.value);
}

bool noted(const AnalysisFinding& finding, const std::string& code) {
  for (const FitNote& note : finding.synthesis.notes)
    if (note.code == code) return true;
  return false;
}

const std::vector<Row> with_solo{
    {0.436,  0.6476, "a",    "1" },
    {0.542,  0.2022, "a",    "2" },
    {0.385,  0.003,  "b",    "3" },
    {1.9,    0.1017, "b",    "4" },
    {0.205,  0.111,  "c",    "5" },
    {0.205,  0.111,  "c",    "6" },
    {0.004,  0.3098, "c",    "7" },
    {0.546,  0.1202, "c",    "8" },
    {0.204,  0.0244, "b",    "9" },
    {-0.168, 0.0364, "a",    "10"},
    {0.052,  0.036,  "solo", "11"},
    {0.719,  0.1184, "c",    "12"},
    {0.65,   0.08,   "b",    "13"},
    {-0.653, 0.0449, "a",    "14"}
};

// Q between groups whose means have variance 1/Σ 1/(v + τ²): the formula once more.
double q_between(const std::vector<Row>& rows, double tau2) {
  std::map<std::string, std::pair<double, double>> sums;
  for (const Row& row : rows) {
    sums[row.group].first += 1 / (row.v + tau2);
    sums[row.group].second += row.y / (row.v + tau2);
  }
  double w = 0, wy = 0, q = 0;
  for (const auto& [name, sum] : sums) {
    w += sum.first;
    wy += sum.second;
  }
  for (const auto& [name, sum] : sums)
    q += sum.first * std::pow(sum.second / sum.first - wy / w, 2);
  return q;
}

}  // namespace

// QM of metafor's rma(yi, vi, mods = ~ g), iterated to 1e-13.
TEST_CASE("A subgroup of one study has the common τ² in its standard error") {
  const auto finding = analysed(with_solo, {
                                               {"subgroup-tau2", {"common", {}, ""}}
  });
  REQUIRE(finding.subgroup_test);
  CHECK(apart(finding.subgroup_test->q, 4.85073208778333) < 1e-7);
  CHECK(apart(finding.subgroup_test->p, 0.18305930811717) < 1e-7);
  CHECK(apart(finding.subgroup_test->q, q_between(with_solo, *finding.subgroup_tau2)) < 1e-10);
  for (const SubgroupFinding& group : finding.subgroups)
    if (group.name == "solo")
      CHECK(apart(*group.synthesis.se, std::sqrt(0.036 + *finding.subgroup_tau2)) < 1e-12);
}

TEST_CASE("A τ² that is given holds for a subgroup of one study, and for one study alone") {
  const auto finding = analysed(with_solo, {
                                               {"tau2", {"0.2", {}, ""}}
  });
  REQUIRE(finding.subgroup_test);
  CHECK(apart(finding.subgroup_test->q, 5.0916915218431) < 1e-10);
  CHECK(apart(finding.subgroup_test->q, q_between(with_solo, 0.2)) < 1e-10);
  const auto one = analysed({with_solo[10]}, {
                                                 {"tau2", {"0.2", {}, ""}}
  });
  CHECK(apart(*one.synthesis.se, 0.48579831205964) < 1e-12);
  // Its own variance where no τ² is known.
  CHECK(apart(*analysed({with_solo[10]}, {}).synthesis.se, std::sqrt(0.036)) < 1e-12);
}

TEST_CASE("Subgroups whose effects depend on each other are not tested as independent") {
  std::vector<Row> rows = with_solo;
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].study = i % 2 == 0 ? "s1" : "s2";
  rows[2].study = "s3";
  const auto across = analysed(rows, {
                                         {"cluster", {"cl", {}, ""}}
  });
  CHECK_FALSE(across.subgroup_test);
  CHECK(noted(across, "subgroup-test-withheld"));
  const char* own[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"};
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].study = own[i];
  rows[1].study = "1";
  rows[3].study = "3";
  CHECK(analysed(rows, {{"cluster", {"cl", {}, ""}}}).subgroup_test);
  const auto robust = analysed(rows, {
                                         {"cluster",        {"cl", {}, ""} },
                                         {"cluster-method", {"robust", {}, ""}}
  });
  CHECK_FALSE(robust.subgroup_test);
  CHECK(noted(robust, "subgroup-test-withheld"));
  // Each group keeps its variances, and that is said.
  const auto common = analysed(rows, {
                                         {"cluster",       {"cl", {}, ""} },
                                         {"subgroup-tau2", {"common", {}, ""}}
  });
  CHECK_FALSE(common.subgroup_tau2);
  CHECK(noted(common, "common-tau2-withheld"));
}

TEST_CASE("Prediction in clusters counts studies, and gives the probability beyond a number") {
  std::vector<Row> rows = with_solo;
  const char* study[] = {"1", "1", "2", "2", "3", "3", "4", "4", "5", "5", "6", "6", "7", "7"};
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].study = study[i];
  for (const char* method : {"three-level", "robust"}) {
    const auto finding = analysed(rows, {
                                            {"cluster",        {"cl", {}, ""}},
                                            {"cluster-method", {method, {}, ""} },
                                            {"prediction",     {"k-1", {}, ""}  },
                                            {"beyond",         {"0.3", {}, ""}  }
    });
    CAPTURE(method);
    const Synthesis& s = finding.synthesis;
    REQUIRE(s.prediction_df);
    CHECK(*s.prediction_df == 6);
    REQUIRE(s.prediction_se);
    CHECK(apart(*s.prediction_se,
                std::hypot(s.interval->se, std::sqrt(*s.heterogeneity->tau2))) < 1e-12);
    bool given = false;
    for (const Quantity& each : s.fit) given = given || (each.id == "beyond_above" && each.value);
    CHECK(given);
  }
}

TEST_CASE("Settings that effects in clusters cannot use are refused by their own names") {
  const auto complaint = [](const Settings& more) {
    Settings settings = more;
    settings["measure"] = {"GEN", {}, ""};
    settings["cluster"] = {"cl", {}, ""};
    return to_text(make_plan(settings, {}).notices);
  };
  CHECK(complaint({{"weights", {"w", {}, ""}}}).find("weights is \"w\"") != std::string::npos);
  CHECK(complaint({{"cluster-method", {"robust", {}, ""}}, {"rho", {"0.6", {}, ""}}})
            .find("rho is \"0.6\"") != std::string::npos);
}

}  // namespace steelyard::support
