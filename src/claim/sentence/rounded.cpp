// Round words beside an exact number: "about a third (82 of 240)".
#include "claim/sentence/rounded.h"

#include <cmath>

#include "steelyard/base/text.h"

namespace steelyard::sentence {

bool may_stand_for(const CountedShare& round, double exact, const std::vector<Token>& tokens) {
  const auto said = parse_number(round.percent);
  if (!said) return false;
  constexpr double half_unit = 0.5;  // what rounding to whole percent may hide
  const TokenView view(tokens);
  bool nearly = false, about = false;
  for (std::size_t back = 1; back <= 3 && back <= round.from; ++back) {
    const std::string_view before = view.word(round.from - back);
    nearly = nearly || is_one_of(before, {"nearly", "almost", "nearing", "approaching"});
    about = about || is_one_of(before, {"about", "around", "roughly", "approximately", "circa", "some",
                                        "close"}) ||
            view.mark(round.from - back, "~");
  }
  switch (round.bound) {
    case Bound::more_than:
    case Bound::at_least: return exact >= *said - half_unit;
    case Bound::fewer_than:
    case Bound::up_to: return exact <= *said + half_unit;
    case Bound::none: break;
  }
  constexpr double wide = 5, narrow = 2.5;  // percentage points
  if (nearly) return exact <= *said + half_unit && exact >= *said - wide;
  if (about) return std::abs(exact - *said) <= wide;
  return round.worked_out && std::abs(exact - *said) <= narrow;  // "a third", "3 in 4"
}

}  // namespace steelyard::sentence
