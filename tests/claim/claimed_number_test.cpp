// What a claimed number says beside trials: rates of harm, other times, other groups, other events.
#include <algorithm>
#include <string>

#include "claim/numbers_review.h"
#include "support/catch.h"

using namespace numbers_review;
using namespace steelyard;

TEST_CASE("A mere number of people with a harm is compared with the trials' treated groups") {
  // One in five, as in trials that show harm: nothing in it is contradicted.
  CHECK(verdict(with(harm(), 50, 250)) == "PARTLY_SUPPORTED");
  CHECK(appraised(with(harm(), 50, 250)).reason == "rate_like");
  CHECK(says(with(harm(), 50, 250), "plain", "The numbers point to harm."));
  // One in five, where trials saw 2 of 1000: no fair test backs it.
  CHECK(verdict(with(alike(), 50, 250)) == "UNCERTAIN");
  CHECK(says(with(alike(), 50, 250), "plain", "higher than we would expect from fair tests"));
  CHECK_FALSE(says(with(alike(), 50, 250), "plain", "Fair tests back this claim"));
  CHECK(appraised(with(harm(), 2, 250)).reason == "rate_below");
}

TEST_CASE("Rows S2 and S3 are for claims that assert safety") {
  CHECK(verdict(asserting(with(harm(), 50, 250), "no_difference")) == "CONTRADICTED");
  CHECK(verdict(asserting(with(harm(), 50, 250), "harm")) == "SUPPORTED");
  CHECK(verdict(asserting(with(alike(), 1, 500), "no_difference")) == "SUPPORTED");
  CHECK(verdict(asserting(with(alike(), 50, 250), "no_difference")) == "PARTLY_SUPPORTED");
  CHECK(verdict(asserting(with(alike(), 50, 250), "harm")) == "CONTRADICTED");
}

TEST_CASE("A rate that is claimed as a benefit is judged as a benefit") {
  CHECK(verdict(asserting(with(fewer_deaths(), 10, 100), "benefit")) == "SUPPORTED");
  CHECK(verdict(asserting(with(fewer_deaths(), 0, 100), "benefit")) == "ZERO_SEEN_RISK_NOT_EXCLUDED");
  CHECK(appraised(with(fewer_deaths(), 10, 100)).reason == "rate_like");
}

TEST_CASE("Survivors are not compared with deaths") {
  Review made = with(fewer_deaths(), 90, 100);
  made.claims[0].type = "response_proportion";
  made.claims[0].asserted_direction = "benefit";
  made.claims[0].paraphrase = "90 of 100 patients survived.";
  const Appraisal refused = appraised(made);
  CHECK(refused.verdict == "NOT_TESTABLE");
  CHECK(refused.reason == "counts_others");
  // Unsure of what survived, or when: no deaths all the same.
  for (const char* sentence : {"Graft survival was 90 of 100 patients.",
                               "90 of 100 patients survived without relapse.",
                               "90 of 100 patients survived for several years."}) {
    INFO(sentence);
    made.claims[0].paraphrase = sentence;
    CHECK(appraised(made).reason == "counts_others");
  }
  made.claims[0].events = 10;
  made.claims[0].paraphrase = "10 of 100 patients died.";
  CHECK(verdict(made) == "SUPPORTED");
}

TEST_CASE("No verdict on an effect at a time at which nobody compared") {
  Review made = with(remission(), 60, 100);
  made.claims[0].time_point_weeks = 26;
  CHECK(verdict(made) == "SUPPORTED");
  made.claims[0].time_point_weeks = 260;
  const Appraisal later = appraised(made);
  CHECK(later.verdict == "NO_CONTROLLED_EVIDENCE");
  CHECK(later.reason == "other_time");
  CHECK(std::ranges::count(later.flags, "TIME_MISMATCH") == 1);
  CHECK(says(made, "plain", "The page speaks of 5 years. Fair tests looked at 24 weeks."));
  CHECK(says(made, "reviewer", "compared at 24 weeks, the claim speaks of 260 weeks"));
  Review rate = asserting(with(harm(), 5, 250), "no_difference");
  rate.claims[0].time_point_weeks = 260;
  CHECK(verdict(rate) == "NO_CONTROLLED_EVIDENCE");
}

