/// Every arm of every trial, and what it is used for: none may be used twice.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/study/review.h"

namespace steelyard {

/// An arm used twice.
struct ArmConflict {
  /// "CONTROL_TWICE": two rows of one analysis share a control group.
  /// "REPORTED_TWICE": two rows of one analysis are one trial with the same groups.
  std::string_view code;
  std::string first, second;  ///< names of the two rows
  /// Not only like-named reports of one year ("Li 2015a", "Li 2015b"), or rows of other names with the same
  /// numbers, which may be two trials.
  bool certain = false;
};

/// Rows of one analysis that use an arm twice, unless their table says that the arms were split or
/// combined, or the analysis names its clusters.
/// Source: the project's claim specification, section 8, errors 4 and 28
std::vector<ArmConflict> arms_used_twice(const AnalysisRequest& analysis);

/// Whether two rows are of one trial: the same name, the same registry id or DOI, whatever they are
/// called. An arm of such a trial is no baseline for its own effect. Source: section 8, error 5
bool same_trial(const Study& one, const Study& other);

/// Whether an arm that stands by itself is the control group of a trial under a longer or shorter name: the
/// same people of the same year, "A placebo arm 2001" of "A 2001".
bool same_group(const Study& trial, const Study& arm);

}  // namespace steelyard
