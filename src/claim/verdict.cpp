// Position of the interval and the decision table.
// Source: the project's claim specification, sections 4.2 and 4.4.
#include "steelyard/claim/verdict.h"

#include <cmath>

namespace steelyard {

Position position(double low, double high, double benefit, double harm) {
  if (low >= benefit) return Position::important_benefit;
  if (low > 0) return high >= benefit ? Position::benefit_size_uncertain : Position::small_benefit;
  if (low > -harm) return high < benefit ? Position::trivial : Position::inconclusive_no_harm;
  if (high >= benefit) return Position::inconclusive;
  if (high >= 0) return Position::no_important_benefit;
  return high > -harm ? Position::harm_size_uncertain : Position::important_harm;
}

bool near_threshold(double low, double high, double benefit, double harm) {
  constexpr double margin = 5;  // per 1,000: specification, section 4.2
  for (const double limit : {low, high})
    for (const double threshold : {0.0, benefit, -harm})
      if (std::abs(limit - threshold) <= margin) return true;
  return false;
}

namespace {

bool at_least_moderate(Grade grade) {
  return grade == Grade::moderate || grade == Grade::high;
}

bool within_or_below(Badge badge) {
  return badge == Badge::within || badge == Badge::below;
}

std::string_view without_control(Badge badge) {
  if (within_or_below(badge)) return "NOT_DISTINGUISHABLE";
  return badge == Badge::above ? "UNEXPLAINED_EXCESS" : "NO_CONTROLLED_EVIDENCE";
}

std::string_view no_difference_claim(const VerdictInput& in) {
  const bool close = in.where == Position::trivial || in.where == Position::small_benefit;
  const bool far = in.where == Position::important_benefit || in.where == Position::important_harm;
  if (close && at_least_moderate(in.grade)) return "SUPPORTED";
  if (close && in.grade == Grade::low) return "PARTLY_SUPPORTED";
  if (far && at_least_moderate(in.grade)) return "CONTRADICTED";
  return "UNCERTAIN";
}

}  // namespace

std::string_view decide(const VerdictInput& in) {
  if (!in.controlled) return without_control(in.badge);
  if (in.direction == ClaimedDirection::no_difference) return no_difference_claim(in);
  const std::string_view unsettled =
      within_or_below(in.badge) ? "NOT_DISTINGUISHABLE" : "UNCERTAIN";
  if (in.grade == Grade::very_low) return unsettled;
  const bool sure = at_least_moderate(in.grade);
  switch (in.where) {
    case Position::important_benefit:
      if (in.over) return "OVERSTATED";
      // A number that nothing was compared with is not a number that was found right.
      return sure && !in.size_unchecked ? "SUPPORTED" : "PARTLY_SUPPORTED";
    case Position::benefit_size_uncertain:
      return in.over ? "OVERSTATED" : "PARTLY_SUPPORTED";
    case Position::small_benefit:
      if (!sure) return "LITTLE_OR_NO_DIFFERENCE";
      return in.big ? "OVERSTATED" : "PARTLY_SUPPORTED";
    case Position::trivial:
      return sure && in.big ? "CONTRADICTED" : "LITTLE_OR_NO_DIFFERENCE";
    case Position::inconclusive_no_harm:
    case Position::inconclusive:
      return unsettled;
    case Position::no_important_benefit:
      return sure && in.big ? "CONTRADICTED" : unsettled;
    case Position::harm_size_uncertain:
    case Position::important_harm:
      return sure ? "CONTRADICTED" : unsettled;
  }
  return unsettled;
}

bool harm_signal(const VerdictInput& in) {
  if (!in.controlled || at_least_moderate(in.grade)) return false;
  // For a claim of harm the scale is mirrored: harm stands where benefit stood.
  if (in.direction == ClaimedDirection::harm)
    return in.where == Position::benefit_size_uncertain || in.where == Position::important_benefit;
  return in.direction == ClaimedDirection::benefit &&
         (in.where == Position::harm_size_uncertain || in.where == Position::important_harm);
}

}  // namespace steelyard
