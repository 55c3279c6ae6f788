// The marginal model y ~ N(Xβ, M(θ)) cut into independent blocks, free of origin and unit.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <vector>

#include "multilevel/dense.h"
#include "multilevel/tree.h"
#include "steelyard/multilevel/multilevel.h"

namespace steelyard {

class MarginalModel {
 public:
  /// Takes: k > p; X of full rank.
  explicit MarginalModel(const MultilevelData& data);

  [[nodiscard]] bool usable() const { return usable_; }
  [[nodiscard]] Eigen::Index k() const { return Z_.rows(); }
  [[nodiscard]] Eigen::Index p() const { return Z_.cols() - 1; }
  [[nodiscard]] Eigen::Index parameters() const { return low_.size(); }
  [[nodiscard]] std::size_t levels() const { return levels_.size(); }
  [[nodiscard]] double unit() const { return unit_; }
  [[nodiscard]] const Eigen::VectorXd& low() const { return low_; }
  [[nodiscard]] const Eigen::VectorXd& high() const { return high_; }

  /// Log-likelihood, analysis scale, with its gradient and the scale of each parameter in units.
  struct Value {
    double value = 0;
    Eigen::VectorXd gradient, scale;
  };
  [[nodiscard]] std::optional<Value> likelihood(const Eigen::VectorXd& theta, bool restricted,
                                                bool slopes = true) const;

  /// Second derivatives of the log-likelihood in units; absent where sums run along the tree.
  [[nodiscard]] std::optional<Eigen::MatrixXd> curvature(const Eigen::VectorXd& theta,
                                                         bool restricted) const;

  /// β and its covariance, analysis scale.
  struct Solution {
    Eigen::VectorXd beta;
    Eigen::MatrixXd covariance;
    double q = 0;  ///< r'M⁻¹r
  };
  [[nodiscard]] std::optional<Solution> solve(const Eigen::VectorXd& theta) const;

  /// M of some rows, analysis scale, times 1/unit².
  [[nodiscard]] Eigen::MatrixXd covariance(const std::vector<Eigen::Index>& rows,
                                           const Eigen::VectorXd& theta) const;
  [[nodiscard]] const std::vector<std::vector<Eigen::Index>>& blocks() const { return blocks_; }

  /// By what each parameter is multiplied to come back to the analysis scale.
  [[nodiscard]] Eigen::VectorXd powers() const;
  /// (k − p)/tr P with P from V alone, in units.
  [[nodiscard]] double typical_variance() const;
  /// Row sums of M⁻¹, in units.
  [[nodiscard]] Eigen::ArrayXd row_weights(const Eigen::VectorXd& theta) const;

  /// Starts for the search, scaled; those of one kind differ only in size, those of one family have
  /// the same correlation.
  struct Start {
    Eigen::VectorXd at;
    std::size_t kind = 0, family = 0;
  };
  [[nodiscard]] std::vector<Start> starts() const;
  /// Steps along each side of the lattice that the starts are; 0 if they are none that is fine
  /// enough to show every top.
  [[nodiscard]] std::size_t lattice() const;

 private:
  [[nodiscard]] OutcomeMatrix outcome_matrix(const Eigen::VectorXd& theta) const;
  [[nodiscard]] DenseBlock dense(const std::vector<Eigen::Index>& rows) const;
  [[nodiscard]] std::vector<Eigen::VectorXd> uneven_starts(const Eigen::VectorXd& start) const;
  void cut();
  [[nodiscard]] Eigen::MatrixXd sampling(const std::vector<Eigen::Index>& rows) const;
  [[nodiscard]] Eigen::VectorXd ladder(std::size_t steps) const;
  [[nodiscard]] std::size_t steps_of_a_level() const;

  const MultilevelData& data_;
  std::vector<Grouping> levels_;  // numbered without gaps
  bool usable_ = false, tree_ = false;
  double unit_ = 1, log_xx_ = 0;
  Eigen::VectorXd origin_;     // β₀, taken from y before anything is summed
  Eigen::VectorXd columns_;    // by which the columns of X were divided
  Eigen::MatrixXd Z_;          // [X y], scaled
  Eigen::ArrayXd v_;           // scaled
  Eigen::VectorXd low_, high_;
  std::vector<std::vector<Eigen::Index>> blocks_;
  std::vector<DenseBlock> dense_;  // scaled; empty where the sums run along the tree
  std::vector<int> in_sampling_, at_sampling_;  // block of `correlated` of each row, place there
  std::vector<double> group_counts_;  // of each level
  Tree nodes_;
};

}  // namespace steelyard
