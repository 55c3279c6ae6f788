// Newton's method on a surface whose derivatives are known, inside bounds.
#pragma once
#include <functional>
#include <optional>

#include "bias/selection/likelihood.h"
#include "steelyard/stats/minimise.h"

namespace steelyard {

using Surface = std::function<std::optional<SelectionSurface>(const Eigen::VectorXd&)>;

/// The minimum to which Newton steps lead from `start`. Converged only where f is known to rise to
/// all sides that the bounds leave open; otherwise the point at which the steps ended.
/// Source: nocedal2006, chapters 3 and 16
Minimum descend(const Surface& f, const Eigen::VectorXd& start, const Eigen::VectorXd& low,
                const Eigen::VectorXd& high);

}  // namespace steelyard
