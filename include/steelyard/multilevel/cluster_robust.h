/// Variances of coefficients that hold whatever the dependence within clusters.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/multilevel/multilevel.h"

namespace steelyard {

/// Sandwich estimators: Σ_c A⁻¹X_c'W_c A_c e_c e_c' A_c W_c X_c A⁻¹ times a factor.
struct RobustVariance {
  std::string_view id, label, source;
  /// For m clusters, k rows, p coefficients; absent where it is not defined.
  std::optional<double> (*factor)(double m, double k, double p);
  bool bias_reduced = false;  ///< A_c from the working model, degrees of freedom by Satterthwaite
};

std::span<const RobustVariance* const> robust_variances();
/// Bias-reduced linearisation, the one for few clusters.
const RobustVariance& bias_reduced_variance();

struct RobustCoefficient {
  Coefficient test;
  double df = 0;  ///< m − p, or Satterthwaite's
};

struct RobustFit {
  int clusters = 0;
  std::vector<RobustCoefficient> coefficients;
  Eigen::MatrixXd covariance;
  /// Joint test of all coefficients but the intercept: F on df1 and df2, approximating Hotelling's
  /// T² where bias reduced. Absent if there is no other, or too few clusters.
  struct Joint {
    double f = 0, df1 = 0, df2 = 0, p = 1;
  };
  std::optional<Joint> joint;
};

/// Takes:  the data and variance components of a fitted model (analysis scale); one cluster number
///         from 0 for each row; rows of one group of the model must be in one cluster
/// Gives:  absent, with the reason in `why`, if there are not more clusters than coefficients
/// Source: hedges2010 (sandwich), bell2002 and pustejovsky2018 (bias reduction, degrees of freedom,
///         joint test)
std::optional<RobustFit> cluster_robust(const MultilevelData& data, const Eigen::VectorXd& theta,
                                        const std::vector<int>& cluster,
                                        const RobustVariance& variance, double level,
                                        std::string& why);

}  // namespace steelyard
