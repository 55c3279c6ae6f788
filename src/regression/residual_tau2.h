// Estimators of τ² beyond moderators: those of the intercept-only model with P of a design matrix.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "pool/likelihood.h"
#include "regression/projection.h"
#include "steelyard/pool/method.h"

namespace steelyard {

/// A row for each Tau2Estimator that is defined with moderators; the ids are the same.
struct ResidualTau2 {
  std::string_view id, source;
  /// t = τ²/v₀; absent only if the effects are too far apart for double precision.
  std::optional<double> (*estimate)(Projection& design);
  double (*se)(Projection& design, double t);  ///< of t
  /// The same with the analysis' own weights a, given as 1/a in the order of rows of the design;
  /// null for estimators that have no use for them.
  std::optional<double> (*estimate_weighted)(Projection& design,
                                             const std::vector<double>& of_weights) = nullptr;
  double (*se_weighted)(Projection& design, double t,
                        const std::vector<double>& of_weights) = nullptr;
};

std::span<const ResidualTau2* const> residual_tau2_estimators();

/// t at the global maximum of the profile likelihood, to the last bits; absent only if the effects
/// are too far apart for double precision.
std::optional<double> highest_likelihood(Projection& design, Likelihood kind);

/// t with Q(t) = target; 0 if Q(0) is not above it. Takes: target > 0.
std::optional<double> tau2_where_q_is(Projection& design, double target);

/// The row's estimate on the analysis scale. Takes: the analysis' own weights, caller's order;
/// empty: none.
Tau2 estimate_with(const ResidualTau2& row, Projection& design, const Eigen::ArrayXd& weights);

/// tr P at the last factoring.
double trace_of_p(const Projection& design);

/// Traces of products of P and V = diag(u) at the last factoring.
struct ProjectionTraces {
  double p = 0, pp = 0, pvp = 0, pvpv = 0;
};
ProjectionTraces traces_of(const Projection& design);

}  // namespace steelyard
