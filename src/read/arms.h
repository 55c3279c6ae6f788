// Rows of one table that belong together: shared control groups and odd standard deviations.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "steelyard/base/notice.h"
#include "steelyard/study/study.h"

namespace steelyard {

// A remark about a row, to be shown at its name.
struct RowRemark {
  std::size_t row = 0;
  Severity severity = Severity::warning;
  std::string text, hint;
};

// Divides or combines the groups of rows with the same text under `shared_control`, as
// `shared_control_by` says (split, the default, or combine). Rows that were taken up into another
// lose their name.
std::vector<RowRemark> share_controls(std::vector<Study>& studies);

// Rows of one study with the same control group that nobody declared shared.
std::vector<RowRemark> repeated_controls(const std::vector<Study>& studies);

// Standard deviations that are small against the others of the table, as standard errors are.
std::vector<RowRemark> small_deviations(const std::vector<Study>& studies);

}  // namespace steelyard
