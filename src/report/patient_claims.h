// Which claims patients are told of, and in which words.
#pragma once
#include <string>
#include <string_view>

#include "steelyard/study/review.h"

namespace steelyard {

/// True for a text that keeps to the rules of plain language: sentences of 25 words at most, reading
/// grade 8 at most, no word of statistics.
/// Source: the project's claim specification, section 4.8
bool is_plain_language(std::string_view text);

/// What patients are told that the page claims: the reviewers' plain words. Where they gave none for any
/// claim of the review, the paraphrase, if it is plain enough by itself; else empty: patients are told
/// that there are more claims.
std::string words_for_patients(const Review& review, const Claim& claim);

}  // namespace steelyard
