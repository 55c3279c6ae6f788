/// An English sentence to the fields of a claim: what it says, and what it leaves open.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "steelyard/claim/counted_event.h"
#include "steelyard/study/claim.h"

namespace steelyard {

/// Something that was understood or is missing: a key of the phrases, with the values it names.
struct SentenceRemark {
  std::string key;  ///< "share_percent", "no_group_size"
  std::vector<std::pair<std::string, std::string>> values;
};

struct SentenceReading {
  Claim claim;  ///< nothing in it that the sentence does not say
  CountedEvent counted;            ///< what its share or ratio counts
  Bound bound = Bound::none;       ///< of its share: "more than 90%"
  std::vector<SentenceRemark> understood, missing;
  std::string refusal;  ///< empty if the sentence could be read; otherwise why not
  std::string hint;     ///< what to write instead; may be empty
};

/// Reads number forms of English: percentages, "n of N", "x in y", fractions and number words,
/// "none of", "all", thousands separators; group sizes, durations, comparisons, harms.
///
/// Never guesses: a sentence that can be read in two ways, or whose numbers cannot be, is refused.
SentenceReading read_sentence(std::string_view sentence);

}  // namespace steelyard
