// The register of covariance structures of outcomes within studies.
#include <cmath>
#include <limits>

#include "stats/matrices.h"
#include "steelyard/multilevel/multilevel.h"

namespace steelyard {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double infinite = std::numeric_limits<double>::infinity();

// The least correlation that keeps G of q outcomes from having a negative eigenvalue.
double least_exchangeable(int q) {
  return q > 1 ? -1.0 / (q - 1) : 0;
}

// Parameters: the variance τ².
void identical(int q, const VectorXd& theta, MatrixXd& G, std::vector<MatrixXd>& dG) {
  const MatrixXd one = MatrixXd::Identity(q, q);
  G = theta[0] * one;
  dG = {one};
}

// Parameters: τ_j² of each outcome.
void diagonal(int q, const VectorXd& theta, MatrixXd& G, std::vector<MatrixXd>& dG) {
  G = theta.asDiagonal();
  dG.assign(static_cast<std::size_t>(q), MatrixXd::Zero(q, q));
  for (int j = 0; j < q; ++j) dG[static_cast<std::size_t>(j)](j, j) = 1;
}

// Parameters: τ², ρ.
void exchangeable(int q, const VectorXd& theta, MatrixXd& G, std::vector<MatrixXd>& dG) {
  const MatrixXd one = MatrixXd::Identity(q, q);
  const MatrixXd off = MatrixXd::Ones(q, q) - one;
  const MatrixXd R = one + theta[1] * off;
  G = theta[0] * R;
  dG = {R, theta[0] * off};
}

// Parameters: τ², ρ; the correlation of times j and l is ρ^|j − l|.
void autoregressive(int q, const VectorXd& theta, MatrixXd& G, std::vector<MatrixXd>& dG) {
  MatrixXd R(q, q), slope(q, q);
  for (int j = 0; j < q; ++j)
    for (int l = 0; l < q; ++l) {
      const int lag = std::abs(j - l);
      R(j, l) = std::pow(theta[1], lag);
      slope(j, l) = lag == 0 ? 0 : theta[0] * lag * std::pow(theta[1], lag - 1);
    }
  G = theta[0] * R;
  dG = {R, slope};
}

// Parameters: the standard deviations τ_j, whose products are smooth at zero, and one ρ.
void heteroscedastic(int q, const VectorXd& theta, MatrixXd& G, std::vector<MatrixXd>& dG) {
  const VectorXd tau = theta.head(q);
  MatrixXd R = MatrixXd::Constant(q, q, theta[q]);
  R.diagonal().setOnes();
  G = tau.asDiagonal() * R * tau.asDiagonal();
  dG.clear();
  for (int j = 0; j < q; ++j) {
    MatrixXd D = MatrixXd::Zero(q, q);
    D.row(j) += R.row(j) * tau.asDiagonal();
    D.col(j) += tau.asDiagonal() * R.col(j);
    dG.push_back(std::move(D));
  }
  MatrixXd off = MatrixXd::Ones(q, q);
  off.diagonal().setZero();
  dG.emplace_back(tau.asDiagonal() * off * tau.asDiagonal());
}

// Parameters: the lower triangle of L by columns, G = LL', so that every value is a covariance. Two
// outcomes have τ₁, τ₂ and ρ instead, whose bounds are simple.
void unstructured(int q, const VectorXd& theta, MatrixXd& G, std::vector<MatrixXd>& dG) {
  if (q == 2) return heteroscedastic(q, theta, G, dG);
  MatrixXd L = MatrixXd::Zero(q, q);
  for (int l = 0, a = 0; l < q; ++l)
    for (int j = l; j < q; ++j) L(j, l) = theta[a++];
  G = product(L, MatrixXd(L.transpose()));
  dG.clear();
  for (int l = 0; l < q; ++l)
    for (int j = l; j < q; ++j) {
      MatrixXd D = MatrixXd::Zero(q, q);
      D.row(j) += L.col(l).transpose();
      D.col(j) += L.col(l);
      dG.push_back(std::move(D));
    }
}

int one_parameter(int) {
  return 1;
}
int two_parameters(int) {
  return 2;
}
int one_each(int q) {
  return q;
}
int one_more(int q) {
  return q + 1;
}
int triangle(int q) {
  return q * (q + 1) / 2;
}

int power_of_variance(int, int) {
  return 2;
}
int power_of_two(int, int parameter) {
  return parameter == 0 ? 2 : 0;
}
int power_of_deviations(int q, int parameter) {
  return parameter < q ? 1 : 0;
}
int power_of_triangle(int q, int parameter) {
  return q == 2 ? power_of_deviations(q, parameter) : 1;
}

void not_negative(int, VectorXd& low, VectorXd& high) {
  low.setZero();
  high.setConstant(infinite);
}
void exchangeable_bounds(int q, VectorXd& low, VectorXd& high) {
  not_negative(q, low, high);
  low[low.size() - 1] = least_exchangeable(q);
  high[high.size() - 1] = q > 1 ? 1 : 0;
}
void autoregressive_bounds(int q, VectorXd& low, VectorXd& high) {
  exchangeable_bounds(q, low, high);
  low[1] = q > 1 ? -1 : 0;
}
void triangle_bounds(int q, VectorXd& low, VectorXd& high) {
  if (q == 2) return exchangeable_bounds(q, low, high);
  low.setConstant(-infinite);
  high.setConstant(infinite);
}

VectorXd start_variances(int q, double variance, double) {
  return VectorXd::Constant(q, variance);
}
VectorXd start_one(int, double variance, double) {
  return VectorXd::Constant(1, variance);
}
VectorXd start_two(int q, double variance, double correlation) {
  VectorXd theta(2);
  theta << variance, std::max(correlation, 0.9 * least_exchangeable(q));
  return theta;
}
VectorXd start_deviations(int q, double variance, double correlation) {
  VectorXd theta = VectorXd::Constant(q + 1, std::sqrt(variance));
  theta[q] = std::max(correlation, 0.9 * least_exchangeable(q));
  return theta;
}
VectorXd start_triangle(int q, double variance, double correlation) {
  if (q == 2) return start_deviations(q, variance, correlation);
  const double rho = std::max(correlation, 0.9 * least_exchangeable(q));
  // The Cholesky factor of an exchangeable matrix, column by column.
  MatrixXd R = MatrixXd::Constant(q, q, rho);
  R.diagonal().setOnes();
  MatrixXd L = MatrixXd::Zero(q, q);
  for (int l = 0; l < q; ++l)
    for (int j = l; j < q; ++j) {
      double sum = R(j, l);
      for (int m = 0; m < l; ++m) sum -= L(j, m) * L(l, m);
      L(j, l) = j == l ? std::sqrt(std::max(sum, 0.0)) : sum / L(l, l);
    }
  VectorXd theta(triangle(q));
  for (int l = 0, a = 0; l < q; ++l)
    for (int j = l; j < q; ++j) theta[a++] = std::sqrt(variance) * L(j, l);
  return theta;
}

constexpr CovarianceStructure un{.id = "UN",
                                 .label = "unstructured",
                                 .source = "berkey1998",
                                 .parameters = triangle,
                                 .bounds = triangle_bounds,
                                 .power = power_of_triangle,
                                 .start = start_triangle,
                                 .matrix = unstructured};
constexpr CovarianceStructure hcs{.id = "HCS",
                                  .label = "heteroscedastic compound symmetry",
                                  .source = "jennrich1986",
                                  .parameters = one_more,
                                  .bounds = exchangeable_bounds,
                                  .power = power_of_deviations,
                                  .start = start_deviations,
                                  .matrix = heteroscedastic};
constexpr CovarianceStructure cs{.id = "CS",
                                 .label = "compound symmetry",
                                 .source = "jennrich1986",
                                 .parameters = two_parameters,
                                 .bounds = exchangeable_bounds,
                                 .power = power_of_two,
                                 .start = start_two,
                                 .matrix = exchangeable};
constexpr CovarianceStructure diag{.id = "DIAG",
                                   .label = "diagonal",
                                   .source = "jennrich1986",
                                   .parameters = one_each,
                                   .bounds = not_negative,
                                   .power = power_of_variance,
                                   .start = start_variances,
                                   .matrix = diagonal};
constexpr CovarianceStructure id{.id = "ID",
                                 .label = "identity",
                                 .source = "jennrich1986",
                                 .parameters = one_parameter,
                                 .bounds = not_negative,
                                 .power = power_of_variance,
                                 .start = start_one,
                                 .matrix = identical};
constexpr CovarianceStructure ar{.id = "AR",
                                 .label = "first-order autoregressive, times in order",
                                 .source = "jennrich1986",
                                 .parameters = two_parameters,
                                 .bounds = autoregressive_bounds,
                                 .power = power_of_two,
                                 .start = start_two,
                                 .matrix = autoregressive};

constexpr const CovarianceStructure* structures[] = {&un, &hcs, &cs, &diag, &id, &ar};

}  // namespace

std::span<const CovarianceStructure* const> covariance_structures() {
  return structures;
}

}  // namespace steelyard
