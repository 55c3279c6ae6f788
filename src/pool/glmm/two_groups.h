// The models of two groups, behind fit_glmm.
#pragma once
#include <span>
#include <string>

#include "steelyard/pool/glmm.h"

namespace steelyard {

/// Given the events of both groups: hypergeometric if `exact`, otherwise binomial for rare events.
std::optional<GlmmFit> fit_conditional(std::span<const TwoByTwo> tables, bool exact,
                                       const GlmmSettings& settings, std::string& why);
std::optional<GlmmFit> fit_conditional(std::span<const PersonTime> tables,
                                       const GlmmSettings& settings, std::string& why);

/// Why there is no finite estimate of something.
std::string why_infinite(bool nothing_said, std::string_view of);

}  // namespace steelyard
