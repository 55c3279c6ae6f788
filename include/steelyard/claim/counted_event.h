/// What happened to the people that a claim counts.
#pragma once
#include <string>

namespace steelyard {

enum class EventTopic {
  none,  ///< not said, or in words that are not known
  improvement,
  response,
  remission,
  cure,
  other_good,  ///< walked, slept, quit smoking: good, but no general improvement
  opinion,     ///< satisfied, would recommend it
  worsening,
  relapse,
  death,
  harm,     ///< side effects, complications
  illness,  ///< a named bad event: tuberculosis, a stroke
  symptom,
  failure,  ///< of the treatment
  withdrawal,
  no_change,
};

/// Which way a number is meant that is not said to be exact.
enum class Bound { none, more_than, at_least, fewer_than, up_to };

/// The limit of the others: "more than half did" is "fewer than half did not".
Bound bound_of_others(Bound bound);

/// The event that the share or the ratio of a sentence counts.
struct CountedEvent {
  EventTopic topic = EventTopic::none;
  bool denied = false;   ///< those without it are counted: "no relapse", "survived"
  bool serious = false;  ///< "severe reactions"
  std::string words;     ///< as the sentence has them

  [[nodiscard]] bool good() const;  ///< having it is good: "improved", "no relapse"
  [[nodiscard]] bool bad() const;   ///< having it is bad: "relapsed", "did not improve"
};

bool is_good_event(EventTopic topic);
bool is_bad_event(EventTopic topic);

}  // namespace steelyard
