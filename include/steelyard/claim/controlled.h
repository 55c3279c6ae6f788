/// What controlled trials say, by every admissible route, as it enters the verdict.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/claim/expectation.h"
#include "steelyard/claim/number_needed.h"
#include "steelyard/claim/single_trial.h"
#include "steelyard/claim/verdict.h"
#include "steelyard/effect/effects.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// A relative effect of the linked trials, by one method.
struct EffectRoute {
  /// "odds-single", "odds-0.5", "odds-1.0" (heterogeneity prior), "risk-ratio"
  std::string_view id;
  LogitDistribution pooled;   ///< log odds ratio, or log risk ratio
  LogitDistribution applied;  ///< the effect in a new trial; the same where there is one trial
};

/// What the linked analysis gives the appraisal. Made once for all claims set against it.
struct LinkedEvidence {
  const Effects* effects = nullptr;
  std::optional<double> time_weeks;  ///< of the outcome
  std::optional<double> rr;          ///< pooled, if the measure is the risk ratio; display scale
  std::optional<Bounds> rr_interval;
  /// Absolute effect at the median control risk by the analysis's own method, per 1,000, in events
  /// (not yet benefit).
  std::optional<double> difference, difference_low, difference_high;
  double median_control = 0;  ///< share of people, over the trials' control arms
  /// A difference of means, pooled, for outcomes that are not counts.
  std::optional<double> mean_difference;
  std::optional<Bounds> mean_interval;
  std::optional<Grade> grade;
  std::vector<EffectRoute> routes;
};

/// Relative effects of trials with counts, by every route that their number admits.
/// Source: the project's claim specification, section 3.4
std::vector<EffectRoute> effect_routes(const Effects& effects);

/// What one route implies on one scenario.
struct ImpliedRoute {
  std::string_view id;
  ImpliedResponse response;
};
std::vector<ImpliedRoute> implied_routes(const LinkedEvidence& linked,
                                         const Expectation& expectation);

/// The implied count beside the claimed one.
struct ImpliedCounts {
  std::string_view id;
  PredictedCounts counts;
  double capped = 0;
  Spread difference, share;
  bool over = false;  ///< the claim lies beyond the implied 95%
};

/// One admissible way to the interval that the verdict looks at; per 1,000, benefit positive.
struct Variant {
  std::string id;
  double rd = 0, low = 0, high = 0;
  Position where = Position::inconclusive;
  bool over = false;
  /// "lowest" or "highest": with the least or most favourable counts that print like those which
  /// were worked out from a percentage; empty: with the counts as they stand.
  std::string_view counts = "";
  std::string_view verdict;
};

/// The controlled comparison as it enters the verdict, in events per 1,000, benefit positive.
struct ControlledEvidence {
  int k = 0;
  double e_events = 0, e_n = 0, c_events = 0, c_n = 0;  ///< raw totals, description only
  double rd = 0, low = 0, high = 0;                     ///< per 1,000
  double level = 0.95;                                  ///< of the limits
  std::string method;  ///< "newcombe1998", "odds-0.5" …; also the id of the first variant
  double baseline_per_1000 = 0;
  /// What the position is judged by, per 1,000, or in the unit.
  double benefit = 100, harm = 100;
  bool default_thresholds = true;  ///< nobody chose them
  Position where = Position::inconclusive;
  bool near = false;
  std::optional<Bounds> rd_cross_check;  ///< Miettinen–Nurminen, per 1,000; k = 1
  std::optional<double> rr;              ///< of the linked analysis
  std::optional<Bounds> rr_interval;
  std::optional<ExactOdds> odds;   ///< k = 1
  std::optional<WeakModel> model;  ///< k = 1
  std::optional<NumberNeededInterval> needed;
  std::vector<Variant> variants;        ///< the first is the one above
  std::vector<ImpliedCounts> implied;   ///< on the first scenario with counts
  /// Empty: events per 1,000. Otherwise rd, low and high are a difference of means in this unit.
  std::string unit;
};

/// Absent if no trial gives counts, or a difference of means with thresholds in its unit.
///
/// `first`: the scenario whose median is the baseline; null: the median control risk.
/// `claimed`, `n`: what the implied counts are compared with.
std::optional<ControlledEvidence> controlled_evidence(
    const LinkedEvidence& linked, const Outcome& outcome, ClaimedDirection direction,
    const Expectation* first, const std::vector<ImpliedRoute>* implied,
    std::optional<long> claimed, std::optional<long> n);

}  // namespace steelyard
