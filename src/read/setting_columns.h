// What the settings of an analysis ask of its table.
#pragma once
#include "steelyard/read/reader.h"

namespace steelyard {

/// Adds the columns that settings name, and how means and SDs are worked out of medians.
void need_columns(const Settings& settings, TableOptions& options);

}  // namespace steelyard
