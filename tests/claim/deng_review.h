// A review of one small trial and a claim against it, for tests that spoil it.
#pragma once
#include <string>
#include <utility>

#include "steelyard/analysis/analysis.h"

namespace deng {

inline steelyard::Study trial(const std::string& name, double ee, double en, double ce, double cn) {
  steelyard::Study study;
  study.name = name;
  study.data = {steelyard::TwoByTwo{ee, en, ce, cn}};
  return study;
}

inline steelyard::Study arm(const std::string& name, double events, double n) {
  steelyard::Study study;
  study.name = name;
  study.data = {steelyard::OneProportion{events, n}};
  return study;
}

// A claim of 150 of 200 against Deng 2017, with usual care in three other trials.
inline steelyard::Review review() {
  steelyard::Review review;
  review.title = review.slug = "lupus";
  steelyard::Outcome outcome;
  outcome.id = "remission";
  outcome.name = "Remission";
  outcome.time_weeks = 48;
  review.outcomes.push_back(outcome);
  steelyard::AnalysisRequest request;
  request.id = request.outcome = "remission";
  request.settings["measure"] = {"RR", {}, ""};
  request.studies = {trial("Deng 2017", 9, 12, 5, 6)};
  review.analyses.push_back(request);
  steelyard::Scenario care;
  care.id = "care";
  care.label = "usual care";
  care.outcome = steelyard::Match::same;
  care.studies = {arm("Rovin 2012", 33, 72), arm("Furie 2013", 41, 75), arm("Appel 2009", 98, 185)};
  review.scenarios.push_back(care);
  steelyard::Claim claim;
  claim.id = "C1";
  claim.claimant = "Clinic";
  claim.type = "response_proportion";
  claim.asserted_direction = "benefit";
  claim.asserted_size = "number_given";
  claim.outcome_defined = true;
  claim.n = 200;
  claim.percent_text = "75";
  claim.against = "remission";
  claim.scenarios = {"care"};
  claim.paraphrase = "Three quarters of 200 are said to have been helped.";
  review.claims.push_back(claim);
  return review;
}

inline steelyard::Appraisal appraised(steelyard::Review of) {
  return steelyard::analyse(std::move(of), std::nullopt).claims.front();
}

}  // namespace deng
