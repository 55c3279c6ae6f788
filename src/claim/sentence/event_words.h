// Words for what happens to people.
#pragma once
#include <span>
#include <string_view>

#include "steelyard/claim/counted_event.h"

namespace steelyard::sentence {

struct EventWords {
  std::string_view phrase;
  EventTopic topic;
  bool denied = false;       // the words say that it did not happen: "survived"
  bool only_if_had = false;  // counts only where people got it, not where they live with it
};

std::span<const EventWords> event_words();
/// Those whose first word it is.
std::span<const EventWords> event_words_beginning(std::string_view word);

}  // namespace steelyard::sentence
