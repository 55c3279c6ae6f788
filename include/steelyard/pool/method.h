/// How effects are pooled: model, τ² estimator, interval, prediction interval.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/base/table.h"
#include "steelyard/effect/effects.h"
#include "steelyard/pool/quantity.h"

namespace steelyard {

class Centred;
struct Method;
struct PoolingMethod;
struct IntervalMethod;

struct Bounds {
  double low = 0, high = 0;
};

/// A remark of the fit: a code that reports word, and the plain fact.
struct FitNote {
  std::string code;  ///< "k1", "few-studies", "not-converged", "interval-withheld" …
  std::string text;
};

/// What a τ² estimator gives. Analysis scale squared.
struct Tau2 {
  double value = 0;  ///< ≥ 0
  std::optional<double> se;
  bool converged = true;
  std::string reason;  ///< why not, if not converged
};

struct Tau2Estimator {
  std::string_view id, label, source;
  Tau2 (*estimate)(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v);
  /// The same with the analysis' own weights; null for estimators that have no use for them.
  Tau2 (*estimate_with)(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                        const Eigen::ArrayXd& weights) = nullptr;
};

/// What an interval method works from.
struct PooledFit {
  double estimate = 0;
  double se = 0;      ///< model-based
  double q_tau2 = 0;  ///< Σ w (y − estimate)² with w = 1/(v + τ²)
  int k = 0;
  double level = 0.95;
  double tau2 = 0;
  const Centred* effects = nullptr;  ///< for intervals that need more sums; null: pooled from counts
};

struct Interval {
  double se = 0;  ///< the standard error that the interval uses
  double low = 0, high = 0;
  double statistic = 0, p = 1;
  std::optional<double> df;  ///< of the t distribution; absent for the normal
};

struct IntervalMethod {
  std::string_view id, label, source;
  /// Absent if k is too small for it.
  std::optional<Interval> (*interval)(const PooledFit& fit);
  /// "" if it suits the other choices, otherwise why not; null: it suits all.
  std::string (*unsuited)(const Method& method) = nullptr;
  /// Centred on the estimate of this pooling only; null: on any.
  const PoolingMethod* pooling = nullptr;
};

struct PredictionMethod {
  std::string_view id, label, source;
  /// Degrees of freedom of the quantile from k and the interval's df; absent: normal quantile.
  /// Gives false if k is too small.
  bool (*quantile_df)(int k, const Interval& interval, std::optional<double>& df);
  /// The interval whose standard error it takes; null: that of the analysis.
  const IntervalMethod* based_on = nullptr;
  /// Limits of its own, not the estimate ± a quantile of √(se² + τ²); null: those. Absent if the data
  /// allow none. Takes: k ≥ 3 and `effects` of the fit.
  std::optional<Bounds> (*own)(const PooledFit& fit) = nullptr;
};

/// What an interval for τ² works from.
struct Tau2IntervalInput {
  const Eigen::ArrayXd &y, &v;
  const Eigen::ArrayXd& weights;  ///< the analysis' own; empty: none
  const Centred& effects;
  double tau2 = 0, h2 = 1;  ///< as estimated
  double typical = 0;       ///< typical sampling variance s², so that H² = 1 + τ²/s²
  double q = 0;             ///< Cochran's Q
  double level = 0.95;
};

struct Tau2Interval {
  std::string_view id, label, source;
  /// Limits of τ², each at least 0; those of τ, I² and H² follow from them.
  std::optional<Bounds> (*interval)(const Tau2IntervalInput& input);
};

enum class Model { common, random };

/// What a pooling of its own kind gives.
struct ModelFit {
  double estimate = 0, se = 0;
  /// Any unit; one for each effect, then, if pooled from counts, one for each of
  /// Effects::without_effect. Empty: the model has no weights.
  std::vector<double> weights;
  double q = 0;  ///< of the study effects around the estimate
  int q_k = 0;   ///< studies that have an effect of their own
  std::optional<Tau2> tau2;    ///< variance between studies, if the model has one
  std::optional<double> df;    ///< of the t interval, if the model has one
  std::optional<Bounds> tau2_ci;
  std::optional<double> typical;  ///< typical sampling variance s², for I² and H²
  std::vector<FitNote> notes;
  std::vector<Quantity> more;  ///< log-likelihood, scale factor …
};

/// The choices of one pooled analysis. Holds rows, never names.
struct Method {
  Model model = Model::random;
  const PoolingMethod* pooling = nullptr;           ///< null: inverse variance
  const Tau2Estimator* tau2 = nullptr;              ///< null: REML; unused under the common effect
  std::optional<double> fixed_tau2 = std::nullopt;  ///< overrides the estimator
  const IntervalMethod* interval = nullptr;         ///< null: Wald
  const PredictionMethod* prediction = nullptr;     ///< null: as the interval
  double level = 0.95;
  const Tau2Interval* tau2_interval = nullptr;      ///< null: Q-profile
  bool i2_from_q = false;                           ///< I² is stated from Q, not from τ²
  bool q_from_effects = false;  ///< Q around the inverse-variance mean, whatever the pooled estimate
  double rho = 0;  ///< correlation of sampling errors within a cluster
};

/// τ² and Q of a pooling that has its own.
struct OwnHeterogeneity {
  Tau2 tau2;
  double q = 0;
};

struct Synthesis;

/// Inverse variance, Mantel–Haenszel, Peto …
struct PoolingMethod {
  std::string_view id, label, source;
  /// "" if the measure can be pooled this way, otherwise why not.
  std::string (*unsuited)(const Measure& measure, Model model);
  /// Null: inverse variance. Absent, with the reason in `why`, if the data give no estimate.
  std::optional<ModelFit> (*fit)(const Effects& effects, const Method& method,
                                 std::string& why) = nullptr;
  bool from_counts = false;  ///< tables without an effect of their own are pooled too
  bool q_centres = false;    ///< Q can be centred on the pooled estimate or on the inverse-variance mean
  /// Weights that stay the same whatever τ² is; the estimate is their weighted mean and its variance
  /// Σ a² (v + τ²)/(Σ a)². Null: weights 1/(v + τ²). Absent, with the reason in `why`, if the data
  /// do not give them.
  std::optional<Eigen::ArrayXd> (*weights)(const Effects& effects, std::string& why) = nullptr;
  /// Replaces the estimator of τ² and Cochran's Q under random effects.
  std::optional<OwnHeterogeneity> (*own)(const Effects& effects, std::string& why) = nullptr;
  std::optional<Model> model = std::nullopt;   ///< where nothing else is asked for
  const Tau2Estimator* tau2 = nullptr;         ///< where nothing else is asked for
  const IntervalMethod* interval = nullptr;    ///< where nothing else is asked for
  /// Fills the whole synthesis, for models that are not one estimate with one standard error.
  void (*synthesise)(const Effects& effects, Synthesis& synthesis) = nullptr;
};

std::span<const Tau2Estimator* const> tau2_estimators();
std::span<const IntervalMethod* const> interval_methods();
std::span<const PredictionMethod* const> prediction_methods();
std::span<const PoolingMethod* const> pooling_methods();
std::span<const Tau2Interval* const> tau2_intervals();

}  // namespace steelyard
