/// Whether a sentence tells of a treatment by itself, and whether trials tested it on top of others.
#pragma once
#include <string_view>

#include "steelyard/study/review.h"

namespace steelyard {

/// "Without any drugs", "with stem cells alone", "instead of steroids": nothing else was given.
///
/// Source:  the project's claim specification, section 1.1 (B16)
bool stands_alone(std::string_view sentence);

/// The treatment came on top of what both groups got.
bool added_to_others(const Question& question);

}  // namespace steelyard
