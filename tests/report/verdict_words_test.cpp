// The words of a verdict follow the outcome's direction, the claim's direction and the evidence.
#include <cmath>
#include <filesystem>
#include <string>

#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "support/catch.h"
#include "support/paths.h"

namespace {

steelyard::Study trial(const std::string& name, double ee, double en, double ce, double cn) {
  steelyard::Study study;
  study.name = name;
  study.data = {steelyard::TwoByTwo{ee, en, ce, cn}};
  return study;
}

// Three large trials in which the treatment more than halves deaths.
steelyard::Review deaths() {
  steelyard::Review review;
  review.title = review.slug = "deaths";
  steelyard::Outcome outcome;
  outcome.id = "death";
  outcome.name = "Death";
  outcome.plain_name = "death occurred";
  outcome.better = steelyard::Better::lower;
  outcome.important = {50, 50, "panel", false};
  review.outcomes.push_back(outcome);
  steelyard::AnalysisRequest request;
  request.id = request.outcome = "death";
  request.settings["measure"] = {"RR", {}, ""};
  request.studies = {trial("A", 80, 500, 160, 500), trial("B", 90, 500, 190, 500),
                     trial("C", 75, 500, 155, 500)};
  request.certainty = steelyard::Certainty{};
  request.in_plain = true;
  review.analyses.push_back(request);
  steelyard::Claim claim;
  claim.id = "C1";
  claim.type = "comparative";
  claim.comparator_stated = "named";
  claim.asserted_direction = "benefit";
  claim.asserted_size = "important";
  claim.outcome_defined = true;
  claim.against = "death";
  claim.plain = "The page says fewer people die.";
  claim.paraphrase = "Fewer people are said to die.";
  review.claims.push_back(claim);
  return review;
}

std::string document(steelyard::Review review, const std::string& audience) {
  const auto layout = steelyard::load_template(
      run::project() / "templates", audience, "en");
  return steelyard::dump(
      steelyard::compose(steelyard::analyse(std::move(review), std::nullopt), layout));
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A benefit in deaths is told as deaths, never as people who got better") {
  const auto findings = steelyard::analyse(deaths(), std::nullopt);
  CHECK(findings.claims[0].verdict == "SUPPORTED");
  const std::string plain = document(deaths(), "plain");
  CHECK(has(plain, "Fair tests back this claim."));
  CHECK(has(plain, "Death occurred in about"));
  CHECK_FALSE(has(plain, "got better"));
  CHECK(has(plain, "We are sure of this result."));
}

TEST_CASE("The same data contradict a claim of harm, and the page says which way") {
  steelyard::Review review = deaths();
  review.claims[0].asserted_direction = "harm";
  const auto findings = steelyard::analyse(review, std::nullopt);
  CHECK(findings.claims[0].verdict == "CONTRADICTED");
  const std::string reviewer = document(review, "reviewer");
  CHECK(has(reviewer, "important benefit. Certainty high"));
  CHECK_FALSE(has(document(review, "plain"), "may help"));
}

TEST_CASE("Trials that counted no people leave a claim uncertain, not without any fair test") {
  steelyard::Review review = deaths();
  review.analyses[0].settings["measure"] = {"MD", {}, ""};
  for (auto& study : review.analyses[0].studies)
    study.data = {steelyard::TwoMeans{1, 2, 50, 3, 2, 50}};
  const auto findings = steelyard::analyse(review, std::nullopt);
  CHECK(findings.claims[0].verdict == "UNCERTAIN");
  CHECK(findings.claims[0].reason == "not_counts");
  const std::string plain = document(review, "plain");
  CHECK(has(plain, "There are fair tests, but they did not count people."));
  CHECK_FALSE(has(plain, "o fair test of this"));
}

TEST_CASE("A verdict decided by arithmetic gives its reason, not the trials") {
  steelyard::Review review = deaths();
  review.claims[0].n = 13;
  review.claims[0].percent_text = "75";
  CHECK(has(document(review, "reviewer"), "The printed numbers cannot all be right."));
  CHECK(has(document(review, "plain"), "do not fit together"));
}

TEST_CASE("A safety claim is set against the linked trials") {
  steelyard::Review review = deaths();
  review.claims[0].type = "safety_rate";
  review.claims[0].n = 200;
  review.claims[0].events = 10;
  // Fewer deaths than the trials' treated groups let expect, as a benefit.
  CHECK(steelyard::analyse(review, std::nullopt).claims[0].verdict == "OVERSTATED");
  CHECK_FALSE(has(document(review, "plain"), "no fair test"));
  review.claims[0].events = 32;
  CHECK(steelyard::analyse(review, std::nullopt).claims[0].verdict == "SUPPORTED");
}

TEST_CASE("A percentage of those who were followed is not called impossible") {
  steelyard::Review review = deaths();
  review.claims[0].type = "durability";
  review.claims[0].n = 40;
  review.claims[0].n_followed = 20;
  review.claims[0].events = 12;
  review.claims[0].percent_text = "60";
  review.claims[0].time_point_weeks = 52;
  const auto findings = steelyard::analyse(review, std::nullopt);
  CHECK(findings.claims[0].verdict != "ARITHMETIC_INCONSISTENT");
}

TEST_CASE("Groups without names are still called something, and no date is made up") {
  const std::string plain = document(deaths(), "plain");
  CHECK(has(plain, "with the treatment"));
  CHECK_FALSE(has(plain, "with ."));
  CHECK_FALSE(has(plain, "1970"));
  CHECK_FALSE(has(plain, "version ,"));
}

TEST_CASE("A few people in ten thousand are fewer than one in a hundred, not none") {
  steelyard::Review review = deaths();
  steelyard::Outcome outcome = review.outcomes[0];
  outcome.id = outcome.name = "reaction";
  outcome.plain_name = "a bad reaction was noted";
  review.outcomes.push_back(outcome);
  steelyard::AnalysisRequest request = review.analyses[0];
  request.id = request.outcome = "reaction";
  request.studies = {trial("A", 9, 10000, 5, 10000), trial("B", 12, 10000, 6, 10000),
                     trial("C", 8, 10000, 4, 10000)};
  review.analyses.push_back(request);
  const std::string plain = document(review, "plain");
  INFO(plain);
  CHECK(has(plain, "fewer than 1"));
  CHECK_FALSE(has(plain, "0 to 0"));
  // Counts that round to the same number would deny the lean that they are to show.
  CHECK(has(plain, "A bad reaction was noted a little more often with it."));
  CHECK_FALSE(has(plain, "in 0\u00A0of\u00A0100 with it"));
}

TEST_CASE("A tick under points and ranges stands where its label says") {
  for (const long people : {18L, 40L, 77L, 90L, 120L, 1000L}) {
    steelyard::Review review = steelyard::read_review(run::project() / "datasets/lupus-msc").value;
    for (steelyard::Claim& claim : review.claims) {
      if (claim.id != "B10") continue;
      claim.n = people;
      claim.events = people / 3;
      claim.percent_text.clear();
    }
    const auto layout = steelyard::load_template(run::project() / "templates", "reviewer", "en");
    const auto made = steelyard::compose(steelyard::analyse(std::move(review), std::nullopt), layout);
    int plots = 0;
    for (const steelyard::Block& block : made.blocks) {
      const auto* panel = std::get_if<steelyard::Panel>(&block.value);
      if (panel == nullptr) continue;
      for (const steelyard::Block& inner : panel->blocks) {
        const auto* table = std::get_if<steelyard::Table>(&inner.value);
        if (table == nullptr || !table->plot) continue;
        const steelyard::Axis& axis = table->plot->axis;
        for (const double tick : axis.ticks) CHECK(tick == std::round(tick));
        if (axis.ticks.back() == static_cast<double>(people)) ++plots;
        CHECK(axis.ticks.size() >= 4);
      }
    }
    INFO(people);
    CHECK(plots == 1);
  }
}

TEST_CASE("Where nobody has an event, no absolute effect is made up") {
  steelyard::Review review = deaths();
  review.analyses[0].studies = {trial("A", 0, 86, 0, 106), trial("B", 0, 50, 0, 51)};
  const auto findings = steelyard::analyse(review, std::nullopt);
  CHECK_FALSE(findings.analyses[0].absolute);
  CHECK(findings.claims[0].verdict == "UNCERTAIN");
}
