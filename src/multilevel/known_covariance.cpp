// Sampling covariance within studies as it is known, effect by effect.
#include <algorithm>
#include <cmath>

#include "multilevel/levels.h"
#include "stats/matrices.h"

namespace steelyard {

namespace {

// One block for each study in which some covariance is not zero.
std::vector<SamplingBlock> known_blocks(const Effects& effects) {
  const std::vector<int>& study = effects.clusters.front().group;
  std::vector<SamplingBlock> blocks, several;
  std::vector<Eigen::Index> at;  // of each effect in its block
  for (std::size_t i = 0; i < study.size(); ++i) {
    const auto g = static_cast<std::size_t>(study[i]);
    if (g >= blocks.size()) blocks.resize(g + 1);
    at.push_back(static_cast<Eigen::Index>(blocks[g].rows.size()));
    blocks[g].rows.push_back(static_cast<Eigen::Index>(i));
  }
  for (SamplingBlock& block : blocks)
    block.V = Eigen::VectorXd(effects.v(block.rows)).asDiagonal();
  std::vector<bool> dependent(blocks.size(), false);
  for (const CorrelatedEffects& pair : effects.covariances) {
    if (study[pair.a] != study[pair.b] || pair.covariance == 0) continue;
    const auto g = static_cast<std::size_t>(study[pair.a]);
    dependent[g] = true;
    blocks[g].V(at[pair.a], at[pair.b]) = pair.covariance;
    blocks[g].V(at[pair.b], at[pair.a]) = pair.covariance;
  }
  for (std::size_t g = 0; g < blocks.size(); ++g)
    if (dependent[g]) several.push_back(std::move(blocks[g]));
  return several;
}

}  // namespace

std::vector<SamplingBlock> sampling_blocks(const Effects& effects, double rho) {
  if (effects.covariances_known) return known_blocks(effects);
  return imputed_covariance(effects.v, effects.clusters.back().group, rho);
}

bool possible(const SamplingBlock& block) {
  // As correlations, so that the units do not matter; beyond rounding.
  constexpr double least_pivot = 1e-7;
  const Eigen::VectorXd s = block.V.diagonal().cwiseSqrt().cwiseInverse();
  const Cholesky factor(s.asDiagonal() * block.V * s.asDiagonal());
  return factor.positive() && factor.smallest_pivot() > least_pivot;
}

}  // namespace steelyard
