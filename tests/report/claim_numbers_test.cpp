// The number of the page in boxes, panels and figures: a limit is one, and those without the event are none.
#include <string>
#include <utility>
#include <variant>

#include "steelyard/analysis/analysis.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "support/catch.h"
#include "support/paths.h"

namespace {

steelyard::Study counted_trial(const std::string& name, double ee, double ce) {
  steelyard::Study study;
  study.name = name;
  study.data = {steelyard::TwoByTwo{ee, 500, ce, 500}};
  return study;
}

// Four large trials in which a tenth of the treated die, and three tenths of the others.
steelyard::Review trials_of_deaths() {
  steelyard::Review review;
  review.title = review.slug = "deaths";
  review.question.comparator = "placebo";
  steelyard::Outcome outcome;
  outcome.id = "death";
  outcome.name = "Death";
  outcome.plain_name = "people died";
  outcome.better = steelyard::Better::lower;
  review.outcomes.push_back(outcome);
  steelyard::AnalysisRequest request;
  request.id = request.outcome = "death";
  request.settings["measure"] = {"RR", {}, ""};
  request.studies = {counted_trial("A", 50, 150), counted_trial("B", 55, 160), counted_trial("C", 50, 140),
                     counted_trial("D", 52, 155)};
  request.certainty = steelyard::Certainty{};
  request.in_plain = true;
  review.analyses.push_back(request);
  return review;
}

steelyard::Claim said(const std::string& id, const std::string& type, const std::string& words) {
  steelyard::Claim claim;
  claim.id = id;
  claim.type = type;
  claim.against = "death";
  claim.paraphrase = claim.plain = words;
  return claim;
}

std::string page_of(const steelyard::Findings& findings, const std::string& audience) {
  const std::string lines = steelyard::dump(steelyard::compose(
      findings, steelyard::load_template(run::project() / "templates", audience, "en")));
  std::string text;  // in one line: sentences are broken anywhere
  for (const char c : lines)
    if ((c != ' ' && c != '\n') || (!text.empty() && text.back() != ' ')) text += c == '\n' ? ' ' : c;
  return text;
}

bool tells(const steelyard::Findings& findings, const std::string& part) {
  for (const steelyard::Notice& notice : findings.notices)
    if (notice.text.find(part) != std::string::npos) return true;
  return false;
}

bool in(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("Survivors never stand in the fact box as people who died") {
  for (const bool counts : {true, false}) {
    steelyard::Review review = trials_of_deaths();
    steelyard::Claim claim = said("D0", "response_proportion",
                                  counts ? "90 of 100 people survived." : "Nine in ten people survived.");
    claim.asserted_direction = "benefit";
    if (counts) {
      claim.events = 90;
      claim.n = 100;
    } else {
      claim.percent_text = "90";
    }
    review.claims = {claim};
    const auto findings = steelyard::analyse(review, std::nullopt);
    REQUIRE(findings.claims[0].reason == "counts_others");
    const std::string plain = page_of(findings, "plain");
    CHECK(in(plain, "counts the others"));
    CHECK_FALSE(in(plain, "83 to 94"));
    CHECK_FALSE(in(plain, "**90**"));
    CHECK(tells(findings, "claim D0: its words give its number to those without the event"));
  }
}

TEST_CASE("A limit is told as one in the box, the panel and the figure") {
  steelyard::Review review = trials_of_deaths();
  steelyard::Claim percent = said("L1", "safety_rate", "Fewer than 5% died.");
  percent.percent_text = "5";
  percent.bound = "at_most";
  percent.asserted_direction = "none";
  review.claims = {percent};
  const auto findings = steelyard::analyse(review, std::nullopt);
  CHECK(in(page_of(findings, "plain"), "**at most 5**"));
  CHECK_FALSE(tells(findings, "bound is not given"));

  steelyard::Claim count = said("L2", "safety_rate", "At most 10 of 200 people died.");
  count.events = 10;
  count.n = 200;
  count.bound = "at_most";
  count.asserted_direction = "none";
  review.claims = {count};
  const auto counted = steelyard::analyse(review, std::nullopt);
  CHECK(in(page_of(counted, "plain"), "**at most 10**"));
  const std::string reviewer = page_of(counted, "reviewer");
  CHECK(in(reviewer, "The page says (at most 10)"));
  CHECK(in(reviewer, "Printed on the page as a limit"));
  CHECK_FALSE(in(reviewer, "6 to 18"));  // no interval around a limit
}

TEST_CASE("A limit that claims a benefit is told as one beside what the trials let expect") {
  steelyard::Review review = trials_of_deaths();
  steelyard::Claim claim = said("L4", "safety_rate", "At most 10 of 200 people died.");
  claim.events = 10;
  claim.n = 200;
  claim.bound = "at_most";
  claim.asserted_direction = "benefit";
  review.claims = {claim};
  const std::string plain = page_of(steelyard::analyse(review, std::nullopt), "plain");
  INFO(plain);
  CHECK(in(plain, "The page says at most 10 of 200 people."));
}

TEST_CASE("A limit in the words that the record does not tell of is a warning") {
  steelyard::Review review = trials_of_deaths();
  steelyard::Claim claim = said("L3", "safety_rate", "Fewer than 5% died.");
  claim.percent_text = "5";
  review.claims = {claim};
  CHECK(tells(steelyard::analyse(review, std::nullopt), "claim L3: its words print the number as a limit"));
}

TEST_CASE("Only a comparison with the same numbers is called the same comparison") {
  steelyard::Review review = trials_of_deaths();
  steelyard::Outcome& outcome = review.outcomes[0];
  outcome.important = {50, 50, "panel", false};
  steelyard::Scenario usual;
  usual.id = usual.label = usual.plain_label = "usual";
  usual.outcome = usual.population = usual.time = steelyard::Match::same;
  usual.reason = "r";
  for (const auto& [name, events] : {std::pair{"U", 20.0}, {"V", 25.0}, {"W", 22.0}, {"X", 21.0}}) {
    steelyard::Study study;
    study.name = name;
    study.data = {steelyard::OneProportion{events, 200}};
    usual.studies.push_back(study);
  }
  review.scenarios = {usual};
  steelyard::Claim plain = said("P1", "comparative", "Fewer people die than with placebo.");
  plain.asserted_direction = "benefit";
  plain.asserted_size = "any";
  plain.comparator_stated = "named";
  plain.comparator_text = "placebo";
  steelyard::Claim same = plain, other = plain;
  same.id = "P2";
  other.id = "P3";
  other.scenarios = {"usual"};
  review.claims = {plain, same, other};
  const auto findings = steelyard::analyse(review, std::nullopt);
  REQUIRE(findings.claims[0].controlled->rd != findings.claims[2].controlled->rd);
  const std::string reviewer = page_of(findings, "reviewer");
  const std::size_t first = reviewer.find("The same comparison as for claim P1");
  REQUIRE(first != std::string::npos);
  CHECK(reviewer.find("The same comparison as for claim", first + 1) == std::string::npos);
}

TEST_CASE("Both documents say at the verdicts that the reviewers changed the rules, and which are less strict") {
  steelyard::Review review = trials_of_deaths();
  steelyard::Claim claim = said("S1", "comparative", "Fewer people die.");
  claim.asserted_direction = "benefit";
  review.claims = {claim};
  CHECK_FALSE(in(page_of(steelyard::analyse(review, std::nullopt), "plain"), "changed some of our usual rules"));
  review.claim_rules.source = "the clinic";
  review.claim_rules.least_arms = 2;
  const auto findings = steelyard::analyse(review, std::nullopt);
  CHECK(in(page_of(findings, "plain"), "Some of the changed rules are less strict."));
  CHECK(in(page_of(findings, "reviewer"),
           "Less strict than the defaults, so that some verdicts are easier to reach: fewest groups that decide."));
  review.claim_rules.least_arms = 5;
  const std::string stricter = page_of(steelyard::analyse(review, std::nullopt), "plain");
  CHECK(in(stricter, "changed some of our usual rules for these results."));
  CHECK_FALSE(in(stricter, "less strict"));
}

TEST_CASE("A threshold that the reviewers chose for severe harm is not called a default") {
  steelyard::Review review = trials_of_deaths();
  steelyard::Claim claim = said("T1", "comparative", "Fewer people die.");
  claim.asserted_direction = "benefit";
  review.claims = {claim};
  CHECK(in(page_of(steelyard::analyse(review, std::nullopt), "reviewer"), "default, not set by a panel"));
  review.claim_rules.severe_per_1000 = 20;
  review.claim_rules.source = "panel of three";
  const auto findings = steelyard::analyse(review, std::nullopt);
  CHECK_FALSE(findings.claims[0].controlled->default_thresholds);
  const std::string reviewer = page_of(findings, "reviewer");
  CHECK_FALSE(in(reviewer, "default, not set by a panel"));
  CHECK(in(reviewer, "(panel of three)"));
}

TEST_CASE("A rate of harm that no trial is linked to has one interval in both documents") {
  steelyard::Review review = trials_of_deaths();
  steelyard::Claim claim = said("R1", "safety_rate", "3 of 300 people died.");
  claim.against.clear();
  claim.events = 3;
  claim.n = 300;
  claim.asserted_direction = "none";
  review.claims = {claim};
  const auto findings = steelyard::analyse(review, std::nullopt);
  REQUIRE(findings.claims[0].reason == "rate");
  // Wilson's, of 1.02 to 8.7 people; the exact one is of 0.6 to 8.7.
  CHECK(in(page_of(findings, "plain"), "about 1 to 9 of every 300 people"));
  const std::string reviewer = page_of(findings, "reviewer");
  CHECK(in(reviewer, "1 to 9"));
  CHECK(in(reviewer, "(95% interval 0.3% to 2.9%)"));

  review.claims[0].bound = "at_most";
  const auto limit = steelyard::analyse(review, std::nullopt);
  CHECK(in(page_of(limit, "plain"), "The page says at most 3 of 300 people had this problem."));
  CHECK_FALSE(in(page_of(limit, "plain"), "of every 300 people"));
  CHECK(in(page_of(limit, "reviewer"), "Claimed at most 3/300: 1.0%, a limit."));
}

TEST_CASE("No code of the program stands where evidence of low certainty points to harm") {
  steelyard::Review review = trials_of_deaths();
  for (steelyard::Study& study : review.analyses[0].studies) {
    auto& table = std::get<steelyard::TwoByTwo>(study.data.front());
    std::swap(table.e_events, table.c_events);
  }
  review.analyses[0].certainty->level = "low";
  steelyard::Claim claim = said("H1", "comparative", "Fewer people die.");
  claim.asserted_direction = "benefit";
  review.claims = {claim};
  const auto findings = steelyard::analyse(review, std::nullopt);
  REQUIRE(findings.claims[0].harm_signal);
  const std::string reviewer = page_of(findings, "reviewer");
  CHECK(in(reviewer, "points to harm."));
  CHECK_FALSE(in(reviewer, "HARM_SIGNAL"));
}
