// The review that a sentence is set against, cut down to one analysis.
#include "app/claim_evidence.h"

#include <algorithm>
#include <vector>

#include "app/run.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/alone.h"
#include "steelyard/claim/cause.h"
#include "steelyard/claim/illness.h"

namespace steelyard {

namespace {

struct Against {
  std::string folder, analysis;
};

Against parse_against(const std::string& text) {
  const std::size_t at = text.rfind('#');
  if (at == std::string::npos || at == 0 || at + 1 == text.size())
    throw Error(Exit::usage, "--against is \"" + text +
                                 "\", but must be REVIEW#ANALYSIS, such as "
                                 "datasets/lupus-msc#remission");
  return {text.substr(0, at), text.substr(at + 1)};
}

bool compares_means(const AnalysisRequest& analysis, const Outcome& outcome) {
  const auto measured = [](const Data& data) {
    return std::holds_alternative<TwoMeans>(data) || std::holds_alternative<OneMean>(data) ||
           std::holds_alternative<PairedMeans>(data);
  };
  return !outcome.unit.empty() || std::ranges::any_of(analysis.studies, [&](const Study& study) {
    return std::ranges::any_of(study.data, measured);
  });
}

// A scenario belongs to an outcome where a claim of the review sets the two side by side: what
// people show without treatment says nothing about another outcome.
std::vector<std::string> scenarios_of(const Review& review, const std::string& outcome) {
  std::vector<std::string> ids;
  for (const Scenario& scenario : review.scenarios) {
    const bool beside = std::ranges::any_of(review.claims, [&](const Claim& claim) {
      const AnalysisRequest* linked = review.analysis(claim.against);
      return linked != nullptr && linked->outcome == outcome &&
             std::ranges::find(claim.scenarios, scenario.id) != claim.scenarios.end();
    });
    if (beside) ids.push_back(scenario.id);
  }
  return ids;
}

// An outcome that the sentence names in words without a sense of their own.
void take_direction(Claim& claim, const Outcome& outcome) {
  const bool higher = outcome.better == Better::higher;
  if (claim.ratio) {
    if (*claim.ratio != 1)
      claim.asserted_direction = (*claim.ratio > 1) == higher ? "benefit" : "harm";
  } else if (higher) {
    claim.asserted_direction = "benefit";
  } else {
    claim.type = claim.events == 0 ? "safety_zero" : "safety_rate";
  }
}

}  // namespace

ClaimSetting claim_setting(const SentenceReading& reading, const std::string& against) {
  ClaimSetting setting;
  Review& review = setting.review.value;
  if (against.empty()) {
    review.title = review.slug = "claim";
    review.claims = {reading.claim};
    return setting;
  }
  const Against parts = parse_against(against);
  setting.review = read_review(parts.folder);
  if (has_errors(setting.review.notices)) return setting;
  std::vector<std::string_view> ids;
  for (const AnalysisRequest& analysis : review.analyses) ids.push_back(analysis.id);
  const AnalysisRequest* named = review.analysis(parts.analysis);
  if (named == nullptr)
    throw Error(Exit::usage, "--against: " + parts.folder + " has no analysis \"" + parts.analysis +
                                 "\"; it has " + listed(ids, "and"));
  Claim claim = reading.claim;
  setting.title = named->title;
  setting.treatment = review.question.plain_intervention.empty() ? review.question.intervention
                                                                 : review.question.plain_intervention;
  setting.population = review.question.plain_population.empty() ? review.question.population
                                                                : review.question.plain_population;
  if (const Outcome* outcome = review.outcome(named->outcome)) {
    setting.outcome = outcome->plain_name.empty() ? outcome->name : outcome->plain_name;
    setting.rule = outcome->name;
    setting.unit = outcome->unit;
    setting.how = comparable(reading, *outcome, compares_means(*named, *outcome));
    if (claim.type == "comparative" || !claim.comparator_text.empty()) {
      setting.comparator = named->c_label.empty() ? review.question.comparator : named->c_label;
      if (!same_comparator(claim, review.question, *named)) setting.how = Comparable::comparator;
    }
    if (setting.how != Comparable::comparator)
      setting.other_treatment = other_cause(claim.paraphrase, review.question);
    if (!setting.other_treatment.empty()) setting.how = Comparable::treatment;
    if (setting.how != Comparable::comparator && setting.how != Comparable::treatment)
      setting.other_illness = other_illness(reading, illness_words(review, *outcome, *named));
    if (!setting.other_illness.empty()) setting.how = Comparable::illness;
    if (stands_alone(claim.paraphrase) && added_to_others(review.question)) {
      claim.add_on = "replacement";
      if (setting.how == Comparable::same || setting.how == Comparable::complement)
        setting.how = Comparable::replacement;
    }
    if (setting.how == Comparable::complement || setting.how == Comparable::without)
      claim = complement_of(std::move(claim), *outcome);
    if (setting.how == Comparable::same && claim.asserted_direction == "none" &&
        reading.counted.topic == EventTopic::none)
      take_direction(claim, *outcome);
    // Those who survived, say: put as deaths they are still claimed as a benefit.
    if (setting.how == Comparable::complement && reading.claim.asserted_direction == "benefit")
      claim.asserted_direction = "benefit";
    // Put the other way round, a limit from below is one from above.
    if (claim.type != "safety_rate")
      claim.bound.clear();
    else if (setting.how == Comparable::complement && reading.bound != Bound::none)
      claim.bound = reading.bound == Bound::more_than || reading.bound == Bound::at_least ? "at_most"
                                                                                       : "at_least";
    const bool upper = reading.bound == Bound::fewer_than || reading.bound == Bound::up_to;
    const bool good = (setting.how == Comparable::same && outcome->better == Better::higher) ||
                      setting.how == Comparable::complement;  // "fewer than half survived"
    if (upper && good && claim.asserted_direction == "benefit") {
      setting.upper_bound = true;
      setting.how = Comparable::nobody;
    }
    claim.scenarios = scenarios_of(review, named->outcome);
  }
  if (setting.how == Comparable::same || setting.how == Comparable::complement)
    claim.against = parts.analysis;
  else
    claim.scenarios.clear();
  std::erase_if(review.analyses,
                [&](const AnalysisRequest& each) { return each.id != parts.analysis; });
  review.claims = {std::move(claim)};
  review.expected.clear();
  return setting;
}

}  // namespace steelyard
