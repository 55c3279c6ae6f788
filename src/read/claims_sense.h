// Fields of a claim that do not fit each other.
#pragma once
#include "toml_reader.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// Errors about a ratio that cannot be of the benefit or harm that is asserted, warnings about a claim
/// of a number that gives none.
void check_sense(TomlReader& reader, const Claim& claim, const Review& review);

/// A warning where no claim has words for patients: their document then tells paraphrases at best.
void check_words_for_patients(const Review& review, Notices& notices);

}  // namespace steelyard
