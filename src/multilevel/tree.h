// Nested random intercepts with independent sampling errors: sums along the tree of groups.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <vector>

#include "steelyard/multilevel/multilevel.h"

namespace steelyard {

/// What a (restricted) likelihood and its gradient are made of, with Z = [X y].
struct Moments {
  double log_determinant = 0;      ///< ln |M|
  Eigen::MatrixXd S;               ///< Z'M⁻¹Z
  Eigen::VectorXd trace;           ///< tr(M⁻¹ ∂M), one for each parameter
  std::vector<Eigen::MatrixXd> F;  ///< Z'M⁻¹ ∂M M⁻¹Z, one for each parameter
};

/// Groups of groups of rows.
class Tree {
 public:
  Tree() = default;
  Tree(const std::vector<Grouping>& levels, Eigen::Index rows);

  /// Every group is first made one observation with the precision-weighted mean of its members;
  /// the effects of the levels are then taken off from the root down. All sums have positive terms,
  /// so that precisions of any size mix without loss.
  [[nodiscard]] Moments moments(const Eigen::MatrixXd& Z, const Eigen::ArrayXd& v,
                                const Eigen::VectorXd& sigma2, bool slopes) const;

  /// Row sums of M⁻¹.
  [[nodiscard]] Eigen::ArrayXd row_sums(const Eigen::ArrayXd& v,
                                        const Eigen::VectorXd& sigma2) const;

  /// Groups at each level.
  [[nodiscard]] Eigen::Index groups(std::size_t level) const {
    return static_cast<Eigen::Index>(first_[level].size()) - 1;
  }

 private:
  template <int columns>
  [[nodiscard]] Moments sums(const Eigen::MatrixXd& Z, const Eigen::ArrayXd& v,
                             const Eigen::VectorXd& sigma2, bool slopes) const;

  // Members of group g of level l: members_[l][first_[l][g]] up to first_[l][g + 1]; groups of the
  // next level, or rows.
  std::vector<std::vector<std::size_t>> first_, members_;
};

}  // namespace steelyard
