// The likelihood of effects in independent blocks of any covariance, one factoring a block.
#pragma once
#include <optional>
#include <vector>

#include "steelyard/multilevel/multilevel.h"

namespace steelyard {

/// Rows that share anything, with what they share.
struct DenseBlock {
  std::vector<Eigen::Index> rows;
  Eigen::MatrixXd V, Z;                       ///< sampling covariance; [X y]
  std::vector<std::vector<int>> groups;       ///< of each level, one for each row
  std::vector<int> outcome, study;            ///< empty without outcomes
};

/// G and its derivatives; empty without outcomes.
struct OutcomeMatrix {
  Eigen::MatrixXd G;
  std::vector<Eigen::MatrixXd> slopes;
};

/// Sums over all blocks at one θ, and what the gradient needs of each block.
struct DenseSums {
  double log_determinant = 0;  ///< ln |M|
  Eigen::MatrixXd S;           ///< Z'M⁻¹Z
  std::vector<Eigen::MatrixXd> inverse, W;  ///< M⁻¹ and M⁻¹Z of each block, if asked for
};

/// M of one block: V, the variances of the levels, G.
Eigen::MatrixXd dense_covariance(const DenseBlock& block, const Eigen::VectorXd& sigma2,
                                 const OutcomeMatrix& outcomes);

/// Absent if M is not positive definite.
std::optional<DenseSums> dense_sums(const std::vector<DenseBlock>& blocks,
                                    const Eigen::VectorXd& sigma2, const OutcomeMatrix& outcomes,
                                    bool for_gradient);

/// Derivatives of ln |M| + r'M⁻¹r, and of ln |X'M⁻¹X| if `inverse` = (X'M⁻¹X)⁻¹ is not empty, with
/// r = Zc, by σ² of each level and then by each parameter of G; tr(M⁻¹ ∂M) of the levels.
///
/// They are sums of K = P − uu', u = M⁻¹r, P = M⁻¹ − M⁻¹X(X'M⁻¹X)⁻¹X'M⁻¹ over pairs of rows, so that
/// the cost hardly grows with the number of parameters. Source: harville1977
struct DenseSlopes {
  Eigen::VectorXd slope, trace;
  Eigen::MatrixXd by_outcomes;  ///< sums of K over the pairs of rows of each pair of outcomes
};
DenseSlopes dense_slopes(const std::vector<DenseBlock>& blocks, std::size_t levels,
                         const OutcomeMatrix& outcomes, const DenseSums& sums,
                         const Eigen::VectorXd& c, const Eigen::MatrixXd& inverse);

/// Second derivatives of the same, but for the part with the second derivatives of M, <K, ∂∂M>:
///
///   −tr(P ∂a P ∂b) + 2 u'∂a P ∂b u, with M⁻¹ for P in the trace unless `restricted`
Eigen::MatrixXd dense_curvature(const std::vector<DenseBlock>& blocks, std::size_t levels,
                                const OutcomeMatrix& outcomes, const DenseSums& sums,
                                const Eigen::VectorXd& c, const Eigen::MatrixXd& inverse,
                                bool restricted);

}  // namespace steelyard
