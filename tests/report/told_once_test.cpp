// What reports tell of two zeros, of printed counts, of tests beside a claim, and of baselines.
#include <cmath>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "report/claim_numbers.h"
#include "report/names.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/document/document.h"
#include "steelyard/read/reader.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "support/catch.h"
#include "support/paths.h"
#include "support/plain_language.h"

namespace {

using steelyard::Study;

std::string told(steelyard::Review review, const std::string& audience) {
  const auto layout = steelyard::load_template(run::project() / "templates", audience, "en");
  const auto findings = steelyard::analyse(std::move(review), std::nullopt);
  return plain_language::with_plain_spaces(steelyard::dump(steelyard::compose(findings, layout)));
}

std::string shipped(const std::string& name, const std::string& audience) {
  return told(steelyard::read_review(run::project() / "datasets" / name).value, audience);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Study counted(const std::string& basis) {
  Study study;
  study.name = "A 2020";
  study.data = {steelyard::TwoByTwo{3, 9, 2, 8}};
  study.cells = {{"count_basis", basis}, {"e_events", "3"}, {"e_n", "9"}, {"c_events", "2"}, {"c_n", "8"}};
  return study;
}

// Four trials in which nobody had the event, and a claim of no harm.
steelyard::Review none_seen() {
  steelyard::Review made;
  made.title = made.slug = "none";
  steelyard::Outcome outcome;
  outcome.id = outcome.name = "death";
  outcome.better = steelyard::Better::lower;
  made.outcomes = {outcome};
  steelyard::AnalysisRequest request;
  request.id = request.outcome = "death";
  request.settings["measure"] = {"RR", {}, ""};
  request.in_plain = true;
  request.certainty = steelyard::Certainty{};
  request.certainty->imprecision = -1;
  for (const double n : {30.0, 48.0, 22.0, 61.0}) {
    Study study;
    study.name = "Trial " + std::to_string(static_cast<int>(n));
    study.data = {steelyard::TwoByTwo{0, n, 0, n + 1}};
    request.studies.push_back(study);
  }
  made.analyses = {request};
  return made;
}

// A benefit and a rare harm, each with trials and with a claim.
steelyard::Review benefit_and_harm() {
  steelyard::Review made = none_seen();
  made.outcomes.front().id = made.outcomes.front().name = "nosebleed";
  made.outcomes.front().plain_name = "nosebleeds";
  steelyard::Outcome better = made.outcomes.front();
  better.id = better.name = "improved";
  better.plain_name = "fewer symptoms";
  better.better = steelyard::Better::higher;
  made.outcomes.insert(made.outcomes.begin(), better);
  steelyard::AnalysisRequest benefit = made.analyses.front();
  made.analyses.front().id = made.analyses.front().outcome = "nosebleed";
  benefit.id = benefit.outcome = "improved";
  made.analyses.insert(made.analyses.begin(), benefit);
  const std::vector<steelyard::TwoByTwo> more{{58, 96, 41, 94}, {71, 120, 49, 118}, {45, 80, 33, 79}},
      harms{{6, 96, 3, 94}, {9, 120, 7, 118}, {4, 80, 0, 79}};
  for (const auto& [at, tables] : {std::pair{0U, more}, {1U, harms}}) {
    made.analyses[at].studies.resize(tables.size());
    for (std::size_t i = 0; i < tables.size(); ++i) made.analyses[at].studies[i].data = {tables[i]};
  }
  for (const char* against : {"improved", "nosebleed"}) {
    steelyard::Claim claim;
    claim.id = claim.against = against;
    const bool safe = claim.against == "nosebleed";
    claim.claimant = "Clinic";
    claim.type = safe ? "safety_zero" : "response_proportion";
    claim.asserted_direction = safe ? "no_difference" : "benefit";
    claim.asserted_size = safe ? "none" : "number_given";
    claim.outcome_defined = true;
    claim.n = 150;
    claim.events = safe ? 0 : 123;
    claim.paraphrase = claim.plain = "The page gives a number.";
    made.claims.push_back(claim);
  }
  return made;
}

}  // namespace

TEST_CASE("One page has one number for an outcome, in the words of a claim and in the fact box") {
  const auto findings = steelyard::analyse(benefit_and_harm(), std::nullopt);
  REQUIRE(findings.claims.size() == 2);
  const double all = steelyard::people_shown(findings);
  const auto entered = steelyard::side_by_side(findings, findings.claims[1], all).trials;
  const auto asked = steelyard::groups_of(findings, findings.analyses[1], all);
  REQUIRE(entered);
  REQUIRE(asked);
  const auto count = [](const steelyard::PeopleCount& people) {
    return std::to_string(std::lround(people.point));
  };
  REQUIRE(count(entered->with) != count(asked->with));  // two methods, two numbers
  CHECK(has(told(benefit_and_harm(), "plain"), "Nosebleeds in " + count(entered->with) + " of "));
}

TEST_CASE("Of trials in which nobody had the event no ratio is printed") {
  const std::string reviewer = told(none_seen(), "reviewer");
  CHECK_FALSE(has(reviewer, "0.02"));
  CHECK_FALSE(has(reviewer, "closer together"));
  CHECK_FALSE(has(reviewer, "Favours"));
  CHECK(has(reviewer, "Nobody had the event, so no effect is shown."));
  const std::string plain = told(none_seen(), "plain");
  CHECK_FALSE(has(plain, "a result of one test"));
  CHECK(has(plain, "Their people are counted together."));
  CHECK(has(plain, "We are fairly sure of this result."));
}

TEST_CASE("A dagger stands only where the numbers shown are not as printed") {
  using Ways = std::vector<std::string>;
  const steelyard::Data both = steelyard::TwoByTwo{3, 9, 2, 8};
  const steelyard::Data control = steelyard::OneProportion{2, 8};
  CHECK(steelyard::data_basis(counted("means and SDs reported"), both).empty());
  CHECK(steelyard::data_basis(counted("Reported; exact count"), both).empty());
  CHECK(steelyard::data_basis(counted("reported; e_derived_by_addition"), control).empty());
  CHECK(steelyard::data_basis(counted("reported; e_derived_by_addition"), both) ==
        Ways{"e_derived_by_addition"});
  CHECK(steelyard::data_basis(counted("derived_from_pct"), control) == Ways{"derived_from_pct"});
}

TEST_CASE("Beside a claim of no harm stands what the linked test saw") {
  const std::string plain = shipped("lupus-msc", "plain");
  CHECK(has(plain, "A major health problem was reported in 2 of 12 with it, 2 of 6 without it."));
  CHECK(has(plain, "Death occurred in 1 of 12 with it, 0 of 6 without it."));
}

TEST_CASE("Pooled evidence tells from how many tests and people it comes") {
  CHECK(has(shipped("lupus-nephritis-drugs", "plain"), "from seven fair tests with 1831 people"));
  const std::string bcg = shipped("bcg-vaccine", "plain");
  CHECK(has(bcg, "from 13 controlled tests"));
  CHECK(has(bcg, "What can I expect with no BCG vaccine?"));
  CHECK_FALSE(has(bcg, "start or stop"));
}

TEST_CASE("Results beside the main one tell how sure they are, and an interval that is too narrow says so") {
  CHECK(has(shipped("ms-msc", "plain"), "Each of these results is very uncertain."));
  const std::string reviewer = shipped("ms-msc", "reviewer");
  CHECK(has(reviewer.substr(0, reviewer.find("Claims against")), "so the interval is too narrow"));
}

TEST_CASE("What usual care lets expect is one number, whatever the number of people beside it") {
  const auto findings = steelyard::analyse(
      steelyard::read_review(run::project() / "datasets/lupus-msc").value, std::nullopt);
  for (const steelyard::Appraisal& appraisal : findings.claims) {
    if (findings.review.claims[appraisal.claim].id != "B10") continue;
    const auto own = steelyard::side_by_side(findings, appraisal, 200).expected;
    const auto half = steelyard::side_by_side(findings, appraisal, 100).expected;
    REQUIRE(own);
    REQUIRE(half);
    CHECK(own->range->low == Approx(64));
    CHECK(half->range->low == Approx(32));
    CHECK(half->range->high == Approx(own->range->high / 2));
  }
}

TEST_CASE("A subgroup of one study and usual care in other tests are told in their place") {
  const std::string drugs = shipped("lupus-nephritis-drugs", "reviewer");
  CHECK_FALSE(has(drugs, "one study: the interval"));
  CHECK(has(drugs, "Subgroup other: the interval is that of the one study"));
  const std::string lupus = shipped("lupus-msc", "plain");
  CHECK(lupus.find("Usual care in other tests") > lupus.find("With stem cells plus standard drugs:"));
}

TEST_CASE("Doubt is opposed only to what points somewhere, and a time is told once") {
  const std::string plain = shipped("ra-msc", "plain");
  CHECK(has(plain, "or harm. This test leaves much doubt."));
  CHECK_FALSE(has(plain, "after 4 weeks"));
  CHECK_FALSE(has(shipped("ra-msc", "reviewer"), "week 4, 4 weeks"));
}

TEST_CASE("The annex names the groups of standard care and where a baseline comes from") {
  const std::string lupus = shipped("lupus-msc", "reviewer");
  for (const char* part : {"33 of 72", "41 of 75", "98 of 185", "24 of 40", "df = 1 "}) {
    INFO(part);
    CHECK(has(lupus, part));
  }
  CHECK_FALSE(has(lupus, "2th percentile"));
  const std::string ra = shipped("ra-msc", "reviewer");
  CHECK(has(ra, "15 of 103"));
  CHECK(has(ra, "40 (−334 to 290)"));
  CHECK(has(ra, "at 171 per 1000 without the treatment (active disease after a biologic"));
}
