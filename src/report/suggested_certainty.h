// Suggested ratings of certainty, where they differ from the reviewers' or stand alone.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/report/compose.h"

namespace steelyard {

/// One domain of suggested ratings.
struct DomainLine {
  std::string domain;  ///< "Imprecision"
  std::string levels;  ///< "−2", "0"; what stands for "cannot be judged"
  std::string reason;
  std::string_view source;
};

/// Every domain of a suggestion, in their order; rating up only where something speaks for it.
std::vector<DomainLine> domain_lines(const Phrases& say, const GradeSuggestions& suggested,
                                     const std::string& baseline);

/// "very low", or "low at most" where some domains cannot be judged.
std::string suggested_level(const Phrases& say, const GradeSuggestions& suggested);

/// A heading, what the suggestions are, and one item for each analysis; empty if nothing differs.
std::vector<Block> suggested_certainty(const SectionContext& context);

}  // namespace steelyard
