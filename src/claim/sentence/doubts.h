// What makes a sentence unsafe to judge although its words could be read.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "claim/sentence/events.h"
#include "claim/sentence/numbers.h"
#include "steelyard/study/claim.h"

namespace steelyard::sentence {

struct Doubt {
  std::string why, hint;
};

/// A sentence as it was read.
struct Scene {
  const std::vector<Token>& tokens;
  const std::vector<Event>& events;
  const CountedShare* share = nullptr;  // null if there is none
  const Event* event = nullptr;         // what the share counts
  const Claim& claim;
  bool counts = false;          // a share, a number of people or a ratio
  bool range_of_times = false;  // "after 2 to 4 years"
};

std::optional<Doubt> doubt_of(const Scene& scene);

/// "down 67%", "+60%", "by at least half", "67% smaller": the number at `i` is no share of people.
/// Gives where the words for the change begin.
std::optional<std::size_t> change_at(const std::vector<Token>& tokens, std::size_t i);

/// Words between "by" and its number that change nothing but how exact it is: "by a whopping 67%".
bool softens(std::string_view word);

}  // namespace steelyard::sentence
