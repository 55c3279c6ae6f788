// What people answered to the fairness checklist, and what they put beside suggestions.
#pragma once
#include "toml_reader.h"
#include "steelyard/study/claim.h"

namespace steelyard {

// The keys checklist_yes, checklist_no … and overrides of a [[claim]].
void read_answers(TomlReader& reader, Claim& claim);

}  // namespace steelyard
