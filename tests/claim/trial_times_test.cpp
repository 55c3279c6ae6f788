// When the linked trials counted, where their outcome does not say it.
#include <algorithm>
#include <string>

#include "steelyard/analysis/analysis.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "support/catch.h"
#include "support/paths.h"

namespace {

using namespace steelyard;

// Four like trials of high certainty whose outcome has no time, and a claim of 60 of 100.
Review trials(double treated, double control, Better better) {
  const bool higher = better == Better::higher;
  Review made;
  made.title = made.slug = "times";
  Outcome outcome;
  outcome.id = outcome.name = "event";
  outcome.plain_name = higher ? "symptoms went away" : "people died";
  outcome.better = better;
  outcome.important = {higher ? 100.0 : 10.0, higher ? 100.0 : 10.0, "panel", false};
  made.outcomes.push_back(outcome);
  AnalysisRequest request;
  request.id = request.outcome = "event";
  request.settings["measure"] = {"RR", {}, ""};
  for (const char* name : {"A", "B", "C", "D"}) {
    Study study;
    study.name = name;
    study.data = {TwoByTwo{treated, 500, control, 500}};
    request.studies.push_back(study);
  }
  request.certainty = Certainty{};
  request.in_plain = true;
  made.analyses.push_back(request);
  Claim claim;
  claim.id = "C1";
  claim.claimant = "Clinic";
  claim.type = higher ? "response_proportion" : "safety_rate";
  claim.asserted_direction = "benefit";
  claim.asserted_size = "number_given";
  claim.outcome_defined = true;
  claim.against = "event";
  claim.paraphrase = "A number is given.";
  claim.plain = "The page gives a number.";
  claim.events = 60;
  claim.n = 100;
  made.claims.push_back(claim);
  return made;
}

Appraisal appraised(Review of) { return analyse(std::move(of), std::nullopt).claims.front(); }

bool says(Review of, const std::string& audience, const std::string& part) {
  const auto layout = load_template(run::project() / "templates", audience, "en");
  return dump(compose(analyse(std::move(of), std::nullopt), layout)).find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Where the outcome has no time, the times of the trials' rows count") {
  Review made = trials(300, 150, Better::higher);
  std::vector<Study>& studies = made.analyses[0].studies;
  for (std::size_t i = 0; i < studies.size(); ++i)
    studies[i].cells.emplace_back("timepoint_weeks", i == 0 ? "24" : "104");
  const auto at = [&](double weeks) {
    made.claims[0].time_point_weeks = weeks;
    return appraised(made);
  };
  CHECK(at(2).reason == "other_time");
  CHECK(says(made, "plain", "The page speaks of 2 weeks. Fair tests looked at 24 to 104 weeks."));
  CHECK(says(made, "reviewer", "compared at 24 to 104 weeks, the claim speaks of 2 weeks"));
  CHECK(at(520).reason == "other_time");
  const Appraisal between = at(104);
  CHECK(between.verdict == "SUPPORTED");
  CHECK(std::ranges::count(between.flags, "TRIAL_TIMES_VARY") == 1);
  CHECK(std::ranges::count(between.flags, "TIME_MISMATCH") == 0);
  CHECK(says(made, "reviewer", "counted at 24 to 104 weeks, not all of them near the claimed 104"));
}

TEST_CASE("Where nothing says when the trials counted, what lasts for years is not judged by them") {
  Review made = trials(300, 150, Better::higher);
  CHECK(appraised(made).verdict == "SUPPORTED");
  made.claims[0].time_point_weeks = 26;
  const Appraisal soon = appraised(made);
  CHECK(soon.verdict == "SUPPORTED");
  CHECK(std::ranges::count(soon.flags, "TRIAL_TIME_UNKNOWN") == 1);
  CHECK(says(made, "reviewer", "of 26 weeks; nothing says when the trials counted"));
  made.claims[0].time_point_weeks = 2080;
  const Appraisal late = appraised(made);
  CHECK(late.verdict == "NO_CONTROLLED_EVIDENCE");
  CHECK(late.reason == "time_unknown");
  CHECK(says(made, "plain", "We do not know when the fair tests looked."));
  CHECK(says(made, "reviewer", "Nothing says when the linked trials counted"));
  Review rate = trials(100, 50, Better::lower);
  rate.claims[0].asserted_direction = "no_difference";
  rate.claims[0].time_point_weeks = 2080;
  CHECK(appraised(rate).reason == "time_unknown");
}

TEST_CASE("A number above what the trials let expect is no difference that the page stated") {
  Review made = trials(300, 150, Better::higher);
  made.claims[0].events = 95;
  CHECK(appraised(made).verdict == "OVERSTATED");
  CHECK(says(made, "plain", "The page says more than fair tests found."));
}
