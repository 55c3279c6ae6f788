// Fourfold tables of published trials.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "support/reference.h"

namespace steelyard::support {

/// The counts of a data view of tests/reference.
inline nlohmann::json counts_of(std::string_view name) {
  for (const auto& each : reference("studies"))
    if (each["view"] == name) return each;
  return {};
}

inline std::vector<Study> trials_of(std::initializer_list<TwoByTwo> tables) {
  std::vector<Study> trials;
  for (const TwoByTwo& table : tables) {
    Study study;
    study.data = {table};
    study.name = "trial ";
    study.name.append(std::to_string(trials.size() + 1));
    trials.push_back(study);
  }
  return trials;
}

}  // namespace steelyard::support
