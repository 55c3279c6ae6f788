/// Location–scale models: the variance between studies changes with features of the studies, too.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/regression/mixed_effects.h"

namespace steelyard {

/// What is linear in the columns of the scale.
enum class ScaleLink {
  log,      ///< ln τ²: never negative
  identity  ///< τ² itself, which is never below 0
};

struct LocationScaleSettings {
  bool restricted = true;  ///< restricted or full maximum likelihood
  bool t = false;  ///< t with k − p (location) and k − q (scale) degrees of freedom, or z
  double level = 0.95;
  ScaleLink link = ScaleLink::log;
};

struct LocationScale {
  std::vector<Coefficient> location, scale;  ///< β, α
  std::optional<double> location_df, scale_df;
  Eigen::MatrixXd location_covariance, scale_covariance;
  std::vector<std::string> redundant;  ///< columns that others make up, of X and of Z
  Eigen::ArrayXd tau2;                 ///< of each study
  double log_likelihood = 0;           ///< of the kind that was maximised
  std::optional<CoefficientsTest> location_test, scale_test;  ///< all but the intercepts
  /// Against one τ² for all studies, by the same likelihood.
  double lr = 0, lr_df = 0, lr_p = 1;
  /// τ² is 0 at an end of the one column of the scale (identity link). There α has no standard errors
  /// and no test, and the likelihood ratio no χ²: of `scale` only the estimates count, lr_p is 1.
  bool on_border = false;
};

/// ln τ²ᵢ = zᵢ α, or τ²ᵢ = zᵢ α, by the highest likelihood of α, with β profiled out.
///
/// Takes:  X and Z of k rows, each with its column of ones first
/// Gives:  absent, with the reason in `why`, if there are too few studies, or the likelihood rises
///         without end, or, with more than one column of the scale, up to where τ² vanishes
/// Source: viechtbauer2022
std::optional<LocationScale> fit_location_scale(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                                const Eigen::MatrixXd& X,
                                                const std::vector<std::string>& x_names,
                                                const Eigen::MatrixXd& Z,
                                                const std::vector<std::string>& z_names,
                                                const LocationScaleSettings& settings,
                                                std::string& why);

}  // namespace steelyard
