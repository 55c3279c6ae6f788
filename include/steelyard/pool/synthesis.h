/// The pooled answer on the analysis scale.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/pool/method.h"
#include "steelyard/pool/quantity.h"

namespace steelyard {

struct Heterogeneity {
  std::optional<double> tau2, tau2_se;  ///< absent under the common effect
  std::optional<Bounds> tau2_ci;        ///< by Method::tau2_interval
  std::optional<Bounds> i2_ci, h2_ci;   ///< I² in percent; from the τ² interval, or from Q as I² itself
  std::optional<double> typical;        ///< typical sampling variance s² of the studies
  double q = 0, q_df = 0, q_p = 1;
  double i2 = 0;         ///< percent, from τ² and the typical variance
  double i2_from_q = 0;  ///< percent, from Q
  double h2 = 1;
  /// Percent: the mean share of τ² in the variances v + τ² of the studies' effects. Source: crippa2016
  std::optional<double> rb;
};

struct Synthesis {
  Method method;  ///< with every null replaced by the row that was used
  int k = 0;      ///< studies pooled; pooling from counts includes Effects::without_effect
  int studies = 0;  ///< independent ones: fewer than k where several effects are of one study
  std::optional<double> estimate, se;  ///< absent if k = 0 or the data allow none
  std::optional<Interval> interval;
  std::optional<Bounds> prediction;
  std::optional<double> prediction_df;  ///< of its t distribution; absent: normal
  std::optional<double> prediction_se;  ///< √(se² + τ²)
  std::optional<Heterogeneity> heterogeneity;
  /// Percent, one for each effect. Their sum is 100, or less where Effects::without_effect carry
  /// the rest of the weight.
  std::vector<double> weights;
  std::vector<Quantity> fit;   ///< what this pooling gives besides: log-likelihood, scale factor …
  std::vector<FitNote> notes;  ///< why a value is absent, or what to beware of
};

/// Pools k effects.
///
/// k = 0 gives no estimate; k = 1 the study itself, without heterogeneity or prediction; k = 2 and
/// 3 give everything that is defined, with a note. Never NaN: an absent value has a note.
Synthesis pool(const Effects& effects, const Method& method);

/// τ² that the generalised Q statistic supports at the two limits (Q-profile).
/// Source: viechtbauer2007, section 3.
std::optional<Bounds> q_profile(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, double level);

}  // namespace steelyard
