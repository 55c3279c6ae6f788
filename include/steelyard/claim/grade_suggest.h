/// Suggested ratings of certainty: the rule that fired and its numbers. People decide.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "steelyard/claim/verdict.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/study/grade_rules.h"

namespace steelyard {

enum class Domain { risk_of_bias, inconsistency, indirectness, imprecision, publication_bias, rating_up };

/// One trial as the rules see it; limits in the unit of the thresholds, benefit positive.
struct RatedTrial {
  double weight = 0;  ///< any unit; shares are taken
  enum class Risk { low, some_concerns, high, unknown } risk = Risk::unknown;
  double estimate = 0, low = 0, high = 0;
};

/// What the rules look at. Absent numbers leave a rule silent.
struct GradeRecord {
  bool uncontrolled = false;  ///< single arms only: very low for anything comparative
  std::vector<RatedTrial> trials;
  /// The pooled difference in the unit of the thresholds (events per 1,000, or of a scale).
  std::optional<double> estimate, low, high;
  double benefit = 100, harm = 100;
  std::optional<Position> without_high_risk;  ///< the same without trials at high risk of bias
  std::optional<Position> worst_case;         ///< with missing people at a plausible worst
  std::optional<double> i2;                   ///< percent
  std::optional<Bounds> prediction;           ///< of a new trial, in the unit of the thresholds
  double participants = 0;
  std::optional<double> baseline;       ///< share of people with the event in control groups
  std::optional<double> relative;       ///< risk ratio
  std::optional<double> asymmetry_p;    ///< of a test for small-study effects
  GradeJudgements judged;
  // Of one claim; false for the analysis by itself.
  bool claim_outcome_undefined = false;
  bool claim_replaces = false;  ///< claims to replace what the trials added to
};

/// What is suggested for one domain.
struct GradeSuggestion {
  Domain domain = Domain::risk_of_bias;
  std::optional<int> levels;  ///< −3 to 2; absent: cannot be judged from what is recorded
  std::string_view rule;      ///< key of the phrases under grade_reason
  std::vector<std::pair<std::string_view, double>> values;  ///< numbers of the reason
};

struct GradeSuggestions {
  std::vector<GradeSuggestion> domains;  ///< each domain once, in their order
  Grade start = Grade::high, level = Grade::high;
  std::optional<double> information_size;  ///< people in both groups together
};

/// Takes:   a record of one body of evidence and the cut-offs of the review
/// Gives:   for each domain levels down or up with the rule; nothing is ever overridden
/// Source:  guyatt2011-grade; the project's claim specification, section 7
GradeSuggestions grade_suggest(const GradeRecord& record, const GradeRules& rules = {});

/// "risk_of_bias" …, as in results.json and the phrases.
std::string_view domain_name(Domain domain);

}  // namespace steelyard
