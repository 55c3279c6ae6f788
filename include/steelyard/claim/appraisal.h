/// A claim set against controlled evidence.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "steelyard/claim/also_without.h"
#include "steelyard/claim/arithmetic.h"
#include "steelyard/claim/checklist.h"
#include "steelyard/claim/controlled.h"
#include "steelyard/claim/expectation.h"
#include "steelyard/claim/follow_up.h"
#include "steelyard/claim/grade_suggest.h"
#include "steelyard/claim/page_checks.h"
#include "steelyard/claim/relative.h"
#include "steelyard/claim/verdict.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// Intervals around the claimed share itself; they speak of the claimed group only.
struct ClaimedShare {
  double events = 0, n = 0;
  Bounds wilson, exact, jeffreys;
};

/// What "none of n" leaves open.
struct NoneSeen {
  double upper_one_sided = 0, upper_two_sided = 0;  ///< shares of people
  double rule_of_three = 0;
  double tolerable = 0;  ///< the largest share of severe harm that the reviewers tolerate
  double missed_at_1_percent = 0, missed_at_half_percent = 0, missed_at_1_per_1000 = 0;
  /// Of the same event without the treatment, where its rate is known.
  std::optional<double> background_expected, chance_of_none_at_background;
};

/// An override beside what is suggested now.
struct ShownOverride {
  std::size_t index = 0;  ///< into Claim::overrides
  std::string suggested;  ///< "not applicable", "-1"; empty: nothing is
  bool stale = false;     ///< the suggestion is no longer the one that was overridden
};

struct Appraisal {
  std::size_t claim = 0;                ///< index into Review::claims
  std::optional<std::size_t> analysis;  ///< index into Review::analyses
  ArithmeticCheck arithmetic;
  std::optional<ClaimedShare> share;
  std::optional<NoneSeen> none_seen;
  std::optional<AttritionBounds> attrition;
  std::optional<FactCheck> fact;
  std::optional<RelativeClaim> relative;
  std::optional<ControlledEvidence> controlled;
  std::optional<Grade> grade;
  std::vector<BesideScenario> scenarios;  ///< in the order of the claim
  Badge badge = Badge::none;
  /// Bounds on the share of claimed responders who responded because of the treatment, if the
  /// comparison with the first scenario were fair.
  std::optional<Bounds> because_of_treatment;
  std::optional<ShareOfMeans> share_of_means;
  std::string_view verdict = "NOT_TESTABLE";
  bool fragile = false;            ///< admissible routes disagree; the weaker verdict stands
  std::string reason;              ///< why this gate, a key of the phrases
  std::string gate;                ///< "G1" to "G7": the first that matched
  /// "COMPARATOR_MISSING", most consequential first: those of the checklist, then others.
  std::vector<std::string> flags;
  std::vector<CheckedItem> checklist;  ///< all 32 items, most consequential first
  std::vector<ShownOverride> overrides;  ///< in the order of the claim
  std::vector<SelfCheck> own_evidence;  ///< what item 32 found in the linked studies
  std::vector<PageRemark> page_remarks;
  /// Of the linked evidence for this claim; beside the reviewers' own rating, never instead of it.
  std::optional<GradeSuggestions> suggested_grade;
  bool harm_signal = false;
  bool by_evidence = false;  ///< the verdict was decided by looking at `controlled`
  bool is_signed = false;       ///< extractor and reviewer confirmed it; otherwise suggested
};

/// Everything that one claim is set against, made once for all claims that share it.
struct ClaimEvidence {
  ClaimRules rules = {};
  const Review* review = nullptr;           ///< the claims of the same page; null: this claim alone
  const std::vector<std::size_t>* near = nullptr;  ///< of those, of one claimant or bundle; null: all
  const AnalysisRequest* request = nullptr;  ///< the linked analysis as it was asked for
  const LinkedEvidence* linked = nullptr;  ///< null where the claim names no analysis
  const Outcome* outcome = nullptr;
  const std::vector<Scenario>* scenarios = nullptr;  ///< of the review
  std::vector<const Expectation*> expectations;      ///< of the claim's scenarios
  const std::vector<ImpliedRoute>* implied = nullptr;  ///< on the first expectation with arms
  /// The linked evidence with other counts that print alike; see Variant::counts.
  std::vector<std::pair<std::string_view, const LinkedEvidence*>> recounted = {};
  const ClaimNeighbours* neighbours = nullptr;  ///< of the review's claims; null: found anew
};

/// Appraises one claim through the gates.
/// Source: the project's claim specification, sections 4.3 to 4.6
Appraisal appraise(const Claim& claim, const ClaimEvidence& evidence);

/// The weaker of verdicts that admissible routes give.
/// Source: the project's claim specification, section 4.4, "Fragility"
std::string_view weakest(const std::vector<std::string_view>& verdicts);

/// The first of the expectations that has arms; null if none has.
const Expectation* first_with_arms(const std::vector<const Expectation*>& expectations);

}  // namespace steelyard
