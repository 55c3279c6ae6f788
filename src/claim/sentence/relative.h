// How many times as many people a sentence speaks of.
#pragma once
#include <optional>
#include <vector>

#include "claim/sentence/words.h"

namespace steelyard::sentence {

/// "twice as likely": a ratio of shares of people, and the tokens that say it.
struct Relative {
  double ratio = 1;
  std::size_t from = 0, to = 0;
  bool as = false;  // "twice as": a later "as" names what it is compared with
  bool approx = false;  // "by about half"
  bool named = false;  // "risk ratio 1.5": its name is no word for a risk
};

/// The first relative statement about numbers of people; a change of anything else is none.
std::optional<Relative> relative_of(const std::vector<Token>& tokens);

}  // namespace steelyard::sentence
