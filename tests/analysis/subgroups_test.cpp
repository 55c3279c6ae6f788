// Subgroups: their τ², the tests between them, and groups of tables without an effect.
#include "analysis/subgroups.h"

#include "steelyard/analysis/analysis.h"
#include "steelyard/write/json.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

std::vector<Study> trials() {
  const std::tuple<const char*, TwoByTwo> rows[] = {
      {"a", {14, 100, 20, 100}},
      {"a", {9, 60, 25, 61}  },
      {"b", {30, 90, 31, 95} },
      {"a", {7, 80, 30, 85}  },
      {"b", {11, 50, 5, 49}  },
      {"c", {0, 40, 0, 41}   },
  };
  std::vector<Study> studies;
  for (const auto& [group, counts] : rows) {
    Study study;
    study.name = "study " + std::to_string(studies.size() + 1);
    study.data = {counts};
    study.cells = {{"group", group}, {"size", std::to_string(counts.e_n)}};
    studies.push_back(study);
  }
  return studies;
}

AnalysisFinding analysed(const Settings& more) {
  Settings settings = more;
  settings["measure"] = {"OR", {}, ""};
  settings["subgroup"] = {"group", {}, ""};
  const auto plan = make_plan(settings, {});
  INFO(to_text(plan.notices));
  REQUIRE(plan.notices.empty());
  return analyse_studies(trials(), plan.value);
}

}  // namespace

TEST_CASE("Subgroups with a common τ² share what is left when each has its own mean") {
  const auto finding = analysed({
      {"subgroup-tau2", {"common", {}, ""}},
      {"tau2",          {"DL", {}, ""}    },
      {"drop00",        {"true", {}, ""}  }
  });
  REQUIRE(finding.subgroups.size() == 2);
  REQUIRE(finding.subgroup_tau2);
  // Moments: Q within groups less its degrees of freedom, over the sum of what they grow by.
  double Q = 0, C = 0;
  for (const auto& group : finding.subgroups) {
    double sw = 0, sw2 = 0, swy = 0;
    for (const std::size_t i : group.members) {
      const double w = 1 / finding.studies[i].v;
      sw += w;
      sw2 += w * w;
      swy += w * finding.studies[i].y;
    }
    for (const std::size_t i : group.members)
      Q += (finding.studies[i].y - swy / sw) * (finding.studies[i].y - swy / sw) / finding.studies[i].v;
    C += sw - sw2 / sw;
  }
  CHECK(apart(*finding.subgroup_tau2, (Q - 3) / C) < 1e-9);
  for (const auto& group : finding.subgroups)
    CHECK(group.synthesis.heterogeneity->tau2 == finding.subgroup_tau2);
  REQUIRE(finding.subgroup_test);
  REQUIRE(finding.subgroup_test_common);
  CHECK(finding.subgroup_test_common->q > finding.subgroup_test->q);
  const double sum = finding.subgroups[0].weight + finding.subgroups[1].weight;
  CHECK(apart(sum, 100) < closed_form);
}

TEST_CASE("A group of tables without an effect is formed where counts are pooled") {
  const Settings settings{
      {"model",   {"common", {}, ""}         },
      {"pooling", {"mantel-haenszel", {}, ""}},
      {"to",      {"none", {}, ""}           }
  };
  const auto finding = analysed(settings);
  REQUIRE(finding.subgroups.size() == 3);
  CHECK(finding.subgroups[2].name == "c");
  CHECK(finding.subgroups[2].synthesis.k == 1);
  CHECK_FALSE(finding.subgroups[2].pooled);
  REQUIRE(finding.subgroup_test);
  CHECK(finding.subgroup_test->df == 1);
  const std::string json = write_analysis_json(finding, {}, {});
  CHECK(json.find("\"subgroups\"") != std::string::npos);
}

TEST_CASE("How likely a true effect is beyond a threshold follows the prediction interval") {
  auto finding = analysed({
      {"prediction", {"HTS", {}, ""}  },
      {"drop00",     {"true", {}, ""} },
      {"beyond",     {"1", {}, ""}    }
  });
  const auto probability = [&] { return *finding.synthesis.fit.at(0).value; };
  CHECK(finding.synthesis.fit.at(0).id == "beyond_above");
  CHECK(apart(probability() + *finding.synthesis.fit.at(1).value, 1) < closed_form);
  REQUIRE(finding.prediction);
  const double high = finding.prediction->high;
  finding = analysed({
      {"prediction", {"HTS", {}, ""}               },
      {"drop00",     {"true", {}, ""}              },
      {"beyond",     {std::to_string(high), {}, ""}}
  });
  CHECK(std::abs(probability() - 0.025) < 1e-6);
}

TEST_CASE("Own weights come from a column, or the fit says which study lacks one") {
  auto finding = analysed({
      {"weights", {"size", {}, ""}},
      {"drop00",  {"true", {}, ""}}
  });
  REQUIRE(finding.synthesis.estimate);
  double sum = 0, weighted = 0;
  for (const StudyFinding& study : finding.studies) {
    const double w = std::get<TwoByTwo>(trials()[study.study].data.front()).e_n;
    sum += w;
    weighted += w * study.y;
  }
  CHECK(apart(*finding.synthesis.estimate, weighted / sum) < closed_form);
  finding = analysed({
      {"weights", {"group", {}, ""}}
  });
  CHECK_FALSE(finding.synthesis.estimate);
  CHECK(finding.synthesis.notes.at(0).text ==
        "study 1 has no positive number in the column of weights, group");
}

}  // namespace steelyard::support
