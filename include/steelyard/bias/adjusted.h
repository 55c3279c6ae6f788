/// The effect that an infinitely precise study would show, by regression on precision.
#pragma once
#include <optional>
#include <string>

#include "steelyard/bias/asymmetry.h"

namespace steelyard {

/// Precision-effect test (PET), with standard error (PEESE), and the conditional estimator.
struct PetPeese {
  Asymmetry pet;             ///< on √v, weights 1/v; the effect is the intercept
  Asymmetry peese;           ///< on v
  double pet_p = 1;          ///< two-sided, of PET's intercept
  bool chose_peese = false;  ///< PET's intercept differs from 0 (P < 0.10, 5% on either side)
};

/// Source: stanley2014
std::optional<PetPeese> pet_peese(const Effects& effects, double level, std::string& why);

/// y = β + √(v + τ²)(α + ε), ε ~ N(0, 1). τ² is that of the analysis.
struct LimitMetaAnalysis {
  int k = 0;
  double alpha = 0, alpha_se = 0, beta = 0, beta_se = 0;
  /// β + τα: a study with v = 0. Its standard error is that of this sum, weights 1/(v + τ²), with τ²
  /// taken as known; R's metasens gives that of the slope of the radial plot with weights 1/v.
  double estimate = 0, se = 0, low = 0, high = 0, p = 1;
  double tau2 = 0;
  double q = 0, q_residual = 0;       ///< Q and Q′: without and with the slope; weights 1/v
  double q_small = 0, q_small_p = 1;  ///< Q − Q′, χ² with 1 degree of freedom
  double q_residual_p = 1;            ///< χ² with k − 2 degrees of freedom
  /// Of the limit effects β + τ/√(v + τ²) (y − β), seen in a radial plot (effect/√v on 1/√v): the
  /// share of their variance that no line explains, 1 − R². 0 where τ² = 0.
  std::optional<double> g_squared;
};

/// Standard errors take τ² as known and ε as standard normal. Source: ruecker2011
std::optional<LimitMetaAnalysis> limit_meta_analysis(const Effects& effects, double tau2,
                                                     double level, std::string& why);

}  // namespace steelyard
