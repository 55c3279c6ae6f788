/// What to compute, with every typed name resolved to the row it names.
#pragma once
#include <string>
#include <vector>

#include "steelyard/analysis/further.h"
#include "steelyard/base/checked.h"
#include "steelyard/effect/measure.h"
#include "steelyard/pool/method.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// A further analysis that was asked for, with its argument.
struct FurtherRequest {
  const FurtherAnalysis* analysis = nullptr;
  std::string argument;
};

/// The choices of one analysis. Holds rows, never names.
struct Plan {
  const Measure* measure = nullptr;
  Method method;
  ZeroCells zero_cells;
  EffectFormula formula;
  std::string subgroup;  ///< column; empty: no subgroups
  bool force = false;    ///< give tests that few studies would withhold
  std::vector<FurtherRequest> further;  ///< in the order of the register
};

/// Resolves typed settings. A plan with errors must not be analysed.
///
/// Notices: unknown measure, estimator, interval … with the closest known one; numbers out of
///          range; combinations that make no sense (Peto with a mean difference).
Checked<Plan> make_plan(const Settings& settings, const Place& where);

}  // namespace steelyard
