// One study's likelihood, its random effects integrated out, with exact derivatives.
#pragma once
#include <Eigen/Core>
#include <array>

#include "pool/glmm/terms.h"

namespace steelyard {

/// θ, γ, σ, λ, τ and a study's own parameter.
constexpr int most_glmm_parameters = 6;

using GlmmVector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, most_glmm_parameters, 1>;
using GlmmMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most_glmm_parameters,
                                 most_glmm_parameters>;

/// How parameters make the linear predictors of a study's one or two counts:
/// η_j = Σ_q load_jq · parameter_q · (z of its axis, or 1), with z standard normal.
/// Standard deviations are such parameters, so that η is linear in all of them.
struct Loads {
  struct Parameter {
    std::array<double, 2> load{};
    int axis = -1;  ///< −1: not random
  };
  std::array<Parameter, most_glmm_parameters> of{};
  int parameters = 0;
  int axes = 0;  ///< independent random effects of a study, at most 2
};

struct StudyCounts {
  std::array<Term, 2> term;
  int terms = 1;
};

struct StudyValue {
  double log_likelihood = 0;
  GlmmVector gradient;
  GlmmMatrix hessian;
};

/// ln ∫ exp(Σ ℓ_j(η_j)) φ(z) dz, its gradient and Hessian in the parameters.
///
/// The trapezoidal rule on the whole line converges geometrically for analytic integrands; with
/// steps scaled to the mode it is exact to about 1e-12 of the likelihood, where the usual 7 points
/// of adaptive Gauss–Hermite quadrature leave 1e-5 for sparse counts.
/// Source: trefethen2014
StudyValue study_value(const StudyCounts& study, const Loads& loads, const GlmmVector& parameters);

}  // namespace steelyard
