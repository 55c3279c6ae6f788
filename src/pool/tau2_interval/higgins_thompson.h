// The interval of Higgins and Thompson for H² from Q.
#pragma once
#include <optional>

#include "steelyard/pool/method.h"

namespace steelyard {

/// Limits of H², each at least 1, from Cochran's Q of k studies; absent for two studies whose Q is at most 2.
/// Source: higgins2002, section 3.3. Takes: k ≥ 2, level within 0 and 1.
std::optional<Bounds> h2_interval_of_q(double q, int k, double level);

}  // namespace steelyard
