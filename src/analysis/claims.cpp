// The claims of a review: what many claims share is computed once.
#include "analysis/claims.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>

#include "analysis/claim_notices.h"
#include "analysis/clusters.h"
#include "analysis/display.h"
#include "analysis/evidence_guards.h"
#include "analysis/grade_record.h"
#include "analysis/judge.h"
#include "analysis/linked.h"
#include "analysis/other_counts.h"
#include "batch/parallel.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/claim/memo.h"
#include "steelyard/claim/neighbours.h"
#include "steelyard/claim/overrides.h"
#include "steelyard/claim/trial_times.h"

namespace steelyard {

namespace {

LinkedEvidence link(const AnalysisFinding& finding, const Effects& effects, const ClaimRules& rules) {
  LinkedEvidence linked = linked_numbers(finding, effects);
  linked.rules = rules;
  linked.routes = effect_routes(effects, rules);
  linked.treated = arm_models(effects, true, rules);
  linked.control = arm_models(effects, false, rules);
  return linked;
}

// No analysis: a scenario with all its arms.
constexpr std::size_t none = static_cast<std::size_t>(-1);

class Bench {
 public:
  explicit Bench(const Findings& findings)
      : findings_(&findings), neighbours_(findings.review.claims) {}

  Appraisal appraise_claim(std::size_t index) {
    const Review& review = findings_->review;
    const Claim& claim = review.claims[index];
    ClaimEvidence evidence;
    evidence.rules = review.claim_rules;
    evidence.scenarios = &review.scenarios;
    evidence.review = &review;
    const std::vector<std::size_t> near = neighbours_.of(claim);
    evidence.near = &near;
    evidence.neighbours = &neighbours_;
    std::size_t against = none;
    for (std::size_t i = 0; i < findings_->analyses.size(); ++i)
      if (review.analyses[findings_->analyses[i].request].id == claim.against) against = i;
    if (against != none) {
      evidence.linked = &linked(against);
      evidence.recounted = recounted_evidence(against);
      evidence.request = &review.analyses[findings_->analyses[against].request];
      const auto& outcome = findings_->analyses[against].outcome;
      if (outcome) evidence.outcome = &review.outcomes[*outcome];
    }
    for (const std::string& id : claim.scenarios)
      for (std::size_t s = 0; s < review.scenarios.size(); ++s)
        if (review.scenarios[s].id == id)
          evidence.expectations.push_back(&expectation(s, against));
    const Expectation* first = first_with_arms(evidence.expectations);
    if (first != nullptr && evidence.linked != nullptr)
      evidence.implied = &implied(first->scenario, against);
    Appraisal appraisal = appraise(claim, evidence, memo_);
    appraisal.page_remarks = page_checks(review.claims, index, near);
    appraisal.claim = index;
    if (against != none) {
      appraisal.analysis = findings_->analyses[against].request;
      suggest(appraisal, claim, against);
    }
    appraisal.overrides = shown_overrides(claim, appraisal);
    return appraisal;
  }

 private:
  using Key = std::pair<std::size_t, std::size_t>;  // scenario, analysis

  // The certainty of the evidence for this claim, which may speak of more than the trials studied.
  void suggest(Appraisal& appraisal, const Claim& claim, std::size_t analysis) {
    const auto found = records_.try_emplace(analysis);
    auto& known = found.first->second;
    if (found.second) known = grade_record(findings_->analyses[analysis], findings_->review);
    if (!known) return;
    GradeRecord record = *known;
    // The response that other trials let expect comes before that of a few controls.
    if (appraisal.controlled && appraisal.controlled->baseline_per_1000 > 0) {
      record.baseline = appraisal.controlled->baseline_per_1000 / 1000;
      record.benefit = appraisal.controlled->benefit;
      record.harm = appraisal.controlled->harm;
    }
    record.claim_outcome_undefined = !claim.outcome_defined;
    record.claim_replaces = claim.add_on == "replacement" && record.judged.add_on;
    appraisal.suggested_grade = grade_suggest(record, findings_->review.grade_rules);
  }

  const LinkedEvidence& linked(std::size_t analysis) {
    const auto found = linked_.find(analysis);
    if (found != linked_.end()) return found->second;
    const AnalysisFinding& finding = findings_->analyses[analysis];
    // Verdicts look at intervals of their own level, whatever level the analysis prints.
    const ClaimRules& rules = findings_->review.claim_rules;
    const bool other_level = finding.plan.method.level != rules.level_share();
    // Effects of one study are one piece of evidence: their mean, as if they said the same.
    const Effects& effects =
        finding.effects.clusters.empty()
            ? finding.effects
            : independent_
                  .emplace(analysis,
                           one_for_each_study(finding.effects,
                                              findings_->review.analyses[finding.request].studies,
                                              Combine::mean, 1))
                  .first->second;
    LinkedEvidence evidence =
        other_level ? link(at_level(finding, rules.level_share()), effects, rules)
                    : link(finding, effects, rules);
    if (finding.outcome)
      evidence.weeks = trial_weeks(findings_->review.outcomes[*finding.outcome],
                                   findings_->review.analyses[finding.request].studies,
                                   finding.effects.study);
    return linked_.emplace(analysis, std::move(evidence)).first->second;
  }

