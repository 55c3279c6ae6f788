/// Which treatment a sentence makes responsible for its result.
#pragma once
#include <string>
#include <string_view>

#include "steelyard/study/review.h"

namespace steelyard {

/// The words for another treatment than the one that a question asks about, where the sentence says
/// that the result came with or from it: "improved on prednisone", "steroids double the chance".
/// Empty if it names none of those that are known, or the treatment of the question beside it.
///
/// Not causes: "added to prednisone", "without steroids", "came off steroids", "better than steroids".
std::string other_cause(std::string_view sentence, const Question& question);

}  // namespace steelyard
