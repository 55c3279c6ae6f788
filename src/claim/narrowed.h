// Whether a sentence counts a narrower event than an outcome does.
#pragma once
#include <string_view>
#include <vector>

#include "claim/sentence/words.h"
#include "steelyard/claim/counted_event.h"

namespace steelyard {

/// "Graft survival", "died of COVID-19", "latent infection", where the outcome has no such words.
bool narrower(const CountedEvent& counted, std::string_view sentence,
              const std::vector<sentence::Token>& outcome);

}  // namespace steelyard
