// Whether a share in round words can stand for the exact number beside it.
#pragma once
#include <vector>

#include "claim/sentence/numbers.h"

namespace steelyard::sentence {

/// "About a third" of 82 of 240, "nearly half" of 112 of 240, "over half" of 150 of 240: `exact` is
/// the percentage that the other number tells.
bool may_stand_for(const CountedShare& round, double exact, const std::vector<Token>& tokens);

}  // namespace steelyard::sentence
