// Whether a sentence without a known event states an outcome in the outcome's own words.
#pragma once
#include <string>

#include "steelyard/study/claim.h"

namespace steelyard {

/// True only if the sentence holds the words of one of the outcome's names, and no others that could change
/// their sense: "lupus was no longer active" does not state that lupus was active.
bool states_outcome(const Claim& claim, const std::string& name, const std::string& plain_name);

}  // namespace steelyard
