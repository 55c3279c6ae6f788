#include "steelyard/analysis/analysis.h"

#include <cmath>

#include "support/catch.h"

namespace {

using steelyard::Study;

Study trial(const std::string& name, double ee, double en, double ce, double cn) {
  Study study;
  study.name = name;
  study.data = {steelyard::TwoByTwo{ee, en, ce, cn}};
  return study;
}

steelyard::Plan plan_of(const std::string& measure) {
  return steelyard::make_plan({{"measure", {measure, {}, ""}}}, {}).value;
}

steelyard::Review lupus() {
  steelyard::Review review;
  review.slug = "lupus";
  review.searched = steelyard::Date{2026, 11, 1};
  review.outcomes.push_back({"remission", "Remission", "disease calmed down",
                             steelyard::Better::higher, 48, "", false, {}, {}});
  steelyard::AnalysisRequest request;
  request.id = request.outcome = "remission";
  request.settings["measure"] = {"RR", {}, ""};
  request.studies = {trial("Deng 2017", 9, 12, 5, 6)};
  request.certainty = steelyard::Certainty{};
  request.certainty->imprecision = -3;
  request.certainty->indirectness = -1;
  review.analyses.push_back(request);
  steelyard::Claim claim;
  claim.id = "B10";
  claim.type = "response_proportion";
  claim.asserted_direction = "benefit";
  claim.asserted_size = "number_given";
  claim.percent_text = "75";
  claim.n = 200;
  claim.against = "remission";
  review.claims.push_back(claim);
  return review;
}

}  // namespace

TEST_CASE("The trial of 9/12 against 5/6 gives the printed risk ratio and absolute effect") {
  const auto finding =
      steelyard::analyse_studies({trial("Deng 2017", 9, 12, 5, 6)}, plan_of("RR"));
  REQUIRE(finding.pooled);
  // Vector N05 of the claim specification.
  CHECK(finding.pooled->estimate == Approx(.9000).margin(5e-5));
  CHECK(finding.pooled->low == Approx(.5544).margin(5e-5));
  CHECK(finding.pooled->high == Approx(1.4611).margin(5e-5));
  REQUIRE(finding.absolute);
  CHECK(finding.absolute->control_per_1000 == Approx(833.33).margin(.01));
  CHECK(finding.absolute->with_per_1000 == Approx(750));
  CHECK(finding.absolute->with_high == 1000);
  CHECK(finding.absolute->capped);
}

TEST_CASE("75% of 200 against one small trial is uncertain, with every number of the specification") {
  const auto findings = steelyard::analyse(lupus(), std::nullopt);
  REQUIRE(findings.claims.size() == 1);
  const steelyard::Appraisal& appraisal = findings.claims[0];
  CHECK(appraisal.verdict == "UNCERTAIN");
  CHECK(appraisal.arithmetic.code == steelyard::Arithmetic::ok);
  REQUIRE(appraisal.controlled);
  CHECK(appraisal.controlled->rd == Approx(-83.33).margin(.01));
  CHECK(appraisal.controlled->low == Approx(-397).margin(.1));
  CHECK(appraisal.controlled->high == Approx(345).margin(.2));
  CHECK(appraisal.controlled->where == steelyard::Position::inconclusive);
  CHECK(appraisal.grade == steelyard::Grade::very_low);
  CHECK(findings.analyses[0].favours == steelyard::Favours::neither);
}

TEST_CASE("Where fewer events are better, benefit is a negative difference in events") {
  steelyard::Review review = lupus();
  review.outcomes[0].better = steelyard::Better::lower;
  const auto findings = steelyard::analyse(std::move(review), std::nullopt);
  CHECK(findings.claims[0].controlled->rd == Approx(83.33).margin(.01));
  CHECK(findings.claims[0].controlled->low == Approx(-345).margin(.2));
  CHECK(findings.claims[0].controlled->high == Approx(397).margin(.1));
}

TEST_CASE("The report's date is the newest date of the review unless one is given") {
  CHECK(steelyard::analyse(lupus(), std::nullopt).date == steelyard::Date{2026, 11, 1});
  CHECK(steelyard::analyse(lupus(), steelyard::Date{2027, 1, 2}).date ==
        steelyard::Date{2027, 1, 2});
}

TEST_CASE("Certainty falls a level for each rating and stops at very low") {
  const auto findings = steelyard::analyse(lupus(), std::nullopt);
  REQUIRE(findings.analyses[0].certainty);
  CHECK(findings.analyses[0].certainty->level == steelyard::CertaintyLevel::very_low);
  steelyard::Review review = lupus();
  review.analyses[0].certainty->imprecision = -1;
  review.analyses[0].certainty->indirectness = 0;
  CHECK(steelyard::analyse(std::move(review), std::nullopt).analyses[0].certainty->level ==
        steelyard::CertaintyLevel::moderate);
}

TEST_CASE("Subgroups are pooled apart and their difference is tested") {
  std::vector<Study> studies{trial("A", 10, 100, 20, 100), trial("B", 15, 120, 25, 118),
                             trial("C", 30, 90, 31, 92), trial("D", 44, 150, 40, 148)};
  for (std::size_t i = 0; i < 4; ++i) studies[i].cells = {{"group", i < 2 ? "early" : "late"}};
  steelyard::Plan plan = plan_of("RR");
  plan.subgroup = "group";
  const auto finding = steelyard::analyse_studies(studies, plan);
  REQUIRE(finding.subgroups.size() == 2);
  CHECK(finding.subgroups[0].name == "early");
  REQUIRE(finding.subgroup_test);
  // Naive second computation from the subgroups' own estimates.
  const auto& a = finding.subgroups[0].synthesis;
  const auto& b = finding.subgroups[1].synthesis;
  const double z = (*a.estimate - *b.estimate) / std::sqrt(*a.se * *a.se + *b.se * *b.se);
  CHECK(finding.subgroup_test->q == Approx(z * z).epsilon(1e-10));
  CHECK(finding.subgroup_test->df == 1);
}

TEST_CASE("A published number that the review does not reproduce is an error") {
  steelyard::Review review = lupus();
  review.expected.push_back({"remission", "display.estimate", 0.90, 0.005, "Deng 2017", {}});
  review.expected.push_back({"remission", "display.ci_high", 1.60, 0.005, "Deng 2017", {}});
  const auto findings = steelyard::analyse(std::move(review), std::nullopt);
  const auto notices = steelyard::compare_with_expected(findings);
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].text.starts_with("remission: display.ci_high is 1.46"));
}
