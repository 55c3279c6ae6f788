/// The fairness checklist: the same 32 questions to every claim, and some to our own evidence.
///
/// No score is made of it: a score hides which item failed, and invites ranking.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/claim/arithmetic.h"
#include "steelyard/claim/neighbours.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// Where an answer comes from.
enum class Basis { nobody, fields, suggested, person };

/// One item as it stands for one claim.
struct CheckedItem {
  const ChecklistItem* item = nullptr;
  Answer answer = Answer::not_judged;
  Basis basis = Basis::nobody;
  Answer suggested = Answer::not_judged;  ///< by the record alone, whatever a person answered
  bool failed = false;
  std::vector<std::string> flags;  ///< "NO_CONTROL"; empty unless it failed
  std::string reason;  ///< why, a key of the phrases under checklist_reason; empty: nothing to add
  std::string note;    ///< of the person who judged
};

/// A study of the linked analysis that one of items 3 to 12 finds wanting.
struct SelfCheck {
  std::string study;
  std::string_view item;  ///< id of the item
  Answer answer = Answer::no;
};

/// What the checklist looks at. All but the claim may be missing.
struct ChecklistContext {
  const Claim* claim = nullptr;
  const ArithmeticCheck* arithmetic = nullptr;
  const std::vector<Claim>* all = nullptr;  ///< claims of the review; those of the same page count
  /// Indices in `all` of the claims of this claimant or bundle; null: all are looked through.
  const std::vector<std::size_t>* near = nullptr;
  const AnalysisRequest* linked = nullptr;  ///< the analysis that the claim is set against
  const Outcome* outcome = nullptr;         ///< of that analysis
  const ClaimNeighbours* neighbours = nullptr;  ///< of `all`; null: they are found anew
};

/// All 32 items, most consequential first.
/// Source: the project's claim specification, section 5
std::vector<CheckedItem> fairness_checklist(const ChecklistContext& context);

/// Items 3 to 12 put to every study that an analysis pools, or would pool.
std::vector<SelfCheck> check_own_evidence(const AnalysisRequest& analysis, const Outcome* outcome);

/// Claims of the same claimant, address and date.
bool same_page(const Claim& one, const Claim& other);

}  // namespace steelyard
