// Spans of time that a sentence names and that are not when a result was counted.
#pragma once
#include "claim/sentence/words.h"

namespace steelyard::sentence {

/// How long somebody has been in business, was ill, or treated one patient after another: "20 years of practice",
/// "disease lasting 10 years", "200 patients treated over 10 years", "founded 20 years ago".
///
/// Takes:   the tokens of the number (or "a") and of the unit of time
bool is_other_span(const TokenView& view, std::size_t number, std::size_t unit);

}  // namespace steelyard::sentence
