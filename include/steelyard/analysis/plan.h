/// What to compute, with every typed name resolved to the row it names.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/analysis/further.h"
#include "steelyard/base/checked.h"
#include "steelyard/bias/selection.h"
#include "steelyard/effect/measure.h"
#include "steelyard/multilevel/cluster_method.h"
#include "steelyard/multilevel/multilevel.h"
#include "steelyard/pool/method.h"
#include "steelyard/pool/proportion_interval.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// A further analysis that was asked for, with its argument.
struct FurtherRequest {
  const FurtherAnalysis* analysis = nullptr;
  std::string argument;
};

/// How selection models are laid out; what is empty or absent is chosen by each model.
struct SelectionChoice {
  std::vector<double> steps;                 ///< rising P values
  std::vector<std::optional<double>> delta;  ///< fixed; absent ones are estimated
  std::optional<SelectionSide> side;         ///< absent: the side of the pooled estimate
};

/// The choices of one analysis. Holds rows, never names.
struct Plan {
  const Measure* measure = nullptr;
  Method method;
  ZeroCells zero_cells;
  EffectFormula formula;
  const ProportionInterval* study_interval = nullptr;  ///< of single proportions; null: that of the effect
  std::vector<std::string> cluster;  ///< columns, outer first; empty: rows are independent studies
  bool covariances = false;          ///< those of sampling errors are known, from a table
  const ClusterMethod* cluster_method = nullptr;   ///< null without clusters
  const CovarianceStructure* structure = nullptr;  ///< of multivariate outcomes
  std::string subgroup;  ///< column; empty: no subgroups
  bool common_tau2 = false;  ///< subgroups share one τ²
  bool subgroup_by_interval = false;  ///< the test between them takes the standard errors of their intervals
  std::string weights;       ///< column of the user's own weights; empty: none
  std::optional<double> beyond;  ///< display scale: how likely is a true effect beyond it?
  bool force = false;    ///< give tests that few studies would withhold
  std::string moderators;  ///< formula of the meta-regression; empty: none
  std::string risk_of_bias;  ///< column of the ratings; empty: risk_of_bias
  SelectionChoice selection;
  std::vector<FurtherRequest> further;  ///< in the order of the register
};

/// Resolves typed settings. A plan with errors must not be analysed.
///
/// Notices: unknown measure, estimator, interval … with the closest known one; numbers out of
///          range; combinations that make no sense (Peto with a mean difference).
Checked<Plan> make_plan(const Settings& settings, const Place& where);

}  // namespace steelyard
