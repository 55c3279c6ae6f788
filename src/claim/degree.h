// Whether a sentence counts another degree of a result than an outcome does.
#pragma once
#include <string_view>
#include <vector>

#include "claim/sentence/words.h"

namespace steelyard {

/// "Partial remission" beside a complete response, ACR50 beside ACR20.
bool other_degree(std::string_view counted, const std::vector<sentence::Token>& outcome);

}  // namespace steelyard
