/// A claimed count beside what people under standard care are expected to show.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "steelyard/claim/bias_needed.h"
#include "steelyard/claim/implied.h"
#include "steelyard/claim/likelihood_check.h"
#include "steelyard/claim/standard_care.h"
#include "steelyard/claim/verdict.h"
#include "steelyard/study/claim.h"
#include "steelyard/study/claim_rules.h"

namespace steelyard {

/// One scenario, fitted once for all claims that are set beside it.
struct Expectation {
  ClaimRules rules;  ///< by which it was fitted and is compared
  std::size_t scenario = 0;  ///< index into Review::scenarios
  std::vector<CareArm> arms;
  /// Arms that supply the linked relative effect: no arm is used twice.
  std::vector<std::string> left_out;
  std::vector<ResponseModel> models;  ///< one for each prior of the heterogeneity; empty without arms
  std::optional<LikelihoodCare> likelihood;  ///< the cross-check; absent with fewer than three arms
  bool gating = false;  ///< outcome the same or similar, arms enough, with counts
  bool treated = false;  ///< other reports of treated people: no baseline of anything
};

/// The arms of a scenario: groups with counts, or the control arms of trials; the treated arms where
/// it is of treated people.
std::vector<CareArm> care_arms(const Scenario& scenario);

/// Fits a scenario without the trials that the linked analysis uses, whatever their rows are called.
Expectation expect(const Scenario& scenario, std::size_t index,
                   std::span<const Study* const> linked, const ClaimRules& rules = {});

/// Counts that are predicted for as many people as a claim speaks of.
struct PredictedCounts {
  long n = 0, median = 0, low = 0, high = 0, low80 = 0, high80 = 0;
  double mean = 0;
  double upper_tail = 0;  ///< P(Y ≥ claimed)
  double mid = 0;         ///< mid-percentile of the claimed count, 0 to 1
};
PredictedCounts summary_of(const CountPrediction& prediction, long claimed,
                           const ClaimRules& rules = {});

/// One claim beside one scenario under one prior.
struct BesidePrior {
  double tau_sd = 0, mean_tau = 0;
  Spread pooled, new_group;  ///< shares of people
  std::optional<PredictedCounts> counts;  ///< absent without a group size
  std::optional<PredictedCounts> robust;  ///< a fifth of the weight on "past trials do not apply"
  Badge badge = Badge::none;
};

/// One claim beside the maximum likelihood fit of a scenario: a cross-check that decides nothing.
struct BesideLikelihood {
  LikelihoodCare fit;
  Spread pooled;  ///< shares of people; Wald limits on the logit scale
  struct Predicted {
    int df = 0;
    PredictedCounts counts;
  };
  std::vector<Predicted> predicted;  ///< df k − 1, then k − 2; empty without a group size
};

/// The naive comparison: annex only, never an effect.
struct NaiveComparison {
  Spread excess;  ///< claimed share minus expected share
  Spread share;   ///< expected share over claimed share
  std::optional<BiasNeeded> to_median, to_upper;  ///< what bias would explain
  double ratio = 1, ratio_at_upper = 1;  ///< claimed over expected share; its lower limit
};

struct BesideScenario {
  std::size_t scenario = 0;
  int k = 0;
  std::vector<std::string> left_out;
  bool gating = false, time_mismatch = false, treated = false;
  bool post_hoc = false;  ///< its arms were chosen after the claim was seen, or nobody said when
  std::vector<BesidePrior> priors;
  std::optional<BesideLikelihood> likelihood;
  /// A published share alone: counts for assumed standard deviations 0.2, 0.4 and 0.6 between
  /// trials. Never decides.
  std::vector<std::pair<double, PredictedCounts>> published;
  std::optional<NaiveComparison> naive;
};

/// Takes: `claimed` events of `n` people, absent where the claim gives none.
BesideScenario beside(const Claim& claim, const Scenario& scenario, const Expectation& expectation,
                      std::optional<long> claimed, std::optional<long> n);

/// The badge over all gating scenarios and priors; `better_is_higher` false mirrors it.
/// Source: the project's claim specification, section 3.3
Badge badge_of(const std::vector<BesideScenario>& scenarios, const std::vector<Scenario>& all,
               bool outcome_defined, bool better_is_higher);

/// Times differ by more than 8 weeks and a quarter of the claimed time, or as the rules have it.
bool time_mismatch(std::optional<double> claimed_weeks, std::optional<double> weeks,
                   const ClaimRules& rules = {});

}  // namespace steelyard
