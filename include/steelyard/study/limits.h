/// How large the numbers of a study can be.
#pragma once

namespace steelyard {

/// Counts and sizes above this are slips: more than a tenth of mankind (8.2e9 people in 2024, UN
/// World Population Prospects 2024).
constexpr double most_people = 1e9;

}  // namespace steelyard
