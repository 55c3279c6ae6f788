/// Tests of whether effects differ beyond chance, and of whether pooled counts show any effect.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "steelyard/effect/effects.h"

namespace steelyard {

struct ChiSquaredTest {
  double statistic = 0, df = 0, p = 1;
};

/// Likelihood ratio test of τ² = 0.
///
///   LR = 2 (l(τ̂²) − l(0)),  P = ½ P(χ²₁ > LR), because τ² = 0 lies on the edge; 1 if LR = 0
///
/// Takes:  k ≥ 2 effects; `restricted`: the restricted likelihood
/// Gives:  absent if the effects are too far apart for double precision
/// Source: viechtbauer2007tests
std::optional<ChiSquaredTest> likelihood_ratio_test(const Eigen::ArrayXd& y,
                                                    const Eigen::ArrayXd& v, bool restricted);

/// Cochran–Mantel–Haenszel test of no effect in any table.
///
///   χ² = (|Σ(a − E)| − c)² / ΣV,  c = ½ (never more than |Σ(a − E)|) or 0
///
/// Takes:  counts in two groups, or with person-time
/// Gives:  absent, with the reason in `why`, if the tables tell nothing
/// Source: mantel1959; rothman2008 (person-time)
std::optional<ChiSquaredTest> cochran_mantel_haenszel(std::span<const Data> tables,
                                                      bool continuity, std::string& why);

/// Tests of a common odds ratio: the differences from the counts expected at the Mantel–Haenszel odds
/// ratio, over their variance, summed; Tarone subtracts what that ratio's inefficiency adds.
struct CommonOddsRatioTests {
  ChiSquaredTest breslow_day, tarone;
};
/// Takes:  counts in two groups; tables without events, or without non-events, do not count
/// Gives:  absent, with the reason in `why`, with fewer than two such tables, or without an odds ratio
/// Source: breslow1980, section 4.4; tarone1985
std::optional<CommonOddsRatioTests> common_odds_ratio_tests(std::span<const Data> tables,
                                                            std::string& why);

}  // namespace steelyard
