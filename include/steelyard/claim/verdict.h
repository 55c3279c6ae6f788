/// From an interval and a certainty to one of a closed set of verdicts, by published tables.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace steelyard {

/// Where the interval of the risk difference lies against the smallest important differences.
enum class Position {
  important_benefit,
  benefit_size_uncertain,
  small_benefit,
  trivial,
  inconclusive_no_harm,
  inconclusive,
  no_important_benefit,
  harm_size_uncertain,
  important_harm
};

/// Limits and thresholds in events per 1,000, benefit positive. The nine rows are exhaustive and
/// exclusive; limits are compared unrounded.
Position position(double low, double high, double benefit, double harm);

/// A limit within 5 per 1,000 of 0 or of a threshold.
bool near_threshold(double low, double high, double benefit, double harm);

/// Where the claimed number stands among what usual care is expected to show.
enum class Badge { within, below, above, mixed, illustrative, none };

enum class Grade { very_low, low, moderate, high };

enum class ClaimedDirection { benefit, harm, no_difference };

/// What the decision table looks at.
struct VerdictInput {
  bool controlled = false;  ///< a controlled comparison is linked
  Position where = Position::inconclusive;
  Grade grade = Grade::very_low;
  bool over = false;  ///< claimed count above what the evidence implies
  Badge badge = Badge::none;
  bool big = false;  ///< the claim asserts an important or stated size
  ClaimedDirection direction = ClaimedDirection::benefit;
  bool size_unchecked = false;  ///< the claim gives a number, and nothing says whether it is too large
};

/// A row of the register of verdicts.
struct Verdict {
  std::string_view id;      ///< "UNCERTAIN"
  std::string_view label;   ///< "Uncertain"
  std::string_view source;  ///< key in references.toml
  std::string_view meaning;
  std::string_view never_means;
};

std::span<const Verdict* const> verdicts();
const Verdict* find_verdict(std::string_view id);

/// The decision table for effect and comparative claims. Gives: the id of a verdict.
std::string_view decide(const VerdictInput& input);

/// True where evidence of low or very low certainty leans to harm.
bool harm_signal(const VerdictInput& input);

}  // namespace steelyard
