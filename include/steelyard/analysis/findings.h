/// The finished answers, judged and in display units: the only thing a report may read.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/analysis/plan.h"
#include "steelyard/claim/appraisal.h"
#include "steelyard/effect/effects.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// An estimate with its interval, on the display scale.
struct Shown {
  double estimate = 0, low = 0, high = 0;
};

/// One pooled study.
struct StudyFinding {
  std::size_t study = 0;  ///< index into the studies of the request
  std::string name;
  double y = 0, v = 0;  ///< analysis scale
  Bounds interval;      ///< analysis scale, normal quantile, at the level of the analysis
  Shown shown;          ///< display scale
  double weight = 0;    ///< percent
};

/// The absolute effect at a stated control risk, as events per 1,000 people.
struct AbsoluteEffect {
  double control_per_1000 = 0;
  double with_per_1000 = 0, with_low = 0, with_high = 0;
  double difference = 0, difference_low = 0, difference_high = 0;
  bool capped = false;  ///< a limit stood above 1,000 or below 0 and was cut
  /// With the treatment in one more place, by the prediction interval; absent without one.
  std::optional<Bounds> elsewhere = std::nullopt;
};

enum class CertaintyLevel { very_low, low, moderate, high };

/// The reviewer's rating of one body of evidence.
struct CertaintyFinding {
  CertaintyLevel level = CertaintyLevel::very_low;
  Certainty rating;
};

/// Which side of "no effect" the whole interval stands on, in terms of people's benefit.
enum class Favours { experimental, control, neither };

struct SubgroupFinding {
  std::string name;
  std::vector<std::size_t> members = {};  ///< positions in AnalysisFinding::studies
  Synthesis synthesis = {};
  std::optional<Shown> pooled = std::nullopt;
  double weight = 0;  ///< percent of the whole analysis that its studies carry
};

/// Test for differences between subgroups. Source: borenstein2009, chapter 19.
struct SubgroupTest {
  double q = 0, df = 0, p = 1;
};

struct AnalysisFinding {
  std::size_t request = 0;             ///< index into Review::analyses
  std::optional<std::size_t> outcome;  ///< index into Review::outcomes
  Plan plan;
  Effects effects;
  Synthesis synthesis;
  std::vector<StudyFinding> studies;  ///< the k pooled ones, in file order
  std::optional<Shown> pooled;        ///< display scale
  std::optional<Bounds> prediction;   ///< display scale
  std::optional<Favours> favours;     ///< absent without a pooled interval or a line of no effect
  std::optional<AbsoluteEffect> absolute;
  /// Of one trial with counts: its risk difference with Newcombe's interval, shares of people.
  std::optional<Shown> trial_difference;
  std::vector<Quantity> information;   ///< likelihoods and information criteria; empty where pooling is no such model
  std::vector<std::string> corrected;  ///< studies whose estimate rests on an addition to their cells
  std::optional<CertaintyFinding> certainty;
  std::optional<GradeSuggestions> suggested_grade;  ///< absent without a pooled interval
  std::vector<SubgroupFinding> subgroups;
  std::optional<SubgroupTest> subgroup_test;
  std::optional<SubgroupTest> subgroup_test_common;  ///< random effects: from common-effect estimates
  std::optional<double> subgroup_tau2;               ///< the τ² that all subgroups share
  std::vector<FurtherFinding> further;  ///< in the order of the register
  Notices notices;  ///< what is wrong with the data as this analysis uses them
  double e_events = 0, e_n = 0, c_events = 0, c_n = 0;  ///< raw totals over the pooled studies
};

struct Findings {
  Review review;                          ///< moved in; indices below refer to it
  std::vector<AnalysisFinding> analyses;  ///< in the order of the review
  std::vector<Appraisal> claims;          ///< in the order of the review
  Notices notices;
  Date date;  ///< printed on the report; an input
  bool dated = true;  ///< false: the review has no date at all, and none may be printed
};

}  // namespace steelyard
