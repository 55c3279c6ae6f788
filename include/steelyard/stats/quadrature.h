/// Integrals.
#pragma once
#include <functional>
#include <span>
#include <vector>

namespace steelyard {

struct QuadratureRule {
  std::vector<double> nodes;    ///< ascending
  std::vector<double> weights;  ///< of ∫ f(x) exp(−x²) dx
  std::vector<double> plain;    ///< weight · exp(node²), of ∫ f(x) dx
};

/// Gauss–Hermite: Σ weight · f(node) = ∫ f(x) exp(−x²) dx, exact for polynomials below degree 2n.
///
/// Takes:  1 ≤ n ≤ 200; beyond, the nearest of these
/// Gives:  nodes and weights to full precision; made once for each n, safe to ask from any thread
/// Source: golub1969
const QuadratureRule& gauss_hermite(int n);

/// ∫ f from low to high, either of which may be infinite, by adaptive Gauss–Kronrod quadrature.
///
/// Gives:  an error of about 1e-12 of ∫|f| for smooth f; never throws. NaN or infinity only if f
///         gives them, or a limit is NaN. Split the range at known kinks and narrow peaks.
/// Source: piessens1983
double integral(const std::function<double(double)>& f, double low, double high);

}  // namespace steelyard
