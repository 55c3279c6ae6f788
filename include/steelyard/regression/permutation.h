/// Permutation tests of a meta-regression and of a pooled effect.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "steelyard/regression/mixed_effects.h"

namespace steelyard {

struct PermutationSettings {
  /// Random arrangements if there are more than this many; absent: all, if at most `most_exact`.
  std::optional<std::uint64_t> draws;
  std::uint64_t seed = 1;
};

/// An exact test of more arrangements than this falls back to `fallback_draws` random ones.
constexpr double most_exact = 1e6;
constexpr std::uint64_t fallback_draws = 100'000;

struct PermutationTest {
  bool exact = false;
  double possible = 0;      ///< different arrangements of the data
  std::uint64_t count = 0;  ///< arrangements refitted
  std::vector<double> p;    ///< two-sided, one for each coefficient
  double omnibus_p = 1;     ///< of all coefficients but the intercept
};

/// Refits the model, τ² included, with the rows of X in other orders: p is the share of
/// arrangements whose statistic is at least as far from zero as the observed one. Of random
/// arrangements the observed one is counted too, so that p is never zero.
///
/// Takes:  X with an intercept and at least one other column
/// Gives:  absent, with the reason in `why`, as fit_mixed_effects
/// Source: higgins2004; phipson2010 (random arrangements)
std::optional<PermutationTest> permutation_test(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                                const Eigen::MatrixXd& X,
                                                const MixedEffectsSettings& settings,
                                                const PermutationSettings& permutation,
                                                std::string& why);

/// The same of a pooled effect: each study's sign is as likely to be turned as not. One
/// coefficient. Source: follmann1999
std::optional<PermutationTest> sign_flip_test(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                              const MixedEffectsSettings& settings,
                                              const PermutationSettings& permutation,
                                              std::string& why);

}  // namespace steelyard
