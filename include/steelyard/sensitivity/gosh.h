/// GOSH: the pooled answers of all subsets of the studies, or of very many.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "steelyard/effect/effects.h"
#include "steelyard/pool/method.h"

namespace steelyard {

/// How a statistic is spread over the subsets. Quantiles interpolate between neighbours (type 7).
struct SubsetSpread {
  double least = 0, q05 = 0, q25 = 0, median = 0, q75 = 0, q95 = 0, most = 0;
};

/// The subsets that hold one study beside those that do not.
struct GoshStudy {
  std::size_t with = 0, without = 0;                        ///< number of subsets
  std::optional<double> median_with, median_without;        ///< estimate
  std::optional<double> i2_median_with, i2_median_without;  ///< percent; subsets of two or more
  std::optional<double> above_with, above_without;  ///< share whose estimate is above no effect
};

struct Gosh {
  bool all = false;        ///< every subset once; otherwise drawn at random, with repetition
  std::uint64_t seed = 0;  ///< of the draw
  std::size_t subsets = 0;
  std::size_t several = 0;  ///< subsets of two or more studies: they alone have τ², I² and Q
  std::size_t failed = 0;   ///< subsets without an estimate, counted nowhere else
  std::optional<SubsetSpread> estimate, tau2, i2, q;  ///< analysis scale; I² in percent
  std::optional<double> above, below;           ///< share of subsets, if there is a no effect
  std::vector<GoshStudy> studies;               ///< one for each effect
  /// Subsets of two or more by estimate (equal steps from `low` to `high`) and I² (steps of
  /// ten percent).
  double low = 0, high = 0;  ///< estimates of these subsets
  static constexpr std::size_t estimate_steps = 20, i2_steps = 10;
  std::array<std::array<std::size_t, i2_steps>, estimate_steps> counts{};
};

/// All 2ᵏ − 1 subsets if they are at most `most`, otherwise `most` subsets that hold each study
/// with probability ½ (never none), each pooled by the analysis' own model and estimator of τ².
///
/// Takes:  a method of weights_by_variance(); `no_effect` on the analysis scale
/// Gives:  absent, with the reason in `why`, if k < 2
/// Source: olkin2012
std::optional<Gosh> gosh(const Effects& effects, const Method& method, std::size_t most,
                         std::uint64_t seed, std::optional<double> no_effect, std::string& why);

}  // namespace steelyard
