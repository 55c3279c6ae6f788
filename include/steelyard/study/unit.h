/// What the numbers of a study count: people, or something that one person can have several of.
#pragma once
#include <string>

#include "steelyard/study/study.h"

namespace steelyard {

/// Column `unit_of_analysis` where it names something else than people: "treatment periods"; empty
/// for people, and for data in pairs, which keep each person's results together.
std::string unit_counted(const Study& study);

}  // namespace steelyard
