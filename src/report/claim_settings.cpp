// How the settings of the claim layer are told.
#include "report/claim_settings.h"

#include "report/numbers.h"
#include "steelyard/base/text.h"

namespace steelyard {

std::string judged_level(const Findings& findings) {
  return level_text(findings.review.claim_rules.level_share());
}

std::string expected_level(const Findings& findings) {
  return level_text(findings.review.claim_rules.expected_level / 100);
}

std::string range_level(const Phrases& say, const Findings& findings) {
  const std::string level = judged_level(findings), expected = expected_level(findings);
  if (level == expected) return level;
  return say.text("claim.two_levels", {{"level", level}, {"expected", expected}});
}

std::string prior_text(double sd) {
  const std::string number = shortest(sd);
  return number + (number.find('.') == std::string::npos ? ".0" : "");
}

std::string route_name(const Phrases& say, const std::string& id) {
  constexpr std::string_view odds = "odds-";
  if (id.starts_with(odds) && id != "odds-single")
    return say.text("rd_method.odds_prior", {{"prior", id.substr(odds.size())}});
  return say.text("rd_method." + id);
}

std::string changed_settings(const Phrases& say, const ClaimRules& rules) {
  std::vector<std::string> names;
  for (const std::string_view key : changed_rules(rules))
    names.push_back(say.text("methods.rule." + std::string(key)));
  if (names.empty()) return "";
  const std::vector<std::string_view> views(names.begin(), names.end());
  std::string text =
      say.text("methods.rules_changed", {{"names", listed(views, "and")}, {"source", rules.source}});
  std::vector<std::string> easier;
  for (const std::string_view key : laxer_rules(rules))
    easier.push_back(say.text("methods.rule." + std::string(key)));
  if (easier.empty()) return text;
  const std::vector<std::string_view> laxer(easier.begin(), easier.end());
  return text + " " + say.text("methods.rules_laxer", {{"names", listed(laxer, "and")}});
}

std::string threshold_source(const SectionContext& context, const Appraisal& appraisal) {
  const Review& review = context.findings.review;
  const ControlledEvidence& evidence = *appraisal.controlled;
  const AnalysisRequest& request = review.analyses[*appraisal.analysis];
  const Outcome* outcome = review.outcome(request.outcome);
  const bool own = outcome != nullptr && !outcome->important.is_default;
  if (!evidence.default_thresholds) return own ? outcome->important.source : review.claim_rules.source;
  // Of a claim of safety the harm alone may have been chosen.
  const ClaimRules usual;
  const bool harm_chosen = review.claim_rules.severe_per_1000 != usual.severe_per_1000 &&
                           evidence.harm == review.claim_rules.severe_per_1000;
  if (harm_chosen)
    return context.layout.phrases.text("claim.mid_harm_chosen", {{"source", review.claim_rules.source}});
  return context.layout.phrases.text("claim.mid_default");
}

std::string settings_text(const Phrases& say, const ClaimRules& rules, bool care) {
  const auto at = [](double share) { return shortest(100 * share); };
  std::string text = say.text("methods.claim_settings",
                              {{"level", level_text(rules.level_share())},
                               {"severe", shortest(rules.severe_per_1000)},
                               {"odds", shortest(rules.log_odds_prior)},
                               {"weeks", shortest(rules.time_weeks)},
                               {"percent", shortest(rules.time_percent)}});
  if (care)
    text += " " + say.text("methods.care_settings", {{"prior", prior_text(rules.tau_priors[0])},
                                                     {"wider", prior_text(rules.tau_priors[1])},
                                                     {"logit", shortest(rules.logit_prior)},
                                                     {"upper", at(1 - rules.expected_tail())},
                                                     {"lower", at(rules.expected_tail())},
                                                     {"arms", shortest(rules.least_arms)}});
  const std::string changed = changed_settings(say, rules);
  return text + " " + (changed.empty() ? say.text("methods.rules_usual") : changed);
}

}  // namespace steelyard
