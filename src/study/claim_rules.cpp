// Settings of the claim layer beside those that the calibration was run with.
#include "steelyard/study/claim_rules.h"

namespace steelyard {

// What it never used cannot change its counts: no group of standard care, no time, no claimed number.
bool ClaimRules::as_calibrated() const {
  const ClaimRules usual;
  return level == usual.level && tau_priors == usual.tau_priors &&
         log_odds_prior == usual.log_odds_prior;
}

std::vector<std::string_view> changed_rules(const ClaimRules& rules) {
  const ClaimRules usual;
  std::vector<std::string_view> keys;
  const auto put = [&](bool same, std::string_view key) {
    if (!same) keys.push_back(key);
  };
  put(rules.level == usual.level, "level");
  put(rules.expected_level == usual.expected_level, "expected_level");
  put(rules.tau_priors == usual.tau_priors, "tau_priors");
  put(rules.logit_prior == usual.logit_prior, "logit_prior");
  put(rules.log_odds_prior == usual.log_odds_prior, "log_odds_prior");
  put(rules.least_arms == usual.least_arms, "least_arms");
  put(rules.time_weeks == usual.time_weeks, "time_weeks");
  put(rules.time_percent == usual.time_percent, "time_percent");
  put(rules.severe_per_1000 == usual.severe_per_1000, "severe_per_1000");
  return keys;
}

std::vector<std::string_view> laxer_rules(const ClaimRules& rules) {
  const ClaimRules usual;
  std::vector<std::string_view> keys;
  const auto put = [&](bool laxer, std::string_view key) {
    if (laxer) keys.push_back(key);
  };
  put(rules.level < usual.level, "level");
  put(rules.expected_level < usual.expected_level, "expected_level");
  put(rules.tau_priors[0] < usual.tau_priors[0] || rules.tau_priors[1] < usual.tau_priors[1], "tau_priors");
  put(rules.logit_prior < usual.logit_prior, "logit_prior");
  // A narrower one says by itself that groups are alike, a wider one lets few people show large effects.
  put(rules.log_odds_prior != usual.log_odds_prior, "log_odds_prior");
  put(rules.least_arms < usual.least_arms, "least_arms");
  put(rules.time_weeks > usual.time_weeks, "time_weeks");
  put(rules.time_percent > usual.time_percent, "time_percent");
  put(rules.severe_per_1000 > usual.severe_per_1000, "severe_per_1000");
  return keys;
}

}  // namespace steelyard
