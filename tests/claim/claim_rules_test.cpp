// Settings of the claim layer: the defaults, what each changes, and who is told.
#include "steelyard/study/claim_rules.h"

#include <cmath>
#include <string>

#include "steelyard/analysis/analysis.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "steelyard/write/json.h"
#include "support/catch.h"
#include "support/paths.h"
#include "support/review_folder.h"

using namespace steelyard;

namespace {

// Two trials, standard care of three arms, a claimed number.
std::string folder_text(const std::string& settings) {
  return review_folder::head + settings +
         "[[outcome]]\nid = \"o\"\nname = \"response\"\nplain_name = \"kidney disease calmed down\"\n"
         "better = \"higher\"\ntime_weeks = 52\n"
         "[[analysis]]\nid = \"a\"\noutcome = \"o\"\ndata = \"a.csv\"\nmeasure = \"RR\"\nplain = true\n"
         "certainty = { level = \"high\", reasons = [\"r\"], plain_reasons = [\"It is so.\"] }\n"
         "[[scenario]]\nid = \"S\"\nlabel = \"usual drugs\"\noutcome_match = \"same\"\n"
         "population_match = \"same\"\ntime_match = \"same\"\nreason = \"r\"\ndata = \"s.csv\"\n"
         "[[claim]]\nid = \"C1\"\nclaimant = \"Clinic\"\nclaimant_type = \"clinic\"\n"
         "commercial_interest = \"unknown\"\nparaphrase = \"Many are said to do well.\"\n"
         "plain = \"Many do well.\"\ntype = \"response_proportion\"\nasserted_direction = \"benefit\"\n"
         "asserted_size = \"number_given\"\noutcome_defined = true\ntime_point_weeks = 40\nevents = 150\n"
         "n = 200\nagainst = \"a\"\nscenarios = [\"S\"]\n";
}

Findings with(const std::string& settings) {
  review_folder::Folder folder;
  folder.file("review.toml", folder_text(settings));
  folder.file("a.csv", "study,e_events,e_n,c_events,c_n\nA,41,72,33,72\nB,99,148,41,75\nC,60,100,40,100\n");
  folder.file("s.csv", review_folder::three_arms);
  return review_folder::findings_of(folder);
}

std::string set(const std::string& keys) { return "[claims]\nsource = \"the panel\"\n" + keys + "\n"; }

bool says(const Findings& findings, const std::string& part) {
  const auto layout = load_template(run::project() / "templates", "reviewer", "en");
  return dump(compose(findings, layout)).find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Without [claims], and with the defaults typed, every number is the same") {
  const Findings usual = with("");
  const std::string defaults = set(
      "level = 95\nexpected_level = 95\ntau_priors = [0.5, 1]\nlogit_prior = 2\nlog_odds_prior = 2.82\n"
      "least_arms = 3\ntime_weeks = 8\ntime_percent = 25\nsevere_per_1000 = 10");
  Findings typed = with(defaults);
  CHECK(changed_rules(typed.review.claim_rules).empty());
  CHECK(typed.review.claim_rules.as_calibrated());
  typed.review.claim_rules.source.clear();
  typed.review.inputs = usual.review.inputs;
  CHECK(write_results_json(typed, {}) == write_results_json(usual, {}));
}

TEST_CASE("Each setting changes what it names, and nothing else") {
  const Findings usual = with("");
  const Appraisal& before = usual.claims.front();
  REQUIRE(before.controlled);
  REQUIRE(before.scenarios.size() == 1);

  const Findings narrow = with(set("level = 80"));
  const Appraisal& level = narrow.claims.front();
  CHECK(level.controlled->level == 0.8);
  CHECK(level.controlled->low > before.controlled->low);
  CHECK(level.controlled->high < before.controlled->high);
  CHECK(level.controlled->rd == before.controlled->rd);
  CHECK(level.share->wilson.low > before.share->wilson.low);
  CHECK(level.scenarios[0].priors[0].counts->low == before.scenarios[0].priors[0].counts->low);
  CHECK_FALSE(narrow.review.claim_rules.as_calibrated());

  const Findings range = with(set("expected_level = 80"));
  const PredictedCounts &now = *range.claims[0].scenarios[0].priors[0].counts,
                        &then = *before.scenarios[0].priors[0].counts;
  CHECK(now.low == then.low80);
  CHECK(now.high == then.high80);
  CHECK(now.median == then.median);
  CHECK(range.claims[0].controlled->low == before.controlled->low);
  // 150 of 200 lies below the 97.5% point of the wider prior, but above its 90% point.
  CHECK(before.badge == Badge::mixed);
  CHECK(range.claims[0].badge == Badge::above);
  CHECK(range.review.claim_rules.as_calibrated());

  const Findings priors = with(set("tau_priors = [0.25, 2]"));
  CHECK(priors.claims[0].controlled->method == "odds-0.25");
  CHECK(priors.claims[0].controlled->variants[1].id == "odds-2.0");
  CHECK(before.controlled->method == "odds-0.5");
  CHECK(priors.claims[0].scenarios[0].priors[1].counts->high > before.scenarios[0].priors[1].counts->high);

  // Source: specification, section 3.2: sd 1 or 10 moves the limits by half a point at most.
  const Findings wide = with(set("logit_prior = 10"));
  CHECK(wide.claims[0].scenarios[0].priors[0].new_group.low != before.scenarios[0].priors[0].new_group.low);
  CHECK(std::abs(wide.claims[0].scenarios[0].priors[0].new_group.low -
                 before.scenarios[0].priors[0].new_group.low) < 0.0051);

  const Findings tight = with(set("log_odds_prior = 0.5"));
  CHECK(tight.claims[0].controlled->rd < before.controlled->rd);

  CHECK(before.scenarios[0].gating);
  CHECK_FALSE(with(set("least_arms = 4")).claims[0].scenarios[0].gating);

  const auto other_time = [](const Findings& found) { return found.claims[0].reason == "other_time"; };
  CHECK(other_time(usual));  // 40 and 52 weeks: more than 8 and more than 10 apart
  CHECK_FALSE(other_time(with(set("time_weeks = 12"))));
  CHECK_FALSE(other_time(with(set("time_percent = 30"))));
}

TEST_CASE("The tolerable severe harm is that of the review") {
  const auto harm_in = [](const std::string& settings) {
    Findings found = with(settings);
    Review review = found.review;
    review.outcomes[0].name = review.outcomes[0].plain_name = "people died";
    review.outcomes[0].better = Better::lower;
    return analyse(review, std::nullopt).claims[0].controlled->harm;
  };
  CHECK(harm_in("") == 10);
  CHECK(harm_in(set("severe_per_1000 = 5")) == 5);
}

TEST_CASE("Methods and results say which settings are the reviewers', and whether the calibration holds") {
  const Findings usual = with(""), other = with(set("level = 90\nleast_arms = 2"));
  CHECK(says(usual, "These settings are the program's defaults."));
  CHECK(says(usual, "made-up literatures"));
  CHECK(says(other, "The reviewers set the level of intervals and fewest groups that decide (the panel)"));
  CHECK(says(other, "Those counts do not hold for the settings of this review."));
  CHECK_FALSE(says(other, "made-up literatures"));
  CHECK(says(other, "90% (expected: 95%) range"));
  const std::string json = write_results_json(other, {});
  CHECK(json.find("\"least_arms\": 2") != std::string::npos);
  CHECK(json.find("\"as_calibrated\": false") != std::string::npos);
}
