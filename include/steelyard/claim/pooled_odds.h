/// The odds ratio of several trials with few events, by the binomial–normal model.
#pragma once
#include <span>
#include <vector>

#include "steelyard/claim/standard_care.h"
#include "steelyard/study/study.h"

namespace steelyard {

/// Posterior of the log odds ratio for one prior of the heterogeneity.
struct PooledOdds {
  double tau_sd = 0;
  LogitDistribution pooled;     ///< d
  LogitDistribution new_trial;  ///< the effect in a new trial
  double mean_tau = 0;
};

/// Trials with baselines of their own and related odds ratios, by quadrature.
///
///   c_i ~ Binomial(expit b_i), e_i ~ Binomial(expit(b_i + δ_i)), δ_i ~ Normal(d, τ²)
///   b_i ~ Normal(0, 10²), d ~ Normal(0, log_odds_sd²), τ ~ half-normal(tau_sd)
///
/// Takes:   trials with 0 ≤ events ≤ n in both arms; trials without events take part; log_odds_sd from
///          0.5 to 10
/// Gives:   one posterior for each prior; nothing if there is no trial. Without `with_new_trial`
///          the effect in a new trial is left empty, which saves most of the time
/// Source:  gunhan2020
std::vector<PooledOdds> pooled_odds(std::span<const TwoByTwo> trials,
                                    std::span<const double> tau_sds,
                                    bool with_new_trial = true, double log_odds_sd = 2.82);

/// Posterior of the log odds ratio of one trial, without a model of differences between trials.
/// Source: gunhan2020
LogitDistribution single_trial_odds(const TwoByTwo& trial, double log_odds_sd = 2.82);

}  // namespace steelyard
