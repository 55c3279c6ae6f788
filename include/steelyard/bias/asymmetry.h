/// Tests for small-study effects (asymmetry of the funnel plot).
///
/// Each gives nothing, with the reason in `why`, if k < 3, if the data lack what it needs, or if
/// all studies are of one size. Whether k is large enough to be worth testing is the caller's to
/// judge.
#pragma once
#include <optional>
#include <string>

#include "steelyard/bias/sizes.h"
#include "steelyard/regression/mixed_effects.h"

namespace steelyard {

/// What the effects are regressed on.
enum class StudySize {
  se,             ///< √v
  variance,       ///< v
  n,              ///< people
  inverse_n,      ///< 1/n
  root_n,         ///< √n
  inverse_root_n  ///< 1/√n
};

/// The slope of effects on study size, and the effect that an infinitely large study would show.
struct Asymmetry {
  int k = 0;
  double bias = 0, bias_se = 0, statistic = 0, p = 1;
  std::optional<double> df;  ///< of the t distribution; absent for the normal
  double intercept = 0, intercept_se = 0, intercept_low = 0, intercept_high = 0;
  std::optional<double> dispersion;  ///< multiplicative: residual mean square
  std::optional<double> tau2;        ///< additive: variance between studies
};

/// Rank correlation between standardised effects and their variances.
struct RankAsymmetry {
  int k = 0;
  double tau = 0;                  ///< Kendall's τ-b
  double score = 0, score_se = 0;  ///< Kendall's S, and its standard error with ties
  double statistic = 0, p = 1;     ///< normal approximation without continuity correction
  std::optional<double> p_exact;   ///< by all orders; absent with ties or many studies
  bool ties = false;
};

/// Weighted regression with multiplicative dispersion, weights 1/v, t with k − 2.
/// With StudySize::se this is Egger's test: its intercept is `bias` here. Source: egger1997
std::optional<Asymmetry> weighted_asymmetry(const Effects& effects, StudySize size, double level,
                                            std::string& why);

/// The same line with additive variance between studies. Source: sterne2005
std::optional<Asymmetry> mixed_asymmetry(const Effects& effects, StudySize size,
                                         const MixedEffectsSettings& settings, std::string& why);

/// Score Z against its variance V, fourfold tables. OR: Z = a − n₁m/N, V = n₁n₂m(N − m)/(N²(N −
/// 1)). RR: Z = (aN − n₁m)/(N − m), V = n₁n₂m/(N(N − m)). Source: harbord2006
std::optional<Asymmetry> harbord_test(const Effects& effects, double level, std::string& why);

/// Effects on 1/N with weights m(N − m)/N, where m is the number of events. Source: peters2006
std::optional<Asymmetry> peters_test(const Effects& effects, double level, std::string& why);

/// Effects on N with weights 1/v. Source: macaskill2001
std::optional<Asymmetry> macaskill_test(const Effects& effects, double level, std::string& why);

/// Effects on 1/√ESS with weights ESS = 4n₁n₂/(n₁ + n₂). Source: deeks2005
std::optional<Asymmetry> deeks_test(const Effects& effects, double level, std::string& why);

/// Effects on √(1/n₁ + 1/n₂) with weights 1/v. Source: pustejovsky2019
std::optional<Asymmetry> pustejovsky_test(const Effects& effects, double level, std::string& why);

/// Rank correlation of (y − μ)/√(v − 1/Σw) with v. Source: begg1994
std::optional<RankAsymmetry> begg_test(const Effects& effects, std::string& why);

/// Rank correlation of (a − E)/√V with 1/V, where E and V are the mean and variance of a at the
/// Mantel–Haenszel odds ratio, margins fixed. Source: schwarzer2007
std::optional<RankAsymmetry> schwarzer_test(const Effects& effects, std::string& why);

/// P of Kendall's S without ties, two-sided, by the distribution over all orders. Takes: 2 ≤ k ≤
/// 500
double kendall_exact_p(double score, int k);

}  // namespace steelyard
