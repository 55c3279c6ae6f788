/// Random- and mixed-effects meta-regression: y = Xβ + u + e, u ~ N(0, τ²), e ~ N(0, v).
#pragma once
#include <Eigen/Core>
#include <optional>
#include <span>
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

/// A Wald test that several coefficients are all zero.
struct CoefficientsTest {
  double statistic = 0;  ///< χ², or F if df2 is there
  double df = 0;
  std::optional<double> df2;
  double p = 1;
};

struct MixedEffects {
  int k = 0, p = 0;  ///< studies; columns of X kept
  std::vector<Coefficient> coefficients;
  Eigen::MatrixXd covariance;          ///< of the coefficients, as the test uses it
  Eigen::MatrixXd covariance_root;     ///< B with covariance B'B, for variances of combinations
  std::vector<std::size_t> kept;       ///< columns of X that are not redundant
  std::vector<std::string> redundant;  ///< names of the columns that others make up
  std::optional<double> df;            ///< of the t or F distribution; absent for the normal
  double tau2 = 0;
  std::optional<double> tau2_se;
  double scale = 1;                    ///< s² of the Knapp–Hartung adjustment; 1 otherwise
  double qe = 0, qe_df = 0, qe_p = 1;  ///< residual heterogeneity
  double qm = 0, qm_df = 0, qm_p = 1;  ///< omnibus test of all but the intercept; F if df is there
  double i2 = 0, h2 = 1;               ///< residual, from τ² and the typical variance
  /// Percent of τ² accounted for: against the intercept-only model by the same estimator. Under
  /// the common effect, the adjusted R² of weighted least squares. 0 if there is nothing to
  /// account for; absent without an intercept.
  std::optional<double> r2;
  /// hat: leverages. standardised: residuals by their standard errors, absent as 0 where h = 1.
  Eigen::ArrayXd fitted, residual, hat, standardised;
  /// Full and restricted, at τ². The restricted one has the term ln |X'X|, so that it does not
  /// depend on the units of the columns.
  std::optional<double> log_likelihood, log_likelihood_restricted;
};

/// Fits the model by weighted least squares with weights 1/(v + τ²).
///
/// Takes:  k effects, v > 0, X of k rows; the column of ones, if any, named in `names` "intercept"
/// Gives:  absent, with the reason in `why`, if k ≤ p, the estimator is not defined with moderators
///         or does not settle, or the Knapp–Hartung standard errors vanish
/// Source: raudenbush2009; knapp2003 (test); viechtbauer2015 (estimators of τ²)
std::optional<MixedEffects> fit_mixed_effects(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                              const Eigen::MatrixXd& X,
                                              const std::vector<std::string>& names,
                                              const MixedEffectsSettings& settings,
                                              std::string& why);

/// Tests that the coefficients at these positions (of `coefficients`) are all zero.
///   b' V⁻¹ b, divided by their number for F. Absent if none is named.
std::optional<CoefficientsTest> test_coefficients(const MixedEffects& fit,
                                                  std::span<const std::size_t> positions);

}  // namespace steelyard
