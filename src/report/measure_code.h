// What a measure is called where there is no room for its name.
#pragma once
#include <string>

#include "steelyard/effect/measure.h"

namespace steelyard {

/// "RR"; "Peto OR" for the code PETO, which names the method and not what is measured.
inline std::string measure_code(const Measure& measure) {
  return measure.id == "PETO" ? "Peto OR" : std::string(measure.id);
}

}  // namespace steelyard
