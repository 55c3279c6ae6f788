/// Intervals for the proportion of one study, beside that of its effect on the scale of the analysis.
#pragma once
#include <span>
#include <string_view>

#include "steelyard/base/table.h"
#include "steelyard/pool/method.h"

namespace steelyard {

struct ProportionInterval {
  std::string_view id;  ///< "WS", as R's meta calls it
  std::string_view label, source;
  /// Takes: 0 ≤ events ≤ n, n > 0, 0 < level < 1. Gives: limits of the proportion, within 0 and 1.
  Bounds (*interval)(double events, double n, double level);
};

std::span<const ProportionInterval* const> proportion_intervals();

}  // namespace steelyard
