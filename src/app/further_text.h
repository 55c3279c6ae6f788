// Further analyses as text.
#pragma once
#include <string>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// Every further analysis: its name, its numbers, its tables, its notes. `width` in characters.
std::string further_text(const AnalysisFinding& finding, std::size_t width);

/// Named numbers, one to a line.
std::string quantities_text(const std::vector<Quantity>& quantities, const Measure& measure);

}  // namespace steelyard
