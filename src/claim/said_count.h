// What the words of a claim count, against what the linked outcome counts.
#pragma once
#include "steelyard/study/claim.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// Whether the paraphrase gives the claim's number to those without the event that the outcome counts:
/// 90 of 100 survived, beside deaths. False where its words do not tell.
bool counts_those_without(const Claim& claim, const Outcome& outcome);

}  // namespace steelyard
