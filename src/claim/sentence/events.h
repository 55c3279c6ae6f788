// What a sentence says happened to people, good or bad, and whether it is denied.
#pragma once
#include <optional>
#include <vector>

#include "claim/sentence/words.h"
#include "steelyard/claim/counted_event.h"

namespace steelyard::sentence {

struct Event {
  EventTopic topic = EventTopic::none;
  std::size_t from = 0, to = 0;  // tokens
  bool denied = false;           // "no relapse", "relapse-free", "survived"
  std::size_t denied_behind =
      0;                         // the token that denies it, if it stands behind: "was not reached"
  bool negated = false;          // a word before it denies it: "did not survive"
  bool of_whom = false;          // it says who the people are: "patients who had relapsed"
};

std::vector<Event> events_in(const std::vector<Token>& tokens);

/// Whether an event may begin with this word.
bool begins_event(std::string_view word);

/// What the people counted between two tokens had: the first event behind that is not part of their
/// description, else the last before, else one among them.
std::optional<Event> event_of(const std::vector<Event>& events, std::size_t from, std::size_t to);

/// As the sentence has it.
std::string slice(const std::vector<Token>& tokens, std::size_t from, std::size_t to);

}  // namespace steelyard::sentence
