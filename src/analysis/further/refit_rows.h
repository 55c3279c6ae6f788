// Answers of refits as rows of a table.
#pragma once
#include <string>

#include "steelyard/analysis/further.h"
#include "steelyard/sensitivity/refit.h"

namespace steelyard {

/// A table of refits without rows; a row is `what` ("without", "up to").
QuantityTable refit_table(std::string id, std::string label, std::string what);

/// Adds a row to the first table of `result`; where there is no estimate, a note says why.
void add_refit(FurtherFinding& result, std::string name, const Refit& refit);

}  // namespace steelyard
