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
  std::string id;
  LogitDistribution pooled;   ///< log odds ratio, or log risk ratio
  LogitDistribution applied;  ///< the effect in a new trial; the same where there is one trial
};

/// What the linked analysis gives the appraisal. Made once for all claims set against it.
struct LinkedEvidence {
  const Effects* effects = nullptr;
  ClaimRules rules;  ///< by which all of it was computed and is judged
  std::optional<Bounds> weeks;  ///< when the trials counted: from the first time to the last
  std::optional<double> rr;     ///< pooled, if the measure is the risk ratio; display scale
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
  /// Response of another treated group, and of another control group, as the trials' own arms let
  /// expect it: one model for each heterogeneity prior; empty where no trial gives counts.
  std::vector<ResponseModel> treated, control;
};

/// The models of the trials' treated arms, or of their control arms.
/// Source: the project's claim specification, section 3.6
std::vector<ResponseModel> arm_models(const Effects& effects, bool treated,
                                      const ClaimRules& rules = {});

/// Relative effects of trials with counts, by every route that their number admits.
/// Source: the project's claim specification, section 3.4
std::vector<EffectRoute> effect_routes(const Effects& effects, const ClaimRules& rules = {});

/// What one route implies on one scenario.
struct ImpliedRoute {
  std::string id;
  ImpliedResponse response;
};
std::vector<ImpliedRoute> implied_routes(const LinkedEvidence& linked,
                                         const Expectation& expectation);

/// The implied count beside the claimed one.
struct ImpliedCounts {
  std::string id;
  PredictedCounts counts;
  double capped = 0;
  Spread difference, share;
  bool over = false;  ///< the claim lies beyond the implied range
};

/// What another group of treated people is expected to show, by the treated arms alone.
struct AmongTreated {
  double tau_sd = 0;
  PredictedCounts counts;
  bool over = false;  ///< the claim lies beyond that range
};

/// A claimed number as it is compared: a percentage without its group counts as so many of 100.
struct ComparedCount {
  long events = 0, n = 0;
  bool from_percent = false;
};

/// The pooled risk ratio of two trials with one of the intervals that disagree there.
struct RatioInterval {
  std::string_view id;  ///< "common", "hartung-knapp", "hartung-knapp-adhoc"
  double ratio = 1;
  Bounds limits;
};

/// All three, for two trials; none for any other number, or where a trial gives no risk ratio.
/// Source: the project's claim specification, section 3.4; rover2015
std::vector<RatioInterval> ratio_intervals(const Effects& effects, const ClaimRules& rules = {});

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
  std::vector<RatioInterval> ratios;  ///< k = 2
  /// 1/RR, uncapped: of those who respond with the treatment, the share that would have responded without
  /// it. Only where the counted event is good.
  std::optional<Spread> share_without;
  std::optional<ExactOdds> odds;   ///< k = 1
  std::optional<WeakModel> model;  ///< k = 1
  std::optional<NumberNeededInterval> needed;
  std::vector<Variant> variants;        ///< the first is the one above
  std::vector<ImpliedCounts> implied;   ///< on the first scenario with counts
  std::vector<AmongTreated> among_treated;  ///< where no scenario gives a baseline
  std::optional<ComparedCount> compared;    ///< what the two above look at
  /// The claimed number is no better than what people without the treatment show (no worse, where a
  /// harm is claimed).
  bool wrong_side = false;
  /// Empty: events per 1,000. Otherwise rd, low and high are a difference of means in this unit.
  std::string unit;
};

/// Absent if no trial gives counts, or a difference of means with thresholds in its unit.
///
/// `first`: the scenario whose median is the baseline; null: the median control risk.
/// `claimed`: what the implied counts are compared with; absent: how many people are shown is `n`.
std::optional<ControlledEvidence> controlled_evidence(
    const LinkedEvidence& linked, const Outcome& outcome, ClaimedDirection direction,
    const Expectation* first, const std::vector<ImpliedRoute>* implied,
    const std::optional<ComparedCount>& claimed, std::optional<long> n);

}  // namespace steelyard
