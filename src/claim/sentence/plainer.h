// Puts idle forms of a sentence into the plain one that the rest of the reader knows.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "claim/sentence/words.h"

namespace steelyard::sentence {

/// "<b>95%</b>" without its tags.
std::string without_tags(std::string_view text);

/// "Deaths: 0 (n = 500)" as "Deaths: 0 of 500", "all 40 patients but three" as "all but 3 of 40
/// patients"; every number stays what it was.
std::vector<Token> plainer(std::vector<Token> tokens);

}  // namespace steelyard::sentence
