/// What is done with several effects of one study.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/base/table.h"
#include "steelyard/pool/method.h"

namespace steelyard {

/// How the effects of one cluster become one.
enum class Combine {
  mean,      ///< plain mean
  weighted,  ///< smallest variance under the assumed correlation
};

struct ClusterMethod {
  std::string_view id, label, source;
  const PoolingMethod* pooling = nullptr;    ///< null: as for independent studies
  const IntervalMethod* interval = nullptr;  ///< where nothing else is asked for; null: as ever
  std::optional<Combine> combine = std::nullopt;  ///< one effect for each study is made first
};

std::span<const ClusterMethod* const> cluster_methods();

/// One effect of a cluster.
struct CombinedEffect {
  double y = 0, v = 0;
};

/// Combines the effects of one cluster with known covariance of their sampling errors, as below.
///
/// Takes:  V symmetric, its diagonal the variances
/// Gives:  absent if that has no positive variance, or V is not positive definite
std::optional<CombinedEffect> combined_effect(const Eigen::ArrayXd& y, const Eigen::MatrixXd& V,
                                              Combine how);

/// Combines the effects of one cluster whose sampling errors all correlate by ρ.
///
///   mean:      ȳ = Σ y_i / n,           v = Σ_ij V_ij / n²
///   weighted:  ȳ = 1'V⁻¹y / 1'V⁻¹1,     v = 1 / 1'V⁻¹1
///
/// Gives:  absent if that has no positive variance: ρ = 1 cannot be weighted, nor can ρ below
///         −1/(n − 1)
/// Source: borenstein2009, chapter 24
std::optional<CombinedEffect> combined_effect(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                              double rho, Combine how);

}  // namespace steelyard
