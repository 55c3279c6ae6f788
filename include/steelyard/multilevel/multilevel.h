/// Several effects of one study: y = Xβ + Σ Z u + e with known sampling covariance.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/base/table.h"
#include "steelyard/effect/effects.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/regression/mixed_effects.h"

namespace steelyard {

/// Rows whose sampling errors are correlated, with their covariance.
struct SamplingBlock {
  std::vector<Eigen::Index> rows;
  Eigen::MatrixXd V;
};

/// How the true effects of the outcomes of one study vary together: G of u_study ~ N(0, G).
struct CovarianceStructure {
  std::string_view id, label, source;
  /// Parameters for q outcomes.
  int (*parameters)(int q);
  /// Bounds of the parameters; infinite where free.
  void (*bounds)(int q, Eigen::VectorXd& low, Eigen::VectorXd& high);
  /// With which power of the effects' unit each parameter grows: 2 a variance, 0 a correlation.
  int (*power)(int q, int parameter);
  /// A start from variance and correlation.
  Eigen::VectorXd (*start)(int q, double variance, double correlation);
  /// G and its derivative by each parameter.
  void (*matrix)(int q, const Eigen::VectorXd& theta, Eigen::MatrixXd& G,
                 std::vector<Eigen::MatrixXd>& dG);
};

std::span<const CovarianceStructure* const> covariance_structures();

/// Random effects of outcomes (arms, times) within studies.
struct OutcomeEffects {
  const CovarianceStructure* structure = nullptr;
  std::vector<int> outcome;  ///< number from 0 of each row; times in their order
  std::vector<int> study;    ///< number from 0 of each row
  int q = 0;                 ///< outcomes
};

struct MultilevelData {
  Eigen::ArrayXd y, v;
  Eigen::MatrixXd X;  ///< k rows; of full rank
  std::vector<std::string> names;  ///< of the columns; the column of ones is "intercept"
  std::vector<Grouping> levels;    ///< random intercepts, outer first; each splits the one before
  std::vector<SamplingBlock> correlated;  ///< rows not in a block are independent, with variance v
  std::optional<OutcomeEffects> outcomes;
};

struct MultilevelSettings {
  bool restricted = true;  ///< REML; otherwise ML
  bool t = false;          ///< tests with t on k − p degrees of freedom
  double level = 0.95;
};

struct MultilevelFit {
  int k = 0, p = 0;
  std::vector<Coefficient> coefficients;
  Eigen::MatrixXd covariance;  ///< of the coefficients
  std::optional<double> df;
  std::vector<double> sigma2;  ///< one for each level; exactly 0 on the border
  std::vector<double> i2;      ///< percent of the total variance, one for each level
  double typical = 0;          ///< typical sampling variance
  Eigen::MatrixXd G;           ///< of the outcomes; empty without
  Eigen::VectorXd theta;       ///< sigma2, then the parameters of G, in units of `unit`²
  double unit = 1;
  double log_likelihood = 0, aic = 0, bic = 0;
  int parameters = 0;
  double qe = 0, qe_df = 0, qe_p = 1;
  double qm = 0, qm_df = 0, qm_p = 1;  ///< all but the intercept, or all where it stands alone
  Eigen::ArrayXd residual;
  Eigen::ArrayXd weight;  ///< row sums of M⁻¹, for showing
};

/// Fits by (restricted) maximum likelihood: the highest of the maxima found from a grid of starts.
///
///   M = V + Σ σ²_l Z_l Z_l' + Z_G (I ⊗ G) Z_G'
///
/// The cost grows with the number of clusters, not with its square. Without correlated errors and
/// outcomes the sums run along the tree of groups and never subtract nearly equal numbers.
/// Gives:  absent, with the reason in `why`, if k ≤ p or no maximum was found
/// Source: konstantopoulos2011; vandennoortgate2013; berkey1998; harville1977
std::optional<MultilevelFit> fit_multilevel(const MultilevelData& data,
                                            const MultilevelSettings& settings, std::string& why);

/// The same with given variance components instead of estimated ones, analysis scale.
/// `theta`: sigma2 of the levels, then the parameters of G.
std::optional<MultilevelFit> multilevel_at(const MultilevelData& data,
                                           const MultilevelSettings& settings,
                                           const Eigen::VectorXd& theta, std::string& why);

/// (Restricted) log-likelihood at given variance components, analysis scale.
struct LikelihoodAt {
  double value = 0;
  Eigen::VectorXd gradient;
};
std::optional<LikelihoodAt> multilevel_likelihood(const MultilevelData& data, bool restricted,
                                                  const Eigen::VectorXd& theta);

/// Interval of σ² of one level: where twice the drop of the profile likelihood stays below the
/// quantile of χ² on one degree of freedom. An upper limit that does not exist is infinite.
/// Source: hardy1996; venzon1988
std::optional<Bounds> profile_interval(const MultilevelData& data, const MultilevelFit& fit,
                                       const MultilevelSettings& settings, std::size_t level);

/// Covariance within clusters from the variances and one correlation of the sampling errors:
/// V_ij = ρ √(v_i v_j). Takes: −1 ≤ ρ ≤ 1; positive definite as the caller's data allow.
/// Source: borenstein2009, chapter 24
std::vector<SamplingBlock> imputed_covariance(const Eigen::ArrayXd& v,
                                              const std::vector<int>& cluster, double rho);

}  // namespace steelyard
