// Presets where programs differ: zero cells, Peto, the model that is asked for, subgroups, older formulas.
#include <cmath>

#include "analysis/presets.h"
#include "support/close_to.h"

namespace steelyard::support {

// R's meta 8.3-0, metabin() with its defaults: a table in which everybody had an event counts, with a ratio of 1.
TEST_CASE("meta keeps tables in which everybody had an event") {
  const auto studies = studies_from<TwoByTwo>({
      {40, 40, 41, 41},
      {30, 60, 28, 61},
      {25, 50, 20, 52}
  });
  const auto random = analysed("meta", "RR", studies), same = analysed("meta", "RR", studies, common);
  REQUIRE(random.studies.size() == 3);
  CHECK(random.studies[0].y == 0);
  CHECK(apart(std::sqrt(random.studies[0].v), 0.02454588225301739) < closed_form);
  CHECK(apart(*random.synthesis.estimate, 0.004418971968331029, 0.1) < closed_form);
  CHECK(apart(*same.synthesis.estimate, 0.09027768682377431) < closed_form);
  CHECK(apart(*same.synthesis.se, 0.08136381855605367) < closed_form);
  CHECK(apart(same.synthesis.heterogeneity->q, 1.5257417006420215) < closed_form);
}

// Of 501 Cochrane reviews, every row of Peto's odds ratio is exp((O − E)/V) with nothing added.
TEST_CASE("No preset but metafor's adds anything to Peto's odds ratio") {
  const auto studies = studies_from<TwoByTwo>({
      {12, 50, 20, 52},
      {0,  25, 4,  24},
      {3,  30, 7,  28},
      {0,  60, 0,  61}
  });
  const double O = 0, E = 25 * 4 / 49.0, V = 25 * 24 * 4 * 45 / (49.0 * 49 * 48);
  for (const char* preset : {"meta", "revman5", "revman-web", "iqwig6"})
    for (const bool same : {false, true}) {
      CAPTURE(preset, same);
      const auto finding = analysed(preset, "PETO", studies, same ? common : Settings{});
      CHECK(finding.studies.size() == 3);
      CHECK(apart(finding.studies[1].y, (O - E) / V) < closed_form);
      CHECK(apart(finding.studies[1].v, 1 / V) < closed_form);
    }
}

TEST_CASE("Presets suit the model that is asked for, and a setting of one's own wins") {
  const auto studies = studies_from<TwoByTwo>({
      {12, 50,  20, 52 },
      {3,  30,  7,  28 },
      {40, 120, 55, 118},
      {9,  44,  8,  46 }
  });
  // meta's settings.meta("IQWiG6") changes random effects alone.
  const auto same = analysed("iqwig6", "RR", studies, common);
  CHECK(same.synthesis.interval->df == std::nullopt);
  CHECK(apart(*same.synthesis.estimate, *analysed("meta", "RR", studies, common).synthesis.estimate) < closed_form);
  // Another estimator has no centre at the Mantel–Haenszel estimate.
  const auto reml = analysed("revman5", "RR", studies, {
                                                           {"tau2", {"REML", {}, ""}}
  });
  CHECK(reml.synthesis.method.tau2->id == "REML");
  CHECK(reml.synthesis.method.pooling->id == "inverse");
  const auto counts = analysed("iqwig6", "OR", studies, {
                                                            {"pooling", {"glmm-um-fs", {}, ""}}
  });
  CHECK(counts.synthesis.interval);
}

// metainc() of R's meta: differences of rates with 0.5 in their variance alone, and no study left out.
TEST_CASE("meta keeps rates without events, and differences of rates as they are") {
  const auto studies = studies_from<PersonTime>({
      {0,  30,  2,  28 },
      {5,  100, 9,  95 },
      {0,  15,  0,  16 },
      {12, 220, 14, 210}
  });
  const auto ratio = analysed("meta", "IRR", studies), difference = analysed("meta", "IRD", studies);
  CHECK(ratio.studies.size() == 4);
  CHECK(difference.studies.size() == 4);
  CHECK(apart(difference.studies[0].y, -2.0 / 28) < closed_form);
  CHECK(apart(difference.studies[0].v, 0.5 / 900 + 2.5 / 784) < closed_form);
}

TEST_CASE("Under meta's presets subgroups are tested with the standard errors of their intervals") {
  auto studies = studies_from<TwoByTwo>({
      {12, 50,  20, 52 },
      {3,  30,  7,  28 },
      {40, 120, 55, 118},
      {9,  44,  8,  46 },
      {2,  60,  9,  61 },
      {11, 80,  5,  85 }
  });
  for (std::size_t i = 0; i < studies.size(); ++i) studies[i].cells = {{"g", i % 2 == 0 ? "even" : "odd"}};
  const auto finding = analysed("meta", "RR", studies, {
                                                           {"subgroup", {"g", {}, ""}},
                                                           {"interval", {"hartung-knapp", {}, ""}}
  });
  REQUIRE(finding.subgroup_test);
  const Synthesis &a = finding.subgroups[0].synthesis, &b = finding.subgroups[1].synthesis;
  const double distance = *a.estimate - *b.estimate;
  const double both = a.interval->se * a.interval->se + b.interval->se * b.interval->se;
  CHECK(apart(finding.subgroup_test->q, distance * distance / both) < 1e-10);
  CHECK(apart(*a.se, a.interval->se) > 1e-3);
}

TEST_CASE("metafor-3 takes the older formulas where a later version changed them, and no others") {
  const auto studies = studies_from<TwoMeans>({
      {5.2, 1.7, 25, 4.1, 2.3, 33},
      {6.1, 1.2, 40, 5.0, 1.9, 38}
  });
  for (const char* measure : {"SMDH", "ROM", "CVR"}) {
    CHECK(analysed("metafor-3", measure, studies).plan.formula.older);
    CHECK(analysed("metafor-3", measure, studies).studies[0].v > 0);
    CHECK_FALSE(analysed("metafor", measure, studies).plan.formula.older);
  }
  CHECK_FALSE(analysed("metafor-3", "MD", studies).plan.formula.older);
}

}  // namespace steelyard::support
