// Words of a claim that suggest an item of the checklist; a person confirms.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace steelyard {

// "Twice as many", "40% fewer", "a threefold rise": a change without the numbers behind it.
bool speaks_of_ratios(std::string_view text);

// "Significant" that does not say statistical or clinical; `said` tells whether the word is there.
struct SignificantWord {
  bool said = false, explained = false;
};
SignificantWord significant_word(std::string_view text);

// Newness, naturalness, age and standing: the flags of the words that are there.
std::vector<std::string> appeals(std::string_view text);

// Stories of several people, however many.
bool tells_stories(std::string_view text);

// Approval, accreditation, compliance.
bool regulatory_words(std::string_view text);

// Avoiding, stopping or replacing medicines.
bool avoids_treatment(std::string_view text);

}  // namespace steelyard
