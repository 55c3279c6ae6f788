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

/// A trapezoidal rule on the whole line, which converges geometrically for analytic integrands. With
/// steps scaled to the mode its error is about exp(−2π²/normal_step²) for the normal part, and
/// exp(−2πd/predictor_step) for a count, whose likelihood is analytic within d ≥ π/2 of the real
/// line. Source: trefethen2014
struct LineRule {
  double normal_step;     ///< in standard deviations at the mode
  double predictor_step;  ///< the largest of a linear predictor
  double vanishing;       ///< of the integrand at its mode: the line ends there
  double error;           ///< of a study's log-likelihood, about
};
/// Errors below 1e-10 of the likelihood of logits; of a log rate with few events, whose likelihood grows
/// as (cos y)^−events off the real line, up to 1e-7. 7-point adaptive Gauss–Hermite quadrature leaves
/// 1e-5 for sparse counts.
constexpr LineRule fine_rule{0.85, 0.4, 1e-13, 1e-13};
/// For what is printed: about 1e-14 of the likelihood, 1e-12 of its second derivatives.
constexpr LineRule finest_rule{0.5, 0.2, 1e-18, 1e-13};
/// To look around: about 1e-5.
constexpr LineRule coarse_rule{1.2, 0.8, 1e-7, 1e-5};

/// ln ∫ exp(Σ ℓ_j(η_j)) φ(z) dz, its gradient and Hessian in the parameters.
StudyValue study_value(const StudyCounts& study, const Loads& loads, const GlmmVector& parameters,
                       const LineRule& rule = fine_rule);

}  // namespace steelyard
