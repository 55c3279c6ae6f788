// Every complaint about [claims] of review.toml, word for word.
#include <string>

#include "read/review_toml.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

std::string told(const std::string& settings, ClaimRules* rules = nullptr) {
  const std::string text =
      "title = \"T\"\n[question]\npopulation = \"p\"\nintervention = \"i\"\ncomparator = \"c\"\n" + settings;
  const Checked<Toml> root = parse_toml(text, "review.toml");
  Notices notices = root.notices;
  Review review;
  if (notices.empty()) read_review_toml(root.value, review, notices);
  if (rules != nullptr) *rules = review.claim_rules;
  std::string all;
  for (const Notice& each : notices) all += each.text + (each.hint.empty() ? "" : " | " + each.hint) + "\n";
  return all;
}

std::string about(const std::string& setting) { return told("[claims]\nsource = \"s\"\n" + setting + "\n"); }

}  // namespace

TEST_CASE("Settings of claims are read") {
  ClaimRules rules;
  CHECK(told("[claims]\nlevel = 99\nexpected_level = 97.5\ntau_priors = [0.25, 1]\nlogit_prior = 1\n"
             "log_odds_prior = 1.5\nleast_arms = 5\ntime_weeks = 4\ntime_percent = 10\n"
             "severe_per_1000 = 2.5\nsource = \"the panel\"\n", &rules) ==
        "claims: tau_priors is narrower than the usual 0.5 and 1, so that verdicts are given on weaker evidence "
        "than usual\n"
        "claims: logit_prior is below 2, so that the prior itself counts as more evidence than usual\n"
        "claims: log_odds_prior is below 2.82, so that the prior itself counts as more evidence than usual\n");
  const ClaimRules wanted{99, 97.5, {0.25, 1}, 1, 1.5, 5, 4, 10, 2.5, "the panel"};
  CHECK(rules == wanted);
  CHECK(changed_rules(rules).size() == 9);
}

TEST_CASE("Settings of claims beyond their bounds are refused, with what to write") {
  CHECK(about("level = 0.8") ==
        "claims: level is 0.8, but must be 80 to 99.9 | it is a percentage: write 80\n");
  CHECK(about("expected_level = 120") ==
        "claims: expected_level is 120, but must be 80 to 99.9 | it is a percentage; the usual level is 95\n");
  CHECK(about("tau_priors = [5, 0.1]") ==
        "claims: tau_priors has 5, but each must be 0.05 to 2 | they are standard deviations on the logit "
        "scale: 2 lets odds differ fifty-fold between trials\n");
  CHECK(about("tau_priors = [1, 0.5]") ==
        "claims: tau_priors is 1 and 0.5, but the second must be the wider one | the weaker verdict of the "
        "two stands: the order is that of the reports\n");
  const std::string list = "the main prior first, then the wider one: tau_priors = [0.5, 1.0]\n";
  CHECK(about("tau_priors = 0.5") == "claims: tau_priors is a number, but must be a list of two numbers | " + list);
  CHECK(about("tau_priors = [0.5]") == "claims: tau_priors must be a list of two numbers | " + list);
  CHECK(about("tau_priors = [0.5, \"1\"]") == "claims: tau_priors must be a list of two numbers | " + list);
  CHECK(about("logit_prior = -2") == "claims: logit_prior is -2, but must be 0.5 to 10 | it is a standard "
                                     "deviation on the logit scale; the usual one is 2\n");
  CHECK(about("log_odds_prior = \"2.82\"") ==
        "claims: log_odds_prior is a text, but must be a number | write it without quotes\n");
  CHECK(about("least_arms = 1") == "claims: least_arms is 1, but must be 2 to 100 | a single group says "
                                   "nothing about differences between groups\n");
  CHECK(about("severe_per_1000 = 0").starts_with("claims: severe_per_1000 is 0, but must be 0.1 to 50"));
  CHECK(about("time_weeks = 520").starts_with("claims: time_weeks is 520, but must be 0 to 52"));
  CHECK(about("time_percent = 100").starts_with("claims: time_percent is 100, but must be 0 to 50"));
  CHECK(about("levl = 95") == "claims: the key 'levl' is not known | did you mean 'level'?\n");
}

TEST_CASE("Each setting that makes a verdict easier is told, none that makes it harder") {
  CHECK(about("least_arms = 2") ==
        "claims: least_arms is below 3, so that verdicts are given on weaker evidence than usual\n");
  CHECK(about("time_weeks = 20") ==
        "claims: time_weeks is above 8, so that trials of other times than the claim's decide\n");
  CHECK(about("time_percent = 50") ==
        "claims: time_percent is above 25, so that trials of other times than the claim's decide\n");
  CHECK(about("severe_per_1000 = 50") ==
        "claims: severe_per_1000 is above 10, so that more severe harm than usual is called tolerable\n");
  CHECK(about("log_odds_prior = 5") ==
        "claims: log_odds_prior is above 2.82, so that few people show an effect more easily than usual\n");
  CHECK(about("tau_priors = [0.5, 0.9]").starts_with("claims: tau_priors is narrower than the usual"));
  CHECK(about("level = 99\nexpected_level = 99\ntau_priors = [1, 1.5]\nlogit_prior = 3\nleast_arms = 4\n"
              "time_weeks = 4\ntime_percent = 10\nsevere_per_1000 = 5").empty());
}

TEST_CASE("Whoever changes a setting says so, and is told what a lower level means") {
  CHECK(told("[claims]\nlevel = 99\n") == "claims: settings other than the usual ones need a source | add "
                                          "source = \"who chose them, and why\": reports print it\n");
  CHECK(told("[claims]\nlevel = 95\n").empty());
  CHECK(about("level = 90") == "claims: level is below 95, so that verdicts are given on weaker evidence "
                               "than usual\n");
  CHECK(told("[[claims]]\nlevel = 90\n") ==
        "claims is a list, but must be one table of settings | write [claims] with single brackets for "
        "settings, [[claim]] for each claim\n");
}
