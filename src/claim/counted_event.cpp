// Which events are good, which bad.
#include "steelyard/claim/counted_event.h"

namespace steelyard {

bool is_good_event(EventTopic topic) {
  switch (topic) {
    case EventTopic::improvement:
    case EventTopic::response:
    case EventTopic::remission:
    case EventTopic::cure:
    case EventTopic::other_good:
    case EventTopic::opinion: return true;
    default: return false;
  }
}

bool is_bad_event(EventTopic topic) {
  switch (topic) {
    case EventTopic::worsening:
    case EventTopic::relapse:
    case EventTopic::death:
    case EventTopic::harm:
    case EventTopic::illness:
    case EventTopic::symptom:
    case EventTopic::failure:
    case EventTopic::withdrawal: return true;
    default: return false;
  }
}

bool CountedEvent::good() const {
  return denied ? is_bad_event(topic) : is_good_event(topic);
}
bool CountedEvent::bad() const {
  return denied ? is_good_event(topic) : is_bad_event(topic);
}

Bound bound_of_others(Bound bound) {
  switch (bound) {
    case Bound::more_than: return Bound::fewer_than;
    case Bound::at_least: return Bound::up_to;
    case Bound::fewer_than: return Bound::more_than;
    case Bound::up_to: return Bound::at_least;
    case Bound::none: break;
  }
  return Bound::none;
}

}  // namespace steelyard
