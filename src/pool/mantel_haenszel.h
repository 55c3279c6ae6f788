// The Mantel–Haenszel formulas for given tables.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "steelyard/pool/method.h"

namespace steelyard {

/// Estimate and standard error on the analysis scale and the weights of the tables; absent, with the reason,
/// if the tables give no estimate. Q is left to the caller.
/// Takes: counts in two groups for RR, OR and RD, with person-time for IRR and IRD.
std::optional<ModelFit> mantel_haenszel_fit(const Measure& measure, std::span<const Data> tables, std::string& why);

}  // namespace steelyard