  using Recounted = std::vector<std::pair<std::string_view, const LinkedEvidence*>>;

  // The evidence with the least and the most favourable counts that print alike.
  const Recounted& recounted_evidence(std::size_t analysis) {
    const auto found = recounted_.find(analysis);
    if (found != recounted_.end()) return found->second;
    Recounted& result = recounted_[analysis];
    const AnalysisFinding& finding = findings_->analyses[analysis];
    if (!finding.outcome || !finding.effects.clusters.empty()) return result;
    const Review& review = findings_->review;
    const bool higher = review.outcomes[*finding.outcome].better == Better::higher;
    for (const bool favourable : {false, true}) {
      const auto studies =
          recounted(review.analyses[finding.request].studies, favourable == higher);
      if (!studies) return result;
      Plan plan = finding.plan;
      plan.further.clear();
      plan.subgroup.clear();
      plan.method.level = review.claim_rules.level_share();
      refitted_.push_back(analyse_studies(*studies, plan));
      LinkedEvidence& evidence =
          refitted_evidence_.emplace_back(link(
              refitted_.back(), refitted_.back().effects, review.claim_rules));
      evidence.grade = linked(analysis).grade;
      evidence.weeks = linked(analysis).weeks;
      result.emplace_back(favourable ? "highest" : "lowest", &evidence);
    }
    return result;
  }

  const Expectation& expectation(std::size_t scenario, std::size_t analysis) {
    const Key key{scenario, analysis};
    const auto found = expectations_.find(key);
    if (found != expectations_.end()) return found->second;
    std::vector<const Study*> studies;
    if (analysis != none) {
      const AnalysisFinding& finding = findings_->analyses[analysis];
      for (const std::size_t study : finding.effects.study)
        studies.push_back(&findings_->review.analyses[finding.request].studies[study]);
    }
    return expectations_
        .emplace(key, expect(findings_->review.scenarios[scenario], scenario, studies,
                             findings_->review.claim_rules))
        .first->second;
  }

  const std::vector<ImpliedRoute>& implied(std::size_t scenario, std::size_t analysis) {
    const Key key{scenario, analysis};
    const auto found = implied_.find(key);
    if (found != implied_.end()) return found->second;
    return implied_
        .emplace(key, implied_routes(linked(analysis), expectation(scenario, analysis)))
        .first->second;
  }

  const Findings* findings_;
  ClaimNeighbours neighbours_;
  std::map<std::size_t, Effects> independent_;
  std::map<std::size_t, std::optional<GradeRecord>> records_;
  std::map<std::size_t, LinkedEvidence> linked_;
  std::map<std::size_t, Recounted> recounted_;
  std::deque<AnalysisFinding> refitted_;  // never moved: what is linked points into it
  std::deque<LinkedEvidence> refitted_evidence_;
  std::map<Key, Expectation> expectations_;
  std::map<Key, std::vector<ImpliedRoute>> implied_;
  AppraisalMemo memo_;  // keyed by the addresses of what the maps above hold
};

// What was overridden may be suggested no longer: whoever did it must look again.
void tell_stale(Findings& findings) {
  for (const Appraisal& appraisal : findings.claims) {
    const Claim& claim = findings.review.claims[appraisal.claim];
    for (const ShownOverride& shown : appraisal.overrides) {
      if (!shown.stale) continue;
      const Override& each = claim.overrides[shown.index];
      const std::string now = shown.suggested.empty() ? "nothing" : shown.suggested;
      findings.notices.push_back({Severity::warning, each.where,
                                  "claim " + claim.id + ", overrides: " + each.field +
                                      " was overridden from " + each.from + ", but " + now +
                                      " is suggested now",
                                  "", 0, "look at it again, then correct from"});
    }
  }
}

}  // namespace

void appraise_claims(Findings& findings, unsigned threads) {
  refuse_unfair_evidence(findings);
  for (AnalysisFinding& finding : findings.analyses)
    if (const auto record = grade_record(finding, findings.review))
      finding.suggested_grade = grade_suggest(*record, findings.review.grade_rules);
  // A bench remembers what claims share, so that each thread has one of its own.
  constexpr std::size_t worth_a_thread = 100;
  const std::size_t count = findings.review.claims.size();
  std::vector<Appraisal> claims(count);
  run_in_parts(count, parts_of(count, threads, worth_a_thread), threads,
               [&](std::size_t, std::size_t from, std::size_t to) {
                 Bench bench(findings);
                 for (std::size_t i = from; i < to; ++i) claims[i] = bench.appraise_claim(i);
               });
  findings.claims = std::move(claims);
  tell_stale(findings);
  tell_of_words(findings);
}

}  // namespace steelyard
