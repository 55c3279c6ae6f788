/// Selection models: effects corrected for studies that stayed unpublished because of their P
/// value.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/pool/synthesis.h"

namespace steelyard {

/// The P value on which selection works: of a greater effect, of a smaller one, or of either.
enum class SelectionSide { greater, less, two_sided };

/// One study's P value as a weight function sees it.
struct SelectionPoint {
  double p = 0, log_p = 0;
  double q = 0, log_q = 0;   ///< 1 − p
  std::size_t interval = 0;  ///< of the steps, from 0
};

/// Derivatives of log w by δ: first, and second in the order 11, 12, 22.
struct WeightSlopes {
  double first[2] = {0, 0}, second[3] = {0, 0, 0};
};

/// A weight function w(p; δ): how likely a study with that P value is to be seen, relative to
/// others.
struct SelectionModel {
  std::string_view id, label, source;
  double (*log_weight)(const SelectionPoint& point, const Eigen::ArrayXd& delta);
  int deltas = 1;   ///< 0: one for each interval of the steps, the first of them 1
  double none = 0;  ///< the value of each δ without selection
  double low = 0;   ///< least δ
  std::size_t least_steps = 0, most_steps = 0;  ///< without the last, 1
  /// P values are kept this far from 0 and 1, where the weight would be 0 or infinite.
  double censored = 0;
  double reach = 9;  ///< |z| beyond which the weight no longer changes
  /// Null for steps, whose likelihood is in closed form.
  WeightSlopes (*slopes)(const SelectionPoint& point, const Eigen::ArrayXd& delta) = nullptr;
};

std::span<const SelectionModel* const> selection_models();

struct SelectionSettings {
  const SelectionModel* model = nullptr;
  SelectionSide side = SelectionSide::greater;
  std::vector<double> steps = {};                 ///< rising, between 0 and 1
  std::vector<std::optional<double>> delta = {};  ///< fixed values; empty: all are estimated
  bool random = true;                             ///< false: τ² = 0
  double level = 0.95;
};

/// A parameter of the weight function.
struct SelectionDelta {
  std::string name;  ///< "0.025 to 1", "δ₁"
  double value = 0;
  bool fixed = false;                      ///< not estimated
  std::optional<double> se, statistic, p;  ///< against the value without selection
  std::optional<Bounds> interval;          ///< cut at the bounds of the parameter
  std::optional<int> k;                    ///< studies with a P value in this interval; steps only
};

struct SelectionFit {
  int k = 0;
  double estimate = 0;
  std::optional<double> se, statistic, p;
  std::optional<Bounds> interval;
  double estimate_without = 0;  ///< without selection, by maximum likelihood
  double tau2 = 0;
  std::optional<double> tau2_se;
  std::vector<SelectionDelta> delta;
  double log_likelihood = 0, log_likelihood_without = 0;
  std::optional<double> lrt, lrt_p;  ///< against the model without selection
  int lrt_df = 0;
  std::optional<double> lrt_tau2, lrt_tau2_p;  ///< against τ² = 0, with selection
  std::vector<FitNote> notes;
};

/// Fits y ~ N(μ, v + τ²), seen with a likelihood proportional to w(p; δ), by maximum likelihood:
///
///   log L = Σ log w(pᵢ) − ½ log 2πηᵢ² − (yᵢ − μ)²/2ηᵢ² − log ∫ w(p(y)) φ((y − μ)/ηᵢ)/ηᵢ dy
///
/// with ηᵢ² = vᵢ + τ².
///
/// Takes:  k ≥ 2 effects, v > 0
/// Gives:  the highest of the maxima found from several starts; absent, with the reason in `why`,
/// if
///         there is none. τ² and δ may stand on a bound; they have no standard error then.
/// Source: hedges1992, veveahedges1995
std::optional<SelectionFit> fit_selection(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                          const SelectionSettings& settings, std::string& why);

/// The logarithm of the likelihood above at given values, for profiles and checks.
double selection_log_likelihood(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                const SelectionSettings& settings, double mu, double tau2,
                                const Eigen::ArrayXd& delta);

/// A set of weights fixed beforehand, as examples of more or less severe selection.
struct SelectionWeights {
  std::string_view id, label, source;
  std::span<const double> steps, delta;
};

/// Moderate and severe, one- and two-tailed. Source: vevea2005, table 1.
std::span<const SelectionWeights> selection_weights();

}  // namespace steelyard
