// Whether a claimed number is larger than what trials show, and on the side that the claim speaks of.
#include <string>

#include "steelyard/analysis/analysis.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "support/catch.h"
#include "support/paths.h"

namespace {

using namespace steelyard;

Study trial(const std::string& name, double ee, double en, double ce, double cn) {
  Study study;
  study.name = name;
  study.data = {TwoByTwo{ee, en, ce, cn}};
  return study;
}

// Four like trials, 54% against 30%, of high certainty, without any other trial of usual care.
Review response() {
  Review review;
  review.title = review.slug = "response";
  Outcome outcome;
  outcome.id = "response";
  outcome.name = "Response";
  outcome.plain_name = "people responded";
  review.outcomes.push_back(outcome);
  AnalysisRequest request;
  request.id = request.outcome = "response";
  request.settings["measure"] = {"RR", {}, ""};
  request.studies = {trial("A", 165, 300, 90, 300), trial("B", 160, 300, 95, 300),
                     trial("C", 170, 300, 88, 300), trial("D", 158, 300, 92, 300)};
  request.certainty = Certainty{};
  request.in_plain = true;
  review.analyses.push_back(request);
  Claim claim;
  claim.id = "C1";
  claim.claimant = "Clinic";
  claim.type = "response_proportion";
  claim.asserted_direction = "benefit";
  claim.asserted_size = "number_given";
  claim.outcome_defined = true;
  claim.against = "response";
  claim.n = 200;
  claim.events = 198;
  claim.plain = "The page gives a number.";
  claim.paraphrase = "A number is given.";
  review.claims.push_back(claim);
  return review;
}

// The same with deaths: 16% against 33%.
Review deaths() {
  Review review = response();
  review.outcomes[0].better = Better::lower;
  review.outcomes[0].plain_name = "death occurred";
  review.outcomes[0].important = {50, 50, "panel", false};
  review.analyses[0].studies = {trial("A", 80, 500, 160, 500), trial("B", 90, 500, 170, 500),
                                trial("C", 75, 500, 165, 500)};
  return review;
}

Appraisal appraised(Review review) {
  return analyse(std::move(review), std::nullopt).claims.front();
}

std::string document(Review review, const std::string& audience) {
  const auto layout = load_template(run::project() / "templates", audience, "en");
  return dump(compose(analyse(std::move(review), std::nullopt), layout));
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A number far above what treated groups show is overstated, also without usual care") {
  const Appraisal appraisal = appraised(response());
  REQUIRE(appraisal.controlled);
  CHECK(appraisal.controlled->where == Position::important_benefit);
  REQUIRE(appraisal.controlled->among_treated.size() == 2);
  CHECK(appraisal.controlled->among_treated[0].over);
  CHECK(appraisal.verdict == "OVERSTATED");
  CHECK(has(document(response(), "plain"), "The page says 198 of 200 people."));
  Review modest = response();
  modest.claims[0].events = 110;
  CHECK(appraised(modest).verdict == "SUPPORTED");
}

TEST_CASE("A percentage without its group is held against the trials as well") {
  Review review = response();
  review.claims[0].n.reset();
  review.claims[0].events.reset();
  review.claims[0].percent_text = "99";
  CHECK(appraised(review).verdict == "OVERSTATED");
  CHECK(has(document(review, "plain"), "The page says 99%."));
  review.claims[0].percent_text = "55";
  CHECK(appraised(review).verdict == "SUPPORTED");
}

TEST_CASE("A number that nothing was compared with is not a number found right") {
  VerdictInput input;
  input.controlled = input.big = true;
  input.where = Position::important_benefit;
  input.grade = Grade::high;
  CHECK(decide(input) == "SUPPORTED");
  input.size_unchecked = true;
  CHECK(decide(input) == "PARTLY_SUPPORTED");
}

TEST_CASE("A share of bad outcomes far above that without the treatment is no claim of benefit") {
  Review review = deaths();
  review.claims[0].events = 180;  // of 200; a third die without the treatment
  const Appraisal appraisal = appraised(review);
  CHECK(appraisal.verdict == "NOT_TESTABLE");
  CHECK(appraisal.reason == "wrong_side");
  CHECK(has(document(review, "plain"), "no better than what people without"));
  review.claims[0].events = 33;
  CHECK(appraised(review).verdict == "SUPPORTED");
  review.claims[0].events = 1;  // fewer deaths than the trials let expect
  CHECK(appraised(review).verdict == "OVERSTATED");
  // Mirrored: as a claim of harm the large number stands against a benefit.
  review.claims[0].events = 180;
  review.claims[0].asserted_direction = "harm";
  CHECK(appraised(review).verdict == "CONTRADICTED");
}

TEST_CASE("Without a rating the page says so, and leaves nothing open that the interval excludes") {
  Review review = response();
  review.claims[0].events = 110;
  review.analyses[0].certainty.reset();
  const std::string plain = document(review, "plain");
  CHECK(appraised(review).verdict == "UNCERTAIN");
  CHECK(has(plain, "The numbers point to a real benefit."));
  CHECK(has(plain, "No one has rated yet how sure we can be."));
  CHECK_FALSE(has(plain, "no difference, or harm"));
  CHECK_FALSE(has(plain, "We need larger fair tests."));
}

TEST_CASE("A claim of no difference beside a benefit hears which way the numbers lean") {
  Review review = response();
  review.claims[0].n.reset();
  review.claims[0].events.reset();
  review.claims[0].type = "comparative";
  review.claims[0].comparator_stated = "named";
  review.claims[0].asserted_direction = "no_difference";
  review.claims[0].asserted_size = "none";
  review.analyses[0].studies.clear();
  for (const char* name : {"A", "B", "C", "D", "E", "F"})
    review.analyses[0].studies.push_back(trial(name, 150, 400, 108, 400));
  CHECK(appraised(review).verdict == "UNCERTAIN");
  const std::string plain = document(review, "plain");
  CHECK(has(plain, "The numbers lean toward a benefit."));
  CHECK_FALSE(has(plain, "no difference, or harm"));
}
