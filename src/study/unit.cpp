// What the numbers of a study count.
#include "steelyard/study/unit.h"

#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"

namespace steelyard {

std::string unit_counted(const Study& study) {
  const std::string unit = lower_case(trimmed(study.cell("unit_of_analysis")));
  const bool people = is_one_of(unit, {"", "person", "people", "persons", "patient", "patients",
                                       "participant", "participants"});
  const bool paired =
      study.as<PairedMeans>() != nullptr || study.as<MatchedPairs>() != nullptr;
  return people || paired ? "" : unit;
}

}  // namespace steelyard
