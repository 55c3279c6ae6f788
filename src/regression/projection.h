// A regression of effects on a design matrix, made free of origin and unit.
#pragma once
#include <Eigen/Core>
#include <span>
#include <vector>

namespace steelyard {

/// y = Xβ + e with variances v + τ², factored anew at every τ² in O(k p²) and without a k × k
/// matrix.
///
/// Everything is in the units of the study with the smallest variance v₀: d = y/√v₀, u = v/v₀ and
/// t = τ²/v₀; columns are divided by their largest size. If X has a constant column, the others and
/// the effects are taken as differences from that study. Rows are sorted by variance and columns
/// pivoted, so that the Householder factor of √W X is accurate row by row even where one study has
/// all the weight. Source: cox1998
///
///   W = diag(1/(u + t)),  P = W − W X (X'W X)⁻¹ X'W,  M = I − Q Q' with √W X = Q R
class Projection {
 public:
  /// Takes: k effects, v > 0, X of k rows and p < k independent columns.
  Projection(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, const Eigen::MatrixXd& X);

  [[nodiscard]] int k() const { return static_cast<int>(k_); }
  [[nodiscard]] int p() const { return static_cast<int>(p_); }
  [[nodiscard]] int df() const { return k() - p(); }
  [[nodiscard]] double unit() const { return unit_; }  ///< v₀: the unit of t and of variances
  /// u of each study, in the order of rows here (not that of the caller).
  [[nodiscard]] std::span<const double> variances() const { return {u_.data(), k_}; }
  [[nodiscard]] double sum_of_squares() const;  ///< Σ(d − mean of d)², unweighted

  /// Rows of X put into another order: row i takes row order[i] of the X given first. The
  /// caller's numbering of rows.
  void permute(std::span<const std::size_t> order);

  /// Σ of squared residuals of unweighted least squares, in units of v₀; factors anew.
  double residual_squares();

  /// Q(t) = y'P y; falls with t.
  double q_at(double t);

  /// What the score of the likelihood is made of.
  struct Score {
    double q = 0;        ///< y'P y
    double squares = 0;  ///< y'PP y
    double trace = 0;    ///< tr P
    double w = 0;        ///< tr W
    double w_least = 0;  ///< the k − p smallest weights, a lower bound of tr P at every X
  };
  Score score_at(double t);

  /// Factors at t; the functions below speak of the last factoring.
  void factor(double t);
  /// The same for variances of each row, in the order of rows here.
  void factor(std::span<const double> variances);

  [[nodiscard]] double q() const;              ///< y'P y
  [[nodiscard]] double log_variances() const;  ///< ln Π(u + t)
  [[nodiscard]] double log_det_xwx() const;    ///< ln |X'WX| of the scaled columns
  /// Σ aᵢ bⱼ Mᵢⱼ², for traces: tr(PP) = trace(w, w), tr(P V) = Σ aᵢ Mᵢᵢ.
  [[nodiscard]] double trace(std::span<const double> a, std::span<const double> b) const;
  [[nodiscard]] std::span<const double> weights() const { return {w_.data(), k_}; }
  /// 1 − hᵢ: the diagonal of M, accurate also where it is nearly zero.
  [[nodiscard]] std::span<const double> rest() const { return {rest_.data(), k_}; }

  /// β on the caller's scale.
  [[nodiscard]] Eigen::VectorXd coefficients() const;
  /// B with (X'WX)⁻¹ = B'B on the caller's scale.
  [[nodiscard]] Eigen::MatrixXd covariance_root() const;
  /// Q of the factoring, rows in the order of rows here.
  [[nodiscard]] Eigen::MatrixXd orthonormal() const;
  /// y − Xβ, caller's scale and order.
  [[nodiscard]] Eigen::ArrayXd residuals() const;
  /// A value of each row here, in the caller's order.
  [[nodiscard]] Eigen::ArrayXd in_order(std::span<const double> rows) const;
  /// Row here → row of the caller.
  [[nodiscard]] std::span<const std::size_t> order() const { return order_; }

 private:
  std::size_t k_ = 0, p_ = 0;
  double unit_ = 1;
  int constant_ = -1;  // column of X that is constant; −1: none
  double constant_value_ = 1, origin_ = 0;
  std::vector<double> column_origin_, column_scale_;
  std::vector<std::size_t> order_, place_;  // row here → row of the caller, and back
  std::vector<double> u_, d_, x_;           // x_ and what follows: column after column
  std::vector<double> given_;               // x_ before any permutation
  // The last factoring.
  std::vector<double> w_, root_, a_, z_, diagonal_, tau_, q_, r_, rest_;
  std::vector<std::size_t> pivot_;
  double log_variances_ = 0;

  void weigh(double t);
  void reduce();
  void reflect(std::size_t j, double* column) const;
  void spread();
  void unproject();
  [[nodiscard]] double tail() const;
};

/// The columns of X that are no combination of earlier ones, the constant column first.
std::vector<std::size_t> independent_columns(const Eigen::MatrixXd& X);

}  // namespace steelyard
