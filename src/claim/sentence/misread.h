// Numbers that look like a share of people and are none.
#pragma once
#include <optional>
#include <vector>

#include "claim/sentence/doubts.h"
#include "claim/sentence/words.h"

namespace steelyard::sentence {

/// "9/10, my lupus is better", "90% recovered", "3/4 of the course", "120 of 200 completed".
std::optional<Doubt> misread_of(const std::vector<Token>& tokens);

}  // namespace steelyard::sentence
