// Answers of refits as rows of a table.
#pragma once
#include <string>

#include "steelyard/analysis/further.h"
#include "steelyard/sensitivity/refit.h"

namespace steelyard {

/// The first tables of `result`, without rows: one for people, one of standard errors for results.json alone. A row is
/// `what` ("without", "up to").
void start_refits(FurtherFinding& result, std::string id, std::string label, std::string what);

/// Adds a row to these tables; where there is no estimate, a note says why.
void add_refit(FurtherFinding& result, std::string name, const Refit& refit);

}  // namespace steelyard
