/// Random- and mixed-effects meta-regression: y = Xβ + u + e, u ~ N(0, τ²), e ~ N(0, v).
#pragma once
#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include "steelyard/pool/method.h"

namespace steelyard {

/// How coefficients are tested.
enum class CoefficientTest { z, t, knapp_hartung, knapp_hartung_adhoc };

struct MixedEffectsSettings {
  /// An estimator of tau2_estimators(); null: no τ² (common effect, τ² = 0).
  const Tau2Estimator* tau2 = nullptr;
  std::optional<double> fixed_tau2 = std::nullopt;  ///< overrides the estimator
  CoefficientTest test = CoefficientTest::z;
  double level = 0.95;
  Eigen::ArrayXd weights = {};  ///< the user's own, one a study; empty: inverse variance
};

struct Coefficient {
  std::string name;
  double estimate = 0, se = 0, statistic = 0, p = 1, low = 0, high = 0;
};

struct MixedEffects {
  int k = 0, p = 0;  ///< studies; columns of X kept
  std::vector<Coefficient> coefficients;
  Eigen::MatrixXd covariance;          ///< of the coefficients, as the test uses it
  std::vector<std::size_t> kept;       ///< columns of X that are not redundant
  std::optional<double> df;            ///< of the t or F distribution; absent for the normal
  double tau2 = 0;
  std::optional<double> tau2_se;
  double scale = 1;                    ///< s² of the Knapp–Hartung adjustment; 1 otherwise
  double qe = 0, qe_df = 0, qe_p = 1;  ///< residual heterogeneity
  double qm = 0, qm_df = 0, qm_p = 1;  ///< omnibus test of all but the intercept; F if df is there
  double i2 = 0, h2 = 1;
  std::optional<double> r2;            ///< percent of τ² accounted for
  Eigen::ArrayXd fitted, residual, hat;
  std::optional<double> log_likelihood, log_likelihood_restricted;
};

/// Fits the model by weighted least squares with weights 1/(v + τ²).
///
/// Takes:  k effects, v > 0, X of k rows; the column of ones, if any, named in `names` "intercept"
/// Gives:  absent, with the reason in `why`, if k ≤ p or the estimator does not settle
/// Source: raudenbush2009; knapp2003 (test)
std::optional<MixedEffects> fit_mixed_effects(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                              const Eigen::MatrixXd& X,
                                              const std::vector<std::string>& names,
                                              const MixedEffectsSettings& settings,
                                              std::string& why);

}  // namespace steelyard
