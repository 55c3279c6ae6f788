/// What to compute, with every typed name resolved to the row it names.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/base/checked.h"
#include "steelyard/effect/measure.h"
#include "steelyard/pool/method.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// The choices of one analysis. Holds rows, never names.
struct Plan {
  const Measure* measure = nullptr;
  Method method;
  ZeroCells zero_cells;
  std::string subgroup;  ///< column; empty: no subgroups
};

/// The names that `make_plan` understands, for checks of keys and for help.
std::span<const std::string_view> setting_names();

/// Resolves typed settings. A plan with errors must not be analysed.
///
/// Notices: unknown measure, estimator, interval … with the closest known one; numbers out of
///          range; combinations that make no sense (Peto with a mean difference).
Checked<Plan> make_plan(const Settings& settings, const Place& where);

}  // namespace steelyard
