// Factorings and products of matrices of any size: the one door to Eigen's, which take long to
// compile and are compiled once behind it.
#pragma once
#include <Eigen/Core>

namespace steelyard {

/// A = LL' of a symmetric positive definite A.
class Cholesky {
 public:
  explicit Cholesky(const Eigen::MatrixXd& A);

  /// What follows holds only if A was positive definite.
  [[nodiscard]] bool positive() const { return positive_; }
  [[nodiscard]] Eigen::VectorXd solve(const Eigen::VectorXd& b) const;  ///< A⁻¹b
  [[nodiscard]] Eigen::MatrixXd solve(const Eigen::MatrixXd& B) const;  ///< A⁻¹B
  [[nodiscard]] Eigen::MatrixXd inverse() const;
  [[nodiscard]] Eigen::MatrixXd root() const;  ///< L
  [[nodiscard]] double smallest_pivot() const { return L_.diagonal().minCoeff(); }
  [[nodiscard]] double log_determinant() const;  ///< ln |A|

 private:
  Eigen::MatrixXd L_;  // in the lower triangle
  bool positive_;
};

/// Householder's A = QR for least squares, A of full column rank.
class LeastSquares {
 public:
  explicit LeastSquares(const Eigen::MatrixXd& A);

  /// The x with the smallest |Ax − b|.
  [[nodiscard]] Eigen::VectorXd solve(const Eigen::VectorXd& b) const;
  [[nodiscard]] double log_determinant() const;  ///< ln |A'A|

 private:
  Eigen::MatrixXd qr_;
  Eigen::VectorXd factors_;  // of the reflections below the diagonal of qr_
};

/// A = U diag(values) U', values ascending, vectors in the columns of U.
struct SymmetricEigen {
  Eigen::VectorXd values;
  Eigen::MatrixXd vectors;
};
SymmetricEigen symmetric_eigen(const Eigen::MatrixXd& A);
/// Eigenvalues of a symmetric matrix that is zero but on and next to its diagonal.
Eigen::VectorXd tridiagonal_eigenvalues(const Eigen::VectorXd& diagonal,
                                        const Eigen::VectorXd& off_diagonal);

/// b'A⁻¹b, A symmetric and semidefinite; found: its pivots did not contradict that.
struct InverseForm {
  double value = 0;
  bool found = true;
};
InverseForm inverse_form(const Eigen::MatrixXd& A, const Eigen::VectorXd& b);
/// A⁻¹B, A symmetric and semidefinite.
Eigen::MatrixXd solve_symmetric(const Eigen::MatrixXd& A, const Eigen::MatrixXd& B);

/// A⁻¹B of a square A, with full pivoting.
Eigen::MatrixXd solve_general(const Eigen::MatrixXd& A, const Eigen::MatrixXd& B);
Eigen::MatrixXd inverse_of(const Eigen::MatrixXd& A);
double determinant_of(const Eigen::MatrixXd& A);

Eigen::MatrixXd product(const Eigen::MatrixXd& A, const Eigen::MatrixXd& B);             ///< AB
Eigen::VectorXd product(const Eigen::MatrixXd& A, const Eigen::VectorXd& b);             ///< Ab
Eigen::MatrixXd transposed_product(const Eigen::MatrixXd& A, const Eigen::MatrixXd& B);  ///< A'B
Eigen::VectorXd transposed_product(const Eigen::MatrixXd& A, const Eigen::VectorXd& b);  ///< A'b

}  // namespace steelyard
