/// Numbers that make guidance on certainty computable, and what people add about one analysis.
#pragma once
#include <optional>

#include "steelyard/study/match.h"

namespace steelyard {

/// Cut-offs of the suggestions. They are choices of this project, not of the guidance, and a review
/// may make others.
struct GradeRules {
  double high_risk_weight = 50;   ///< percent of the weight in trials at high risk of bias
  double i2 = 60;                 ///< percent, together with the prediction interval
  double far_below = 10;          ///< percent of the information size: three levels down
  double below = 30;              ///< percent of the information size: two levels down
  double large_effect = 30;       ///< percent relative change that makes small trials suspect
  double relative_change = 25;    ///< percent that the information size is to find
  double pending_share = 25;      ///< percent of planned participants without results
  int asymmetry_studies = 10;     ///< fewest studies for a test of asymmetry
  double asymmetry_p = 0.10;      ///< below it
  double alpha = 0.05, power = 0.80;
  /// Odds of a bad result among people who were lost over the odds among those followed, in the
  /// group whose loss would hide the most: a plausible worst case. Source: kahale2020 (1.5 to 5)
  double missing_odds = 5;
};

/// How near the trials are to the question, element by element, and other judgements of people.
struct GradeJudgements {
  bool randomised = true;
  bool add_on = false;  ///< the trials added the treatment to other care
  std::optional<Match> population, intervention, comparator, outcome, time;
  bool open_label_patient_reported = false;  ///< nobody blinded, and patients reported the outcome
  bool small_and_industry = false;           ///< all trials small and paid by industry
  std::optional<double> pending_percent;     ///< planned participants in trials without results
  bool subgroup_explains = false;            ///< a credible subgroup explains the differences
  bool dose_response = false, opposing_bias = false;  ///< of non-randomised evidence
};

}  // namespace steelyard
