// What a sentence speaks of, by its words: harm, its absence, one person.
#pragma once
#include <vector>

#include "claim/sentence/words.h"

namespace steelyard::sentence {

bool speaks_of_harm(const std::vector<Token>& tokens);
/// "no severe reactions", "without any infection"
bool denies_harm(const std::vector<Token>& tokens);
/// Where "no difference in", "no increase in" ends that starts at this word; 0 if it does not stand
/// there.
std::size_t no_difference_at(const std::vector<Token>& tokens, std::size_t i);
/// "my mother", "a patient", "I"
bool is_testimonial(const std::vector<Token>& tokens);

}  // namespace steelyard::sentence
