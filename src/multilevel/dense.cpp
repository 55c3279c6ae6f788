// The likelihood of effects in independent blocks of any covariance, one factoring a block.
#include "multilevel/dense.h"

#include "stats/matrices.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

std::size_t dense_at(Index i) {
  return static_cast<std::size_t>(i);
}

}  // namespace

MatrixXd dense_covariance(const DenseBlock& block, const VectorXd& sigma2,
                          const OutcomeMatrix& outcomes) {
  MatrixXd M = block.V;
  const Index n = M.rows();
  for (Index l = 0; l < sigma2.size(); ++l) {
    const std::vector<int>& group = block.groups[dense_at(l)];
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < n; ++j)
        if (group[dense_at(i)] == group[dense_at(j)]) M(i, j) += sigma2[l];
  }
  if (block.outcome.empty()) return M;
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j)
      if (block.study[dense_at(i)] == block.study[dense_at(j)])
        M(i, j) += outcomes.G(block.outcome[dense_at(i)], block.outcome[dense_at(j)]);
  return M;
}

std::optional<DenseSums> dense_sums(const std::vector<DenseBlock>& blocks, const VectorXd& sigma2,
                                    const OutcomeMatrix& outcomes, bool for_gradient) {
  DenseSums sums;
  const Index q = blocks.front().Z.cols();
  sums.S = MatrixXd::Zero(q, q);
  for (const DenseBlock& block : blocks) {
    const Cholesky factor(dense_covariance(block, sigma2, outcomes));
    if (!factor.positive() || !(factor.smallest_pivot() > 0)) return std::nullopt;
    sums.log_determinant += factor.log_determinant();
    MatrixXd W = factor.solve(block.Z);
    sums.S += transposed_product(block.Z, W);
    if (!for_gradient) continue;
    sums.inverse.push_back(factor.inverse());
    sums.W.push_back(std::move(W));
  }
  return sums;
}

DenseSlopes dense_slopes(const std::vector<DenseBlock>& blocks, std::size_t levels,
                         const OutcomeMatrix& outcomes, const DenseSums& sums, const VectorXd& c,
                         const MatrixXd& inverse) {
  const Index p = c.size() - 1, L = static_cast<Index>(levels);
  const auto G = static_cast<Index>(outcomes.slopes.size());
  DenseSlopes result{VectorXd::Zero(L + G), VectorXd::Zero(L)};
  MatrixXd by_outcomes = MatrixXd::Zero(outcomes.G.rows(), outcomes.G.cols());
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const DenseBlock& block = blocks[b];
    const MatrixXd& W = sums.W[b];
    const VectorXd u = product(W, c);
    MatrixXd K = sums.inverse[b];
    if (inverse.size() > 0) {
      const MatrixXd X = W.leftCols(p);
      K -= product(product(X, inverse), MatrixXd(X.transpose()));
    }
    K -= product(MatrixXd(u), MatrixXd(u.transpose()));
    const Index n = K.rows();
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < n; ++j) {
        const std::size_t a = dense_at(i), d = dense_at(j);
        for (Index l = 0; l < L; ++l)
          if (block.groups[dense_at(l)][a] == block.groups[dense_at(l)][d]) {
            result.slope[l] += K(i, j);
            result.trace[l] += sums.inverse[b](i, j);
          }
        if (!block.outcome.empty() && block.study[a] == block.study[d])
          by_outcomes(block.outcome[a], block.outcome[d]) += K(i, j);
      }
  }
  for (Index a = 0; a < G; ++a)
    result.slope[L + a] = by_outcomes.cwiseProduct(outcomes.slopes[dense_at(a)]).sum();
  return result;
}

}  // namespace steelyard
