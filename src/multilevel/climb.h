// The top of a log-likelihood inside bounds, by Newton steps.
#pragma once
#include <vector>

#include "multilevel/model.h"

namespace steelyard {

struct Peak {
  Eigen::VectorXd at;
  double value = 0;
  bool converged = false;
};

/// Climbs from `start`. Parameters marked in `fixed` stay. A parameter whose top lies beyond its
/// bound ends exactly on the bound.
/// Source: nocedal2006, chapters 3 and 16
std::optional<Peak> climb(const MarginalModel& model, bool restricted, Eigen::VectorXd start,
                          const std::vector<bool>& fixed);

/// The highest top found from a grid of starts.
std::optional<Peak> highest(const MarginalModel& model, bool restricted);

}  // namespace steelyard
