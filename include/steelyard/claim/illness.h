/// Whose illness a sentence speaks of.
#pragma once
#include <string>
#include <string_view>

#include "steelyard/claim/sentence.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// The words for an illness of the people in a sentence that the words of a review (its question, title
/// and outcome) do not have, in no wider or narrower form: "rheumatoid arthritis" beside trials in lupus.
/// Empty if the sentence names none of those that are well known, or only as what happened: "had a
/// stroke", "died of COVID-19", "without diabetes".
std::string other_illness(const SentenceReading& reading, std::string_view review_words);

/// Wherever a review may name the illness of its people.
std::string illness_words(const Review& review, const Outcome& outcome, const AnalysisRequest& analysis);

/// The recorded disease of a claim is a well-known illness, the review's people have another, and its words
/// have no wider or narrower form of the claim's: "asthma" beside "adults with lupus".
bool other_disease(const Claim& claim, const Review& review, const Outcome& outcome,
                   const AnalysisRequest& analysis);

}  // namespace steelyard
