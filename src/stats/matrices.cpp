// Factorings and products of matrices of any size.
#include "stats/matrices.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <Eigen/QR>

namespace steelyard {

using Eigen::MatrixXd;
using Eigen::VectorXd;

Cholesky::Cholesky(const MatrixXd& A) : L_(A) {
  const Eigen::LLT<Eigen::Ref<MatrixXd>> in_place(L_);
  positive_ = in_place.info() == Eigen::Success;
}

VectorXd Cholesky::solve(const VectorXd& b) const {
  VectorXd x = b;
  L_.triangularView<Eigen::Lower>().solveInPlace(x);
  L_.adjoint().triangularView<Eigen::Upper>().solveInPlace(x);
  return x;
}

MatrixXd Cholesky::solve(const MatrixXd& B) const {
  MatrixXd X = B;
  L_.triangularView<Eigen::Lower>().solveInPlace(X);
  L_.adjoint().triangularView<Eigen::Upper>().solveInPlace(X);
  return X;
}

MatrixXd Cholesky::inverse() const {
  return solve(MatrixXd(MatrixXd::Identity(L_.rows(), L_.cols())));
}

MatrixXd Cholesky::root() const {
  return L_.triangularView<Eigen::Lower>();
}

double Cholesky::log_determinant() const {
  return 2 * L_.diagonal().array().log().sum();
}

LeastSquares::LeastSquares(const MatrixXd& A) {
  const Eigen::HouseholderQR<MatrixXd> qr(A);
  qr_ = qr.matrixQR();
  factors_ = qr.hCoeffs();
}

VectorXd LeastSquares::solve(const VectorXd& b) const {
  const Eigen::Index p = qr_.cols();
  VectorXd c = b;
  c.applyOnTheLeft(Eigen::householderSequence(qr_, factors_).setLength(p).adjoint());
  VectorXd x = c.head(p);
  qr_.topRows(p).triangularView<Eigen::Upper>().solveInPlace(x);
  return x;
}

double LeastSquares::log_determinant() const {
  return 2 * qr_.topRows(qr_.cols()).diagonal().cwiseAbs().array().log().sum();
}

SymmetricEigen symmetric_eigen(const MatrixXd& A) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(A);
  return {solver.eigenvalues(), solver.eigenvectors()};
}

VectorXd tridiagonal_eigenvalues(const VectorXd& diagonal, const VectorXd& off_diagonal) {
  Eigen::SelfAdjointEigenSolver<MatrixXd> solver;
  solver.computeFromTridiagonal(diagonal, off_diagonal, Eigen::EigenvaluesOnly);
  return solver.eigenvalues();
}

InverseForm inverse_form(const MatrixXd& A, const VectorXd& b) {
  const Eigen::LDLT<MatrixXd> factor(A);
  return {b.dot(VectorXd(factor.solve(b))), factor.info() == Eigen::Success};
}

MatrixXd solve_symmetric(const MatrixXd& A, const MatrixXd& B) {
  return A.ldlt().solve(B);
}

MatrixXd solve_general(const MatrixXd& A, const MatrixXd& B) {
  return A.fullPivLu().solve(B);
}

MatrixXd inverse_of(const MatrixXd& A) {
  return A.inverse();
}

double determinant_of(const MatrixXd& A) {
  return A.fullPivLu().determinant();
}

MatrixXd product(const MatrixXd& A, const MatrixXd& B) {
  return A * B;
}

VectorXd product(const MatrixXd& A, const VectorXd& b) {
  return A * b;
}

MatrixXd transposed_product(const MatrixXd& A, const MatrixXd& B) {
  return A.transpose() * B;
}

VectorXd transposed_product(const MatrixXd& A, const VectorXd& b) {
  return A.transpose() * b;
}

}  // namespace steelyard
