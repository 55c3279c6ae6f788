// The fact box of the plain document: counts out of the same people in every column.
#pragma once
#include <optional>
#include <string>

#include "report/claim_numbers.h"

namespace steelyard {

/// What one claim says and is set beside, for the row of its outcome.
struct ClaimSide {
  std::optional<PeopleCount> page, expected;
  bool numberless = false;  ///< patients are told of such a claim that gives no number
  bool counts_others = false;  ///< the page counts those without the event
  bool rough = false;  ///< the claim may count something else than what is expected
  std::string page_own;  ///< "36 of 60" where the column is out of another number
  std::optional<TwoGroups> trials;  ///< as they entered the verdict
};

/// The claims that patients are told of and that are set against this analysis; absent: against none.
ClaimSide claim_side(const SectionContext& context, std::optional<std::size_t> request);

struct FactBox {
  std::optional<Table> table;  ///< absent if there is nothing to count
  std::string note;            ///< how its numbers came about
};

/// `main` is what the document opens with, or null.
FactBox fact_box(const SectionContext& context, const AnalysisFinding* main);

}  // namespace steelyard
