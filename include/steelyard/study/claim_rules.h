/// Settings of the claim layer: [claims] of review.toml.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace steelyard {

/// The defaults are the project's; a review may make other choices, and its reports say which.
/// Source: the project's claim specification, section 0
struct ClaimRules {
  /// Percent, of every interval by which a claim is judged, whatever level the analyses print.
  double level = 95;
  /// Percent, of the range that another group of people is expected to show. A claimed number beyond it
  /// is above or below standard care, or more than the trials imply.
  double expected_level = 95;
  /// Scales of the half-normal priors of τ on the logit scale: the main analysis, and the sensitivity to it.
  std::array<double, 2> tau_priors{0.5, 1.0};
  double logit_prior = 2;        ///< standard deviation, of the pooled logit of groups
  double log_odds_prior = 2.82;  ///< standard deviation, of the log odds ratio of few trials: gunhan2020
  int least_arms = 3;            ///< fewest groups that decide; with fewer the prior does
  /// Times differ by more than so many weeks and by more than this part of the claimed time.
  double time_weeks = 8, time_percent = 25;
  double severe_per_1000 = 10;  ///< tolerable, of severe harm
  std::string source;           ///< who chose what differs from the defaults

  [[nodiscard]] double level_share() const { return level / 100; }
  /// What lies beyond each end of such an interval, as a share.
  [[nodiscard]] double tail() const { return (100 - level) / 200; }
  [[nodiscard]] double expected_tail() const { return (100 - expected_level) / 200; }
  /// Whether the errors that were counted by simulation are those of these settings.
  [[nodiscard]] bool as_calibrated() const;

  bool operator==(const ClaimRules&) const = default;
};

/// The keys of the settings that are not the project's: "level", "tau_priors".
std::vector<std::string_view> changed_rules(const ClaimRules& rules);

/// Those of them that make some verdict easier to reach than the project's own settings do.
std::vector<std::string_view> laxer_rules(const ClaimRules& rules);

}  // namespace steelyard