TEST_CASE("A claim by another rule than the trials counted by says so") {
  Review made = with(remission(), 60, 100);
  made.outcomes[0].name = "Remission (complete or partial)";
  CHECK(std::ranges::count(appraised(made).flags, "RESPONDER_MISMATCH") == 0);
  made.claims[0].outcome_text = "complete or partial remission";
  CHECK(std::ranges::count(appraised(made).flags, "RESPONDER_MISMATCH") == 0);
  made.claims[0].outcome_text = "complete remission";
  CHECK(std::ranges::count(appraised(made).flags, "RESPONDER_MISMATCH") == 1);
  CHECK(says(made, "reviewer", "counts people by another rule"));
  made.outcomes[0].name = "Complete remission";
  CHECK(std::ranges::count(appraised(made).flags, "RESPONDER_MISMATCH") == 0);
}

TEST_CASE("A claim of a number without a number is not backed as such") {
  CHECK(verdict(remission()) == "PARTLY_SUPPORTED");
  CHECK(says(remission(), "plain", "The page gives no number that we could check."));
  CHECK(says(remission(), "reviewer", "gives no number that could be checked"));
  Review group = remission();
  group.claims[0].n = 200;
  CHECK(verdict(group) == "PARTLY_SUPPORTED");
  Review events = remission();
  events.claims[0].events = 120;
  CHECK(verdict(events) == "PARTLY_SUPPORTED");
  CHECK(verdict(with(remission(), 120, 200)) == "SUPPORTED");
}

TEST_CASE("A percentage without its group is judged for every group that it may be of") {
  Review made = remission();
  made.claims[0].percent_text = "75";  // 3 of 4 would not be too many, 75 of 100 are
  CHECK(verdict(made) == "PARTLY_SUPPORTED");
  CHECK(verdict(with(remission(), 3, 4)) == "SUPPORTED");
  CHECK(verdict(with(remission(), 75, 100)) == "OVERSTATED");
  made.claims[0].percent_text = "60";
  CHECK(verdict(made) == "SUPPORTED");
}

TEST_CASE("A larger percentage without its group is never judged milder") {
  bool too_much = false;
  for (int percent = 40; percent <= 100; ++percent) {
    Review made = remission();
    made.claims[0].percent_text = std::to_string(percent);
    const bool over = verdict(made) == "OVERSTATED";
    CAPTURE(percent);
    CHECK((over || !too_much));
    too_much = over;
  }
  CHECK(too_much);
}

TEST_CASE("What unsure trials lean to is said, and harm is harm for every claim") {
  Review made = asserting(with(harm(), 50, 250), "benefit");
  made.claims[0].type = "response_proportion";
  made.analyses[0].certainty->level = "low";
  CHECK(appraised(made).harm_signal);
  CHECK(says(made, "plain", "The numbers point to harm."));
  CHECK(says(made, "reviewer", "points to harm."));
  // Also where the number is seen with usual care, and for a second claim on the same trials.
  Review seen = made;
  Scenario care;
  care.id = "care";
  care.label = care.plain_label = "usual care";
  care.outcome = care.population = care.time = Match::same;
  for (const char* name : {"X", "Y", "Z"}) {
    Study study;
    study.name = name;
    study.data = {OneProportion{40, 200}};
    care.studies.push_back(study);
  }
  seen.scenarios.push_back(care);
  seen.claims[0].scenarios = {"care"};
  CHECK(verdict(seen) == "NOT_DISTINGUISHABLE");
  CHECK(says(seen, "plain", "The numbers point to harm."));
  CHECK(says(seen, "reviewer", "points to harm."));
  seen.claims[0].events = 130;
  CHECK(says(seen, "reviewer", "Worse than expected with usual care"));
  Review twice = made;
  twice.claims[0].type = "comparative";
  twice.claims[0].comparator_stated = "named";
  twice.claims[0].events.reset();
  twice.claims[0].n.reset();
  twice.claims.push_back(twice.claims[0]);
  twice.claims[1].id = "C2";
  twice.claims[1].asserted_direction = "harm";
  CHECK(says(twice, "reviewer", "The same comparison as for claim C1. This is a claim of harm, and what the comparison shows is: "));
  // The trials show a benefit: a claim of harm has no signal of harm.
  Review against = asserting(with(remission(), 60, 100), "harm");
  against.analyses[0].certainty->level = "low";
  CHECK_FALSE(appraised(against).harm_signal);
  CHECK(says(against, "plain", "The numbers point to a real benefit."));
}

