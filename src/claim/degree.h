// Whether a sentence counts another degree of a result than an outcome does.
#pragma once
#include <string_view>
#include <vector>

#include "claim/sentence/words.h"

namespace steelyard {

/// "Partial remission" beside a complete response, "complete" beside "complete or partial", ACR50 beside ACR20.
///
/// Takes:   the words that are counted; the sentence around them, or nothing
/// Source:  the project's claim specification, sections 3.14 and 8 (27)
bool other_degree(std::string_view counted, std::string_view sentence,
                  const std::vector<sentence::Token>& outcome);

}  // namespace steelyard
