// Sampling covariance within clusters from one correlation.
#include <cmath>

#include "steelyard/multilevel/multilevel.h"

namespace steelyard {

std::vector<SamplingBlock> imputed_covariance(const Eigen::ArrayXd& v,
                                              const std::vector<int>& cluster, double rho) {
  std::vector<SamplingBlock> blocks, several;
  if (rho == 0) return several;
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    const auto g = static_cast<std::size_t>(cluster[i]);
    if (g >= blocks.size()) blocks.resize(g + 1);
    blocks[g].rows.push_back(static_cast<Eigen::Index>(i));
  }
  for (SamplingBlock& block : blocks) {
    const auto n = static_cast<Eigen::Index>(block.rows.size());
    if (n < 2) continue;
    block.V.resize(n, n);
    for (Eigen::Index i = 0; i < n; ++i)
      for (Eigen::Index j = 0; j < n; ++j) {
        const double a = v[block.rows[static_cast<std::size_t>(i)]];
        const double b = v[block.rows[static_cast<std::size_t>(j)]];
        block.V(i, j) = i == j ? a : rho * std::sqrt(a) * std::sqrt(b);
      }
    several.push_back(std::move(block));
  }
  return several;
}

}  // namespace steelyard
