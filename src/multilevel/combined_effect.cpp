// One effect out of the several of a cluster.
#include <cmath>

#include "stats/matrices.h"
#include "steelyard/multilevel/cluster_method.h"

namespace steelyard {

std::optional<CombinedEffect> combined_effect(const Eigen::ArrayXd& y, const Eigen::MatrixXd& V,
                                              Combine how) {
  const auto n = static_cast<double>(y.size());
  if (y.size() == 0) return std::nullopt;
  if (y.size() == 1) return CombinedEffect{y[0], V(0, 0)};
  // In units of the smallest variance, and from its effect.
  Eigen::Index first = 0;
  const double unit = V.diagonal().minCoeff(&first);
  const Eigen::VectorXd d = y - y[first], ones = Eigen::VectorXd::Ones(y.size());
  const Cholesky factor(V / unit);
  if (!factor.positive() || !(factor.smallest_pivot() > 0)) return std::nullopt;
  CombinedEffect result;
  if (how == Combine::mean) {
    result.y = y[first] + d.mean();
    result.v = (V / unit).sum() / n / n * unit;
  } else {
    const Eigen::VectorXd weights = factor.solve(ones);
    result.y = y[first] + weights.dot(d) / weights.sum();
    result.v = unit / weights.sum();
  }
  if (!(result.v > 0) || !std::isfinite(result.v) || !std::isfinite(result.y)) return std::nullopt;
  return result;
}

std::optional<CombinedEffect> combined_effect(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                              double rho, Combine how) {
  const auto n = static_cast<double>(y.size());
  if (y.size() == 0) return std::nullopt;
  if (y.size() == 1) return CombinedEffect{y[0], v[0]};
  // In units of the smallest variance, and from its effect.
  Eigen::Index first = 0;
  const double unit = v.minCoeff(&first);
  const Eigen::ArrayXd s = (v / unit).sqrt(), d = y - y[first];
  CombinedEffect result;
  if (how == Combine::mean) {
    // Σ_ij V_ij = (1 − ρ) Σ s² + ρ (Σ s)²
    result.y = y[first] + d.mean();
    result.v = ((1 - rho) * s.square().sum() + rho * s.sum() * s.sum()) / n / n * unit;
  } else {
    // V⁻¹ of D((1 − ρ)I + ρ11')D by Sherman and Morrison.
    const double denominator = 1 + (n - 1) * rho;
    if (!(rho < 1) || !(denominator > 0)) return std::nullopt;
    const double inner = rho / denominator, a = (1 / s).sum(), b = (d / s).sum();
    const double precision = ((1 / s).square().sum() - inner * a * a) / (1 - rho);
    const double sum = ((d / s.square()).sum() - inner * a * b) / (1 - rho);
    result.y = y[first] + sum / precision;
    result.v = unit / precision;
  }
  if (!(result.v > 0) || !std::isfinite(result.v) || !std::isfinite(result.y)) return std::nullopt;
  return result;
}

}  // namespace steelyard
