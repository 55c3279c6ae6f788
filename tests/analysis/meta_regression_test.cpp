// Meta-regressions as an analysis gives them: settings, tables, notes.
#include <algorithm>

#include "published/trials_of_bcg.h"
#include "steelyard/analysis/analysis.h"
#include "support/catch.h"

namespace {

using namespace std::string_literals;
using steelyard::Plan;

steelyard::Settings settings(std::initializer_list<std::pair<std::string, std::string>> all) {
  steelyard::Settings result;
  for (const auto& [name, text] : all) result[name].text = text;
  return result;
}

std::vector<steelyard::Study> studies() {
  std::vector<steelyard::Study> all = steelyard::support::trials_of_bcg();
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].cells = {
        {"half",  i < 6 ? "early" : "late"},
        {"place", std::to_string(i)       }
    };
  all[3].cells.clear();
  return all;
}

steelyard::AnalysisFinding analysed(
    std::initializer_list<std::pair<std::string, std::string>> all) {
  const auto plan = steelyard::make_plan(settings(all), {});
  CHECK(plan.notices.empty());
  return steelyard::analyse_studies(studies(), plan.value);
}

bool says(const steelyard::FurtherFinding& further, std::string_view code) {
  return std::ranges::any_of(further.notes, [&](const auto& note) { return note.code == code; });
}

}  // namespace

TEST_CASE("A meta-regression reports coefficients, whole moderators, studies and who is left out") {
  const auto finding = analysed({
      {"measure",     "RR"                         },
      {"moderators",  "half,place"                 },
      {"interval",    "hartung-knapp"              },
      {"predict-at",  "place=2; half=late, place=3"},
      {"permutation", "50, seed=9"                 }
  });
  REQUIRE(finding.further.size() == 3);
  const auto& regression = finding.further[0];
  REQUIRE(regression.tables.size() == 4);
  CHECK(regression.tables[0].rows.size() == 3);
  CHECK(regression.tables[1].rows.size() == 2);
  CHECK(regression.tables[2].rows.size() == 12);
  // The covariances of the coefficients, for results.json: the roots of their diagonal are the standard errors.
  const auto& covariances = regression.tables[3];
  REQUIRE(covariances.rows.size() == 3);
  CHECK(covariances.label.empty());
  for (std::size_t j = 0; j < 3; ++j) {
    const double se = *regression.tables[0].rows[j].values[1];
    CHECK(*covariances.rows[j].values[j] == Approx(se * se).epsilon(1e-10));
    CHECK(*covariances.rows[j].values[0] == Approx(*covariances.rows[0].values[j]).epsilon(1e-10));
  }
  CHECK(says(regression, "moderator-missing"));
  CHECK(says(regression, "reference"));
  CHECK(says(regression, "few-studies"));
  const auto& points = finding.further[1].tables.front();
  REQUIRE(points.rows.size() == 2);
  CHECK(points.rows[0].name == "place = 2");
  CHECK(points.rows[0].shown[0]);
  CHECK(says(finding.further[1], "held"));
  CHECK_FALSE(says(finding.further[1], "extrapolated"));
  const auto far = analysed({
      {"measure",    "RR"      },
      {"moderators", "place"   },
      {"predict-at", "place=99"}
  });
  CHECK(says(far.further[1], "extrapolated"));
  CHECK(finding.further[2].tables.front().rows.size() == 3);
  CHECK(says(finding.further[2], "random"));
}

TEST_CASE("Without moderators the permutation test turns signs") {
  const auto finding = analysed({
      {"measure",     "RR"   },
      {"permutation", "exact"}
  });
  REQUIRE(finding.further.size() == 1);
  CHECK(finding.further[0].quantities.front().id == "p");
  CHECK(says(finding.further[0], "exact"));
}

TEST_CASE("Meta-regressions that cannot be had say why") {
  const auto constant = analysed({
      {"measure",    "RR"  },
      {"moderators", "none"}
  });
  CHECK(says(constant.further[0], "no-design"));
  const auto peto = analysed({
      {"measure",    "OR"             },
      {"pooling",    "mantel-haenszel"},
      {"model",      "common"         },
      {"moderators", "place"          },
      {"scale",      "place"          }
  });
  CHECK(says(peto.further[0], "inverse-variance"));
  CHECK(peto.further[0].tables.size() == 4);
}

TEST_CASE("Settings of meta-regressions are checked as they are read") {
  for (const auto& [name, text] :
       {std::pair("moderators"s, "a,,b"s), std::pair("permutation"s, "many"s),
        std::pair("permutation"s, "10.5"s), std::pair("scale"s, "a:b"s),
        std::pair("predict-at"s, "a"s)}) {
    const auto plan = steelyard::make_plan(settings({
                                               {"measure", "RR"},
                                               {name,      text}
    }),
                                           {});
    INFO(name << " " << text);
    CHECK(steelyard::has_errors(plan.notices));
  }
  CHECK(steelyard::has_errors(steelyard::make_plan(settings({
                                                       {"measure",    "RR" },
                                                       {"predict-at", "a=1"}
  }),
                                                   {})
                                  .notices));
}
