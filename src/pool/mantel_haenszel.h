// The Mantel–Haenszel estimate of given tables.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "steelyard/effect/measure.h"

namespace steelyard {

/// Analysis scale; absent, with the reason, if the tables give none.
/// Takes: counts in two groups for RR, OR and RD, with person-time for IRR and IRD.
std::optional<double> mantel_haenszel_estimate(const Measure& measure, std::span<const Data> tables,
                                               std::string& why);

}  // namespace steelyard
