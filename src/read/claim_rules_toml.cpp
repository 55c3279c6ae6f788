// [claims] of review.toml: settings by which the claims of the review are judged.
#include <cmath>

#include "review_toml.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

void claim_rule(TomlReader& reader, std::string_view key, double low, double high, double& value,
                const std::string& what) {
  const auto found = reader.number(key);
  if (!found) return;
  if (*found >= low && *found <= high) {
    value = *found;
    return;
  }
  reader.error(*reader.raw().find(key),
               std::string(key) + " is " + shortest(*found) + ", but must be " + shortest(low) +
                   " to " + shortest(high),
               what);
}

// A level in percent; one typed as a share is told what to write.
void level_rule(TomlReader& reader, std::string_view key, double& value) {
  constexpr double least = 80, most = 99.9;
  const Toml* typed = reader.raw().find(key);
  const double* number = typed != nullptr ? std::get_if<double>(&typed->value) : nullptr;
  const bool share = number != nullptr && *number > 0 && *number < 1;
  const double percent = share ? std::round(1e6 * *number) / 1e4 : 0;
  claim_rule(reader, key, least, most, value,
             percent >= least && percent <= most
                 ? "it is a percentage: write " + shortest(percent)
                 : "it is a percentage; the usual level is 95");
}

void tau_priors(TomlReader& reader, ClaimRules& rules) {
  const Toml* found = reader.value("tau_priors");
  if (found == nullptr) return;
  const std::string hint = "the main prior first, then the wider one: tau_priors = [0.5, 1.0]";
  std::vector<double> numbers;
  if (found->array() != nullptr)
    for (const Toml& each : *found->array()) {
      if (const auto* whole = std::get_if<std::int64_t>(&each.value))
        numbers.push_back(static_cast<double>(*whole));
      else if (const double* any = std::get_if<double>(&each.value))
        numbers.push_back(*any);
    }
  if (found->array() == nullptr) {
    reader.wrong_kind("tau_priors", *found, "a list of two numbers", hint);
    return;
  }
  if (numbers.size() != 2 || found->array()->size() != 2) {
    reader.error(*found, "tau_priors must be a list of two numbers", hint);
    return;
  }
  constexpr double least = 0.05, most = 2;  // what the model of groups is made for
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (!(numbers[i] >= least && numbers[i] <= most)) {
      reader.error((*found->array())[i],
                   "tau_priors has " + shortest(numbers[i]) + ", but each must be " +
                       shortest(least) + " to " + shortest(most),
                   "they are standard deviations on the logit scale: 2 lets odds differ fifty-fold "
                   "between trials");
      return;
    }
  if (numbers[0] < numbers[1])
    rules.tau_priors = {numbers[0], numbers[1]};
  else
    reader.error(*found, "tau_priors is " + shortest(numbers[0]) + " and " + shortest(numbers[1]) +
                             ", but the second must be the wider one",
                 "the weaker verdict of the two stands: the order is that of the reports");
}

// What a setting does that is laxer than the usual one.
std::string laxer_words(std::string_view key, const ClaimRules& rules) {
  const ClaimRules usual;
  const std::string name(key);
  const auto below = [&](double number, const char* what) {
    return name + " is below " + shortest(number) + ", so that " + what;
  };
  const auto above = [&](double number, const char* what) {
    return name + " is above " + shortest(number) + ", so that " + what;
  };
  const char* weaker = "verdicts are given on weaker evidence than usual";
  if (key == "tau_priors")
    return name + " is narrower than the usual " + shortest(usual.tau_priors[0]) + " and " +
           shortest(usual.tau_priors[1]) + ", so that " + weaker;
  if (key == "logit_prior") return below(usual.logit_prior, "the prior itself counts as more evidence than usual");
  if (key == "log_odds_prior")
    return rules.log_odds_prior < usual.log_odds_prior
               ? below(usual.log_odds_prior, "the prior itself counts as more evidence than usual")
               : above(usual.log_odds_prior, "few people show an effect more easily than usual");
  if (key == "least_arms") return below(usual.least_arms, weaker);
  if (key == "time_weeks") return above(usual.time_weeks, "trials of other times than the claim's decide");
  if (key == "time_percent") return above(usual.time_percent, "trials of other times than the claim's decide");
  if (key == "severe_per_1000") return above(usual.severe_per_1000, "more severe harm than usual is called tolerable");
  return below(usual.level, weaker);  // of the two levels
}

}  // namespace

void read_claim_rules(const Toml& table, ClaimRules& rules, Notices& notices) {
  TomlReader reader(table, "claims", notices);
  level_rule(reader, "level", rules.level);
  level_rule(reader, "expected_level", rules.expected_level);
  tau_priors(reader, rules);
  const std::string logit = "it is a standard deviation on the logit scale; the usual one is ";
  claim_rule(reader, "logit_prior", 0.5, 10, rules.logit_prior, logit + "2");
  claim_rule(reader, "log_odds_prior", 0.5, 10, rules.log_odds_prior, logit + "2.82");
  if (const auto arms = reader.whole("least_arms")) {
    constexpr long fewest = 2, most = 100;
    if (*arms >= fewest && *arms <= most)
      rules.least_arms = static_cast<int>(*arms);
    else
      reader.error(*reader.raw().find("least_arms"),
                   "least_arms is " + std::to_string(*arms) + ", but must be 2 to 100",
                   "a single group says nothing about differences between groups");
  }
  claim_rule(reader, "time_weeks", 0, 52, rules.time_weeks, "weeks; the usual number is 8");
  claim_rule(reader, "time_percent", 0, 50, rules.time_percent,
             "percent of the claimed time; the usual number is 25");
  claim_rule(reader, "severe_per_1000", 0.1, 50, rules.severe_per_1000,
             "events of severe harm per 1000 people; the usual number is 10");
  for (const std::string_view key : laxer_rules(rules))
    reader.warning(*reader.raw().find(key), laxer_words(key, rules));
  rules.source = reader.text("source");
  ClaimRules usual;
  usual.source = rules.source;
  if (rules.source.empty() && !(rules == usual))
    reader.error(table, "settings other than the usual ones need a source",
                 "add source = \"who chose them, and why\": reports print it");
  reader.finish();
}

}  // namespace steelyard
