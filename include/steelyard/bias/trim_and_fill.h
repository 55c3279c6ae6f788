/// Trim and fill: what the pooled effect would be if the funnel plot were symmetric.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/pool/synthesis.h"

namespace steelyard {

enum class FillEstimator { L0, R0, Q0 };
/// The side on which studies are missing; `automatic` goes by the slope of effects on √v.
enum class FillSide { automatic, left, right };

struct TrimAndFillSettings {
  FillEstimator estimator = FillEstimator::L0;
  FillSide side = FillSide::automatic;
  std::optional<Model> trimming = std::nullopt;  ///< absent: the model of the analysis
};

struct TrimAndFill {
  int missing = 0;  ///< k₀
  std::optional<double> missing_se;
  std::optional<double> p;  ///< R0 only: of no missing studies on that side
  FillSide side = FillSide::left;
  std::vector<std::size_t> mirrored;  ///< positions of the studies whose mirror images were added
  Eigen::ArrayXd y, v;                ///< of the added studies, in the same order
  int iterations = 0;
  Synthesis synthesis;  ///< of all studies, found and added; inverse variance
};

/// Gives:  absent, with the reason in `why`, if k < 3, if no side can be told, if pooling fails or
///         the number of missing studies does not settle
/// Source: duval2000, duval2000nonparametric
std::optional<TrimAndFill> trim_and_fill(const Effects& effects, const Method& method,
                                         const TrimAndFillSettings& settings, std::string& why);

}  // namespace steelyard
