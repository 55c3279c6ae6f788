// What a sentence is set against.
#pragma once
#include <string>

#include "steelyard/read/reader.h"
#include "steelyard/claim/comparable.h"
#include "steelyard/claim/sentence.h"
#include "steelyard/study/review.h"

namespace steelyard {

struct ClaimSetting {
  Checked<Review> review;  ///< with this claim alone, and the one analysis
  Comparable how = Comparable::same;
  std::string analysis, title, outcome, unit,
      comparator;  ///< of the analysis that was named, for people
  std::string rule;  ///< the outcome's full name, which says by which rule people are counted
  std::string treatment, other_treatment;  ///< of the review, and what the sentence names instead
  std::string population, other_illness;    ///< the same of the people
  bool upper_bound = false;  ///< not compared: "less than half improved" is no claim of a benefit
};

/// The review with this claim in place of its own, or an empty one. What counts other events, or no
/// people, is not linked.
ClaimSetting claim_setting(const SentenceReading& reading, const std::string& against);

}  // namespace steelyard
