// The models of two groups, behind fit_glmm.
#pragma once
#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "steelyard/pool/glmm.h"

namespace steelyard {

/// Keeps starting values finite.
constexpr double half = 0.5;

/// Rough effects of the studies, zeros moved by a half: the scale on which τ is looked for.
struct OwnEffects {
  double least_variance = HUGE_VAL, lowest = HUGE_VAL, highest = -HUGE_VAL;

  void add(double effect, double variance) {
    least_variance = std::min(least_variance, variance);
    lowest = std::min(lowest, effect);
    highest = std::max(highest, effect);
  }
  [[nodiscard]] double range() const { return highest - lowest; }
};

/// Given the events of both groups: hypergeometric if `exact`, otherwise binomial for rare events.
std::optional<GlmmFit> fit_conditional(std::span<const TwoByTwo> tables, bool exact,
                                       const GlmmSettings& settings, std::string& why);
std::optional<GlmmFit> fit_conditional(std::span<const PersonTime> tables,
                                       const GlmmSettings& settings, std::string& why);

/// Why there is no finite estimate of something.
std::string why_infinite(bool nothing_said, std::string_view of);

}  // namespace steelyard
