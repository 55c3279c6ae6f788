// What remains doubtful in a sentence that could otherwise be read.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "claim/sentence/events.h"
#include "claim/sentence/numbers.h"
#include "claim/sentence/relative.h"
#include "claim/sentence/words.h"

namespace steelyard::sentence {

struct Doubt {
  std::string why, hint;
};

struct AsRead {
  std::optional<CountedShare> share;
  std::optional<Relative> relative;
  std::optional<Event> event;
  std::size_t comparison = 0;  // the count of tokens if nothing is compared
};

/// Why the sentence is refused after all.
std::optional<Doubt> doubt_in(const std::vector<Token>& tokens, const AsRead& read);

}  // namespace steelyard::sentence
