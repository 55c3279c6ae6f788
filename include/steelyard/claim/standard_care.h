/// What people under standard care are expected to show: the response of control arms, pooled, and
/// predicted for a new group.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "steelyard/pool/synthesis.h"

namespace steelyard {

/// One arm under standard care.
struct CareArm {
  std::string name;
  double events = 0, n = 0;
};

/// A distribution of a logit, tabulated at low, low + step, low + 2·step …
struct LogitDistribution {
  double low = 0, step = 0;
  std::vector<double> density;  ///< integrates to 1 by the trapezoidal rule

  /// Cubic interpolation of the logarithm between the points; 0 outside.
  [[nodiscard]] double density_at(double logit) const;
  /// The logit below which a share p of the mass lies. Takes: 0 < p < 1.
  [[nodiscard]] double quantile(double p) const;
};

/// The pooled response and the response in a new group, for one prior of the heterogeneity.
struct ResponseModel {
  double tau_sd = 0;            ///< of the half-normal prior
  LogitDistribution pooled;     ///< μ
  LogitDistribution new_group;  ///< θ*
  double mean_tau = 0;
};

/// The meta-analytic-predictive model, by quadrature.
///
///   y_i ~ Binomial(n_i, expit θ_i),  θ_i ~ Normal(μ, τ²)
///   μ ~ Normal(0, mu_sd²),  τ ~ half-normal(tau_sd)
///
/// Takes:   k ≥ 1 arms with 0 ≤ events ≤ n, n > 0; each tau_sd from 0.05 to 2
/// Scale:   logit of the share of people who respond
/// Gives:   one model for each prior, in their order; relative error about 1e-7; nothing if k = 0
/// Source:  neuenschwander2010; schmidli2014 (model); weber2021 (priors)
std::vector<ResponseModel> standard_care(std::span<const CareArm> arms,
                                         std::span<const double> tau_sds, double mu_sd = 2);

class CountCurve;

/// How many of n people in a new group respond.
struct CountPrediction {
  long n = 0;
  long median = 0, low = 0, high = 0;  ///< 95%, equal tails
  long low80 = 0, high80 = 0;
  double mean = 0;

  /// P(Y ≤ y).
  [[nodiscard]] double below(long y) const;
  /// The smallest count with at least this share at or below it.
  [[nodiscard]] long quantile(double p) const;
  /// P(Y ≥ y).
  [[nodiscard]] double upper_tail(long y) const;
  /// P(Y < y) + P(Y = y)/2.
  [[nodiscard]] double mid_percentile(long y) const;

  /// Small groups: P(Y ≤ y) for y = 0 to n. Large ones: what gives it.
  std::shared_ptr<const std::vector<double>> summed;
  std::shared_ptr<const CountCurve> curve;
  double evenly = 0;     ///< share of everything at which every count is equally likely
  double everybody = 0;  ///< share at which everybody responds

  /// Sets the counts and the mean above. Takes: the mean share of people of the rest
  void summarise(double mean_share);

 private:
  [[nodiscard]] long searched(double p) const;
};

/// The predictive distribution of counts: a binomial mixed over the logit.
///
/// Takes:  1 ≤ n ≤ 100,000
CountPrediction predict_counts(const LogitDistribution& logit, long n);

/// The same with a weight on "past trials do not apply", for which every share is equally likely.
/// Takes:  0 ≤ weight ≤ 1.  Source: schmidli2014, section 3
CountPrediction robust(const CountPrediction& prediction, double weight);

}  // namespace steelyard
