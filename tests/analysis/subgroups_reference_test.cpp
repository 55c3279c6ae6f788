// Subgroups against R: metafor's fits of each level with the test between them, and meta's subgroups
// with separate and with common τ².
#include <map>

#include "analysis/subgroups.h"
#include "steelyard/analysis/analysis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

AnalysisFinding analysed(const nlohmann::json& record) {
  const std::vector<double> y = numbers(record["yi"]), v = numbers(record["vi"]);
  std::vector<Study> studies;
  for (std::size_t i = 0; i < y.size(); ++i) {
    Study study;
    study.name = std::to_string(i + 1);
    study.data = {
        GivenEffect{y[i], v[i]}
    };
    study.cells = {
        {"group", record["group"][i].get<std::string>()}
    };
    studies.push_back(study);
  }
  const std::string method = record["method"];
  Settings settings{
      {"measure",  {"GEN", {}, ""}  },
      {"subgroup", {"group", {}, ""}}
  };
  if (method == "EE")
    settings["model"] = {"common", {}, ""};
  else
    settings["tau2"] = {method, {}, ""};
  if (record.value("common_tau2", false)) settings["subgroup-tau2"] = {"common", {}, ""};
  const auto plan = make_plan(settings, {});
  REQUIRE(plan.notices.empty());
  return analyse_studies(studies, plan.value);
}

}  // namespace

TEST_CASE("Subgroups and the test between them agree with metafor and meta") {
  // REML of both packages stops within 1e-5 of τ² or so (meta's without the tight settings that other
  // records name); what has no iteration agrees to the last digits.
  int compared = 0;
  for (const auto& record : reference("subgroups")) {
    const std::string by = record["by"], view = record["view"], code = record["measure"],
                      method = record["method"];
    CAPTURE(by, view, code, method);
    const AnalysisFinding finding = analysed(record);
    const bool loose = method == "REML";
    for (const auto& [name, level] : record["levels"].items()) {
      CAPTURE(name);
      const auto group = std::ranges::find(finding.subgroups, name, &SubgroupFinding::name);
      REQUIRE(group != finding.subgroups.end());
      const Synthesis& s = group->synthesis;
      CHECK(s.k == level["k"]);
      REQUIRE(s.estimate);
      const double se = number(level["se"]);
      const double near = loose ? 2e-3 : iterated;
      CHECK(std::abs(*s.estimate - number(level["b"])) < near * se);
      CHECK(apart(*s.se, se) < near);
      if (s.k > 1) {
        REQUIRE(s.heterogeneity);
        CHECK(apart(s.heterogeneity->q, number(level["QE"]), 1e-6) < iterated);
      }
      ++compared;
    }
    REQUIRE(finding.subgroup_test);
    CHECK(apart(finding.subgroup_test->q, number(record["Qb"]), 0.1) < (loose ? 5e-3 : iterated));
    CHECK(std::abs(finding.subgroup_test->p - number(record["Qb_p"])) < (loose ? 5e-3 : iterated));
    if (!record.contains("Qb_common")) continue;
    REQUIRE(finding.subgroup_test_common);
    CHECK(apart(finding.subgroup_test_common->q, number(record["Qb_common"]), 1e-3) < iterated);
  }
  CHECK(compared > 250);
}

}  // namespace steelyard::support
