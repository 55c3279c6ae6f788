/// Generalised linear mixed models: effects pooled from counts by their exact likelihood, without
/// normal approximation within studies and without corrections of zero cells.
///
///   ln L = Σ_i ln ∫ f(counts_i | θ_i, nuisance_i) N(θ_i; μ, τ²) dθ_i
///
/// Maximum likelihood throughout. Source: stijnen2010; models numbered by jackson2018.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <span>
#include <string>

#include "steelyard/pool/synthesis.h"
#include "steelyard/study/study.h"

namespace steelyard {

/// What is assumed about the control groups' level.
enum class GlmmModel {
  conditional,             ///< nothing: given the events of both groups (jackson2018, model 7)
  conditional_approximate, ///< the same, binomial where events are rare (Stijnen's section 4.2)
  fixed_studies,           ///< each study has its own level, estimated (jackson2018, model 4)
  /// Levels are normal between studies (jackson2018, model 5): tables without events stay, as they
  /// tell of the levels. metafor's rma.glmm leaves them out unless drop00 = FALSE.
  random_studies,
  correlated_studies,      ///< levels and effects are bivariate normal
};

struct GlmmSettings {
  GlmmModel model = GlmmModel::conditional;
  bool random = true;  ///< effects differ between studies; otherwise one common effect
  double level = 0.95;
  bool tests = true;          ///< of heterogeneity
  bool tau2_interval = true;  ///< costs as much as the fit
};

struct GlmmTest {
  double statistic = 0;
  int df = 0;
  double p = 1;
};

struct GlmmFit {
  double estimate = 0, se = 0;  ///< μ: log odds ratio, log rate ratio, logit or log rate
  int k = 0;                    ///< studies that tell something about the effect
  int uninformative = 0;        ///< studies that tell nothing: no events, or only events
  double log_likelihood = 0;    ///< with all constants
  int parameters = 0;           ///< estimated, with levels of studies
  int observations = 0;         ///< counts that the likelihood is made of
  std::optional<Tau2> tau2;     ///< between studies; absent under a common effect
  std::optional<Bounds> tau2_ci;  ///< profile likelihood; absent if it has no end
  /// Random levels: mean logit or log rate half-way between the groups, its variance and its
  /// correlation with the effects.
  std::optional<double> level, level_variance, correlation;
  /// Of the estimate, then of the mean level if there is one.
  Eigen::MatrixXd covariance;
  /// Are all studies' effects one? Likelihood ratio of the saturated against the common-effect
  /// model, and the Wald test in the saturated model, where studies with a zero cell count nothing.
  std::optional<GlmmTest> likelihood_ratio, wald;

  [[nodiscard]] double aic() const { return 2 * (parameters - log_likelihood); }
  [[nodiscard]] double bic() const;
};

/// Log odds ratio of two groups.
///
/// Takes:   k ≥ 1 tables; `conditional` needs whole counts
/// Gives:   absent, with the reason in `why`, if the likelihood has no finite maximum
/// Notices: double-zero tables count in the models with random levels only
/// Source:  stijnen2010; jackson2018
std::optional<GlmmFit> fit_glmm(std::span<const TwoByTwo> tables, const GlmmSettings& settings,
                                std::string& why);

/// Log rate ratio of two groups; `conditional` is binomial and exact. As above otherwise.
std::optional<GlmmFit> fit_glmm(std::span<const PersonTime> tables, const GlmmSettings& settings,
                                std::string& why);

/// Logit of a share: the binomial–normal model. `settings.model` has no meaning.
/// Source: hamza2008
std::optional<GlmmFit> fit_glmm(std::span<const OneProportion> groups,
                                const GlmmSettings& settings, std::string& why);

/// Log rate: the Poisson–normal model. `settings.model` has no meaning. Source: stijnen2010
std::optional<GlmmFit> fit_glmm(std::span<const OneRate> groups, const GlmmSettings& settings,
                                std::string& why);

}  // namespace steelyard
