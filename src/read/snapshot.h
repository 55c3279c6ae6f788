// Whether a claim is put in words of its own, where the stored copy of its page is at hand.
#pragma once
#include <string>
#include <string_view>

#include "steelyard/base/notice.h"
#include "steelyard/study/claim.h"

namespace steelyard {

/// Takes:   the bytes of the file that the claim names as its snapshot, and their SHA-256
/// Notices: errors for another hash, and for a paraphrase with more than 8 words in a row of the page.
///          None of them holds a word of the page, or a line of review.toml that may hold one
/// Source:  the project's claim specification, section 2.1
Notices check_snapshot(const Claim& claim, std::string_view bytes, const std::string& hash);

/// The most words in a row that two texts have in common. Letters and digits make words; case, and signs
/// between words, do not count. Tags of HTML are no text.
int words_in_common(std::string_view text, std::string_view page);

}  // namespace steelyard
