// What a sentence speaks of, by its words: harm, its absence, one person.
#pragma once
#include <vector>

#include "claim/sentence/words.h"

namespace steelyard::sentence {

bool speaks_of_harm(const std::vector<Token>& tokens);
/// "no severe reactions", "without any infection"
bool denies_harm(const std::vector<Token>& tokens);
/// "my mother", "a patient", "I"
bool is_testimonial(const std::vector<Token>& tokens);

}  // namespace steelyard::sentence
