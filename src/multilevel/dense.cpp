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
  DenseSlopes result{VectorXd::Zero(L + G), VectorXd::Zero(L),
                     MatrixXd::Zero(outcomes.G.rows(), outcomes.G.cols())};
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
          result.by_outcomes(block.outcome[a], block.outcome[d]) += K(i, j);
      }
  }
  for (Index a = 0; a < G; ++a)
    result.slope[L + a] = result.by_outcomes.cwiseProduct(outcomes.slopes[dense_at(a)]).sum();
  return result;
}

MatrixXd dense_curvature(const std::vector<DenseBlock>& blocks, std::size_t levels,
                         const OutcomeMatrix& outcomes, const DenseSums& sums, const VectorXd& c,
                         const MatrixXd& inverse, bool restricted) {
  const Index p = c.size() - 1, L = static_cast<Index>(levels);
  const auto all = L + static_cast<Index>(outcomes.slopes.size());
  MatrixXd H = MatrixXd::Zero(all, all), across = MatrixXd::Zero(p, all);
  std::vector<MatrixXd> F(dense_at(all), MatrixXd::Zero(p, p));
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const DenseBlock& block = blocks[b];
    const MatrixXd& M_inverse = sums.inverse[b];
    const MatrixXd X = sums.W[b].leftCols(p);
    const VectorXd u = product(sums.W[b], c);
    const Index n = X.rows();
    // Of each parameter, as one column: M⁻¹∂, its transpose, ∂u, ∂M⁻¹X and M⁻¹∂M⁻¹X(X'M⁻¹X)⁻¹.
    MatrixXd one(n * n, all), other(n * n, all), moved(n, all), DX(n * p, all), back(n * p, all);
    for (Index a = 0; a < all; ++a) {
      MatrixXd D(n, n);
      for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j) {
          const std::size_t r = dense_at(i), s = dense_at(j);
          if (a < L)
            D(i, j) = block.groups[dense_at(a)][r] == block.groups[dense_at(a)][s] ? 1 : 0;
          else
            D(i, j) = block.study[r] == block.study[s]
                          ? outcomes.slopes[dense_at(a - L)](block.outcome[r], block.outcome[s])
                          : 0;
        }
      const MatrixXd T = product(M_inverse, D), Tt = T.transpose(), Y = product(D, X);
      one.col(a) = T.reshaped();
      other.col(a) = Tt.reshaped();
      moved.col(a) = product(D, u);
      if (!restricted) continue;
      F[dense_at(a)] += transposed_product(X, Y);
      DX.col(a) = Y.reshaped();
      back.col(a) = product(product(M_inverse, Y), inverse).reshaped();
    }
    H -= transposed_product(one, other);
    H += 2 * transposed_product(moved, product(M_inverse, moved));
    across += transposed_product(X, moved);
    if (restricted) H += 2 * transposed_product(DX, back);
  }
  H -= 2 * transposed_product(across, product(inverse, across));
  if (!restricted) return H;
  MatrixXd one(p * p, all), other(p * p, all);
  for (Index a = 0; a < all; ++a) {
    const MatrixXd T = product(inverse, F[dense_at(a)]), Tt = T.transpose();
    one.col(a) = T.reshaped();
    other.col(a) = Tt.reshaped();
  }
  H -= transposed_product(one, other);
  return H;
}

}  // namespace steelyard
