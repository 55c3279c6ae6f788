/// Fail-safe N of any model of pooling: null studies are added until its conclusion falls.
#pragma once
#include <optional>
#include <string>

#include "steelyard/effect/effects.h"
#include "steelyard/pool/method.h"

namespace steelyard {

struct GeneralFailSafeN {
  /// Null studies that are needed; 0 where there is nothing to overturn. Absent: more than `most`.
  std::optional<int> studies;
  int most = 0;
  double p = 1, estimate = 0;  ///< of the studies found
  /// Of these and the null studies together; absent where they are none, or too many.
  std::optional<double> p_with, estimate_with, tau2_with;
};

/// The smallest N with a P above 0.05 (or, with a target, an estimate no larger than it) when the model
/// is fitted to the k studies found and N null studies, its τ² estimated again.
///
///   Null studies have the variance ṽ = k/Σ(1/v), the mean effect 0 and, as the studies found have,
///   the variance ṽ + τ̂² between them.
///
/// Takes:  a method by inverse variance; a target of any sign on the analysis scale; absent: P
/// Gives:  absent, with the reason in `why`, if k < 2 or the studies found allow no test
/// Source: rosenberg2005 (mean weight of null studies); viechtbauer2023
std::optional<GeneralFailSafeN> general_fail_safe_n(const Effects& effects, const Method& method,
                                                    std::optional<double> target,
                                                    std::string& why);

}  // namespace steelyard
