// What a report shows of few studies: guarded intervals, and nothing that the data cannot give.
#include <algorithm>
#include <string>

#include "steelyard/analysis/analysis.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "support/catch.h"
#include "support/paths.h"

namespace {

using namespace steelyard;

Study counts(const std::string& name, double ee, double en, double ce, double cn) {
  Study study;
  study.name = name;
  study.data = {TwoByTwo{ee, en, ce, cn}};
  return study;
}

Review review(const std::string& measure, std::vector<Study> studies) {
  Review review;
  review.title = review.slug = "guards";
  Outcome outcome;
  outcome.id = outcome.name = "result";
  review.outcomes.push_back(outcome);
  AnalysisRequest request;
  request.id = request.outcome = "result";
  request.settings["measure"] = {measure, {}, ""};
  request.studies = std::move(studies);
  review.analyses.push_back(request);
  return review;
}

AnalysisFinding found(const Review& of) {
  return analyse(of, std::nullopt).analyses.front();
}

std::string reviewer(const Review& of) {
  const auto layout = load_template(run::project() / "templates", "reviewer", "en");
  return dump(compose(analyse(of, std::nullopt), layout));
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool noted(const AnalysisFinding& finding, const std::string& code) {
  return std::ranges::any_of(finding.synthesis.notes,
                             [&](const FitNote& note) { return note.code == code; });
}

}  // namespace

TEST_CASE("Two studies get the guarded Hartung-Knapp interval in a report, and pool what was asked") {
  Review two = review("RR", {counts("A", 41, 72, 33, 72), counts("B", 99, 148, 41, 75)});
  two.analyses[0].settings["interval"] = {"hartung-knapp", {}, ""};
  const AnalysisFinding shown = found(two);
  REQUIRE(shown.pooled);
  CHECK(shown.pooled->low == Approx(.3594).margin(.0005));  // specification, N22
  CHECK(shown.pooled->high == Approx(4.2116).margin(.0005));
  CHECK(noted(shown, "interval-guarded"));
  const AnalysisFinding asked = analyse_studies(two.analyses[0].studies, shown.plan);
  CHECK(asked.pooled->low == Approx(1.1217).margin(.0005));
  CHECK(asked.pooled->high == Approx(1.3491).margin(.0005));
}

TEST_CASE("Subgroups of two studies are guarded too, and named") {
  Review four = review("RR", {counts("A", 41, 72, 33, 72), counts("B", 99, 148, 41, 75),
                              counts("C", 60, 90, 30, 90), counts("D", 50, 100, 45, 100)});
  four.analyses[0].settings["interval"] = {"hartung-knapp", {}, ""};
  four.analyses[0].settings["subgroup"] = {"kind", {}, ""};
  for (std::size_t i = 0; i < 4; ++i)
    four.analyses[0].studies[i].cells.emplace_back("kind", i < 2 ? "first" : "second");
  const AnalysisFinding shown = found(four);
  REQUIRE(shown.subgroups.size() == 2);
  CHECK(shown.subgroups[0].pooled->low == Approx(.3594).margin(.0005));
  CHECK(has(reviewer(four), "First: with two studies"));
}

TEST_CASE("No prediction interval is printed where the spread is estimated as nothing") {
  const Review like = review("RR", {counts("A", 41, 72, 33, 72), counts("B", 99, 148, 41, 75),
                                    counts("C", 57, 100, 46, 100)});
  const AnalysisFinding shown = found(like);
  REQUIRE(shown.synthesis.heterogeneity->tau2 == 0);
  CHECK_FALSE(shown.prediction);
  CHECK(noted(shown, "prediction-withheld"));
  CHECK_FALSE(has(reviewer(like), "In a new setting"));
}

TEST_CASE("The risk difference of one trial has Newcombe's interval") {
  Review one = review("RD", {counts("Deng 2017", 1, 12, 0, 6)});
  one.analyses[0].settings["to"] = {"none", {}, ""};
  const AnalysisFinding shown = found(one);
  REQUIRE(shown.pooled);
  CHECK(shown.pooled->estimate == Approx(1.0 / 12).margin(1e-9));
  CHECK(shown.pooled->low == Approx(-.3127).margin(.0005));
  CHECK(shown.pooled->high == Approx(.3539).margin(.0005));
  CHECK(shown.studies[0].shown.low == shown.pooled->low);
  CHECK(has(reviewer(one), "RD 83 per 1000"));
}

TEST_CASE("The difference of means of one trial has the t interval") {
  Study study;
  study.name = "Daumas 2022";
  study.data = {TwoMeans{-9.2, 12.2, 20, -7.6, 13.2, 20}};
  const AnalysisFinding shown = found(review("MD", {study}));
  REQUIRE(shown.pooled);
  CHECK(shown.pooled->low == Approx(-9.74).margin(.005));  // specification, N28
  CHECK(shown.pooled->high == Approx(6.54).margin(.005));
}

TEST_CASE("Without a single event a ratio is not printed") {
  const Review none = review("OR", {counts("A", 0, 20, 0, 20), counts("B", 0, 30, 0, 30)});
  const AnalysisFinding shown = found(none);
  CHECK_FALSE(shown.pooled);
  CHECK_FALSE(has(reviewer(none), "OR 1.00"));
}

TEST_CASE("A ratio of one trial that rests on added halves gives way to the difference") {
  const Review zero = review("RR", {counts("Harris 2024", 3, 27, 0, 27)});
  const AnalysisFinding shown = found(zero);
  REQUIRE(shown.corrected.size() == 1);
  REQUIRE(shown.trial_difference);
  CHECK(shown.trial_difference->estimate == Approx(1.0 / 9).margin(1e-9));
  const std::string text = reviewer(zero);
  CHECK(has(text, "Risk difference 111 per 1000"));
  CHECK(has(text, "RD, %"));  // the forest draws what the key findings tell
  CHECK_FALSE(has(text, "was added to the cells"));
}

TEST_CASE("Error 6: counts of joints give no numbers of people") {
  Study joints = counts("A", 41, 72, 33, 72);
  joints.cells.emplace_back("unit_of_analysis", "joints");
  const AnalysisFinding shown = found(review("RR", {joints}));
  CHECK(shown.pooled);
  CHECK_FALSE(shown.absolute);
  CHECK(shown.effects.participants == 0);
  const std::string text = reviewer(review("RR", {joints}));
  CHECK(has(text, "joints"));
  CHECK_FALSE(has(text, "144\u00A0people"));
  Study people = counts("A", 41, 72, 33, 72);
  people.cells.emplace_back("unit_of_analysis", "Patients");
  CHECK(found(review("RR", {people})).absolute);
}

TEST_CASE("Methods speak of an addition to cells only where one was made") {
  const Review plain = review("RR", {counts("A", 41, 72, 33, 72), counts("B", 99, 148, 41, 75)});
  CHECK(found(plain).corrected.empty());
  CHECK_FALSE(has(reviewer(plain), "was added to the cells"));
}

TEST_CASE("Differences in a unit are refused where people are counted") {
  Review counted = review("RR", {counts("A", 41, 72, 33, 72)});
  counted.outcomes[0].important.benefit_in_units = counted.outcomes[0].important.harm_in_units = 5;
  counted.outcomes[0].important.source = "a panel";
  const Findings findings = analyse(counted, std::nullopt);
  CHECK(std::ranges::any_of(findings.notices, [](const Notice& notice) {
    return notice.severity == Severity::error && has(notice.text, "counts people");
  }));
}