TEST_CASE("A ratio of 1 is no benefit") {
  Review made = remission();
  made.claims[0].ratio = 1;
  CHECK(verdict(made) == "NOT_TESTABLE");
  CHECK(appraised(made).reason == "wrong_side");
}

TEST_CASE("A rate of harm without trials has its interval, and no words of benefit") {
  Review made = with(harm(), 5, 200);
  made.claims[0].against.clear();
  CHECK(verdict(made) == "NO_CONTROLLED_EVIDENCE");
  CHECK(says(made, "reviewer", "Claimed 5/200: 2.5% (95% interval 1.1% to 5.7%)"));
  CHECK(says(made, "plain", "The true number could be about 2 to 11 of every 200 people."));
  CHECK_FALSE(says(made, "plain", "not the same as no benefit"));
}

TEST_CASE("Trials in which nobody had the event are said to be such, for claims of harm too") {
  for (const char* type : {"safety_rate", "response_proportion"}) {
    Review made = with(review(0, 0, 50, Better::lower), 5, 200);
    made.claims[0].type = type;
    if (made.claims[0].type == "response_proportion") made.claims[0].asserted_direction = "benefit";
    CHECK(verdict(made) == "UNCERTAIN");
    CHECK(appraised(made).reason == "no_events");
  }
}

TEST_CASE("A small risk is small by the strictest of the thresholds") {
  Review made = with(harm(), 0, 40);
  made.claims[0].type = "safety_zero";
  made.claims[0].against.clear();
  made.outcomes[0].important = {100, 100, "panel", false};
  CHECK(appraised(made).reason.empty());
  made.claims[0].against = "event";
  made.analyses[0].certainty->level = "low";
  CHECK(appraised(made).none_seen->tolerable == 0.01);
  CHECK(appraised(made).reason.empty());
}

TEST_CASE("Other names where a label would say too much") {
  Review stories = remission();
  stories.claims[0].type = "testimonial";
  stories.claims[0].n = 200;
  CHECK(says(stories, "reviewer", "People's stories"));
  CHECK_FALSE(says(stories, "reviewer", "One person"));
  stories.claims[0].n = 3;
  CHECK(says(stories, "reviewer", "A story of a few people"));
  Review wrong = with(remission(), 10, 200);
  wrong.claims[0].percent_text = "60";
  CHECK(says(wrong, "reviewer", "10 of 200 people is 5%, not 60%."));
  CHECK(says(wrong, "plain", "10 of 200 people is 5%, not 60%."));
  Review scoped = with(harm(), 50, 250);
  scoped.claims[0].ae_scope = "attributed";
  CHECK(says(scoped, "reviewer", "only events put down to the treatment"));
}

TEST_CASE("Trials against placebo do not answer a comparison with another treatment") {
  const auto verdict = [](const std::string& comparator) {
    Review review = remission();
    review.question.comparator = "placebo";
    Claim& claim = review.claims.front();
    claim.type = "comparative";
    claim.n.reset();
    claim.percent_text.clear();
    claim.comparator_stated = "named";
    claim.comparator_text = comparator;
    const Appraisal appraisal = appraised(std::move(review));
    return std::string(appraisal.verdict) + " " + appraisal.reason;
  };
  CHECK(verdict("steroids") == "NO_CONTROLLED_EVIDENCE other_comparator");
  CHECK(verdict("placebo") != "NO_CONTROLLED_EVIDENCE other_comparator");
}

TEST_CASE("None in a group is not backed where treated people of the trials had the event") {
  Review made = with(alike(), 0, 500);
  made.claims[0].type = "safety_zero";
  const Appraisal seen = appraised(made);
  CHECK(seen.verdict == "PARTLY_SUPPORTED");
  CHECK(seen.reason == "events_in_trials");
  CHECK(says(made, "plain", "400 of 200\u202F000 people with the treatment had it"));
  CHECK_FALSE(says(made, "plain", "back this claim"));
  // None is improbable where one in five had it: the trials do not back it in part either.
  Review many = review(10000, 10000, 50000, Better::lower);
  many.claims[0] = made.claims[0];
  CHECK(verdict(many) == "ZERO_SEEN_RISK_NOT_EXCLUDED");
  // None of the treated had it, whatever happened to others.
  Review none = review(0, 1, 50000, Better::lower);
  none.claims[0] = made.claims[0];
  CHECK(verdict(none) == "SUPPORTED");
}

