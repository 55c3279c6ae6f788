/// Intervals for the τ² that moderators leave.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "steelyard/pool/method.h"

namespace steelyard {

struct ResidualTau2IntervalInput {
  const Eigen::ArrayXd &y, &v;
  const Eigen::MatrixXd& X;
  const Eigen::ArrayXd& weights;  ///< the analysis' own; empty: none
  double level = 0.95;
};

/// A row for each Tau2Interval that is defined with moderators; the ids are the same.
struct ResidualTau2Interval {
  std::string_view id, source;
  /// Limits of τ². Absent if the effects are too far apart for double precision.
  std::optional<Bounds> (*interval)(const ResidualTau2IntervalInput& input);
};

std::span<const ResidualTau2Interval* const> residual_tau2_intervals();

}  // namespace steelyard
