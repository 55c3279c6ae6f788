// claims.csv: many claims, one a row.
#pragma once
#include <string>

#include "csv.h"
#include "steelyard/study/review.h"

namespace steelyard {

// Reads each row as a [[claim]] whose keys are the titles of the columns; empty cells are keys that
// are not there. Lists (scenarios, unknowns, checklist_yes …) have " | " between items.
void read_claims_csv(const CsvText& csv, const std::string& name, Review& review,
                     Notices& notices);

}  // namespace steelyard