TEST_CASE("A limit of a rate is right where the trials' rate lies on its side") {
  Review made = harm();
  made.claims[0].percent_text = "90";
  CHECK(appraised(made).reason == "rate_above");
  made.claims[0].bound = "at_most";
  CHECK(appraised(made).reason == "rate_limit_like");
  CHECK(says(made, "plain", "The limit on the page fits what we would expect"));
  CHECK(says(made, "plain", "The numbers point to harm."));
  made.claims[0].bound = "at_least";
  CHECK(appraised(made).reason == "rate_limit_above");
  made.claims[0].percent_text = "2";
  CHECK(appraised(made).reason == "rate_limit_like");
  made.claims[0].bound = "at_most";
  made.claims[0].n = 500;
  CHECK(appraised(made).reason == "rate_limit_below");
}

TEST_CASE("A percentage of a harm needs no group to be set beside trials, but one to stand alone") {
  Review made = harm();
  made.claims[0].percent_text = "20";
  CHECK(appraised(made).reason == "rate_like");
  CHECK(verdict(asserting(made, "no_difference")) == "CONTRADICTED");
  made.claims[0].against.clear();
  CHECK(appraised(made).reason == "no_denominator");
  made.claims[0].against = "event";
  made.claims[0].percent_text = "0";
  made.claims[0].type = "safety_zero";
  CHECK(appraised(made).reason == "no_denominator");
}

TEST_CASE("Deaths and survivors have one smallest difference that matters, however they are put") {
  const auto benefit_of = [](Better better, const std::string& name, const std::string& type) {
    Review made = with(better == Better::lower ? fewer_deaths() : remission(), 50, 500);
    made.outcomes[0].name = made.outcomes[0].plain_name = name;
    made.outcomes[0].important = {};
    made.claims[0].type = type;
    const Appraisal found = appraised(made);
    REQUIRE(found.controlled);
    return std::pair(found.controlled->benefit, found.controlled->harm);
  };
  const std::pair severe(10.0, 10.0), usual(100.0, 100.0), cautious(100.0, 10.0);
  for (const char* type : {"response_proportion", "comparative", "safety_rate"}) {
    INFO(type);
    CHECK(benefit_of(Better::lower, "people died", type) == severe);
    CHECK(benefit_of(Better::higher, "people survived", type) == severe);
    CHECK(benefit_of(Better::lower, "serious adverse events", type) == severe);
  }
  CHECK(benefit_of(Better::lower, "relapse", "comparative") == usual);
  // What is called safe must exclude the smaller harm; what is called a benefit needs the larger one.
  CHECK(benefit_of(Better::lower, "relapse", "safety_rate") == cautious);
  CHECK(benefit_of(Better::higher, "remission", "response_proportion") == usual);
}

TEST_CASE("Claims with other thresholds against the same evidence do not share an answer") {
  Review made = with(fewer_deaths(), 50, 500);
  made.outcomes[0].name = made.outcomes[0].plain_name = "relapse";
  made.outcomes[0].important = {};
  made.claims.push_back(made.claims[0]);
  made.claims[0].type = "safety_rate";
  made.claims[1].type = "comparative";
  made.claims[1].id = "C2";
  const Findings found = analyse(made, std::nullopt);
  CHECK(found.claims[0].controlled->harm == 10);
  CHECK(found.claims[1].controlled->harm == 100);
}

TEST_CASE("Tests are fair tests only where all were randomised, and a row may hold several") {
  Review made = with(remission(), 60, 100);
  CHECK(says(made, "plain", "our fair tests"));
  for (Study& study : made.analyses[0].studies) study.cells = {{"allocation", "random"}, {"trials", "1"}};
  CHECK(says(made, "plain", "our fair tests"));
  made.analyses[0].studies[1].cells[1].second = "2";
  CHECK(says(made, "plain", "ive fair tests"));
  made.analyses[0].studies[2].cells[0].second = "alternate";
  CHECK(says(made, "plain", "ive controlled tests"));
  CHECK_FALSE(says(made, "plain", "air test"));
  made.analyses[0].studies[2].cells = {{"trials", "1"}};  // left blank, where the others say it
  CHECK(says(made, "plain", "ive controlled tests"));
  made.analyses[0].studies.resize(2);
  made.analyses[0].studies.erase(made.analyses[0].studies.begin());
  CHECK(says(made, "plain", "Two fair tests, counted together, had"));
}
