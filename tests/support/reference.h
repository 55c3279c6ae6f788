// Reads the reference values of other programs.
#pragma once
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "steelyard/effect/effects.h"

namespace steelyard::support {

inline nlohmann::json reference(const std::string& name) {
  std::string path = STEELYARD_PROJECT "/tests/reference/";
  std::ifstream file(path.append(name).append(".json"));
  return nlohmann::json::parse(file);
}

/// A number, also where the file has "Inf"; NaN for null.
inline double number(const nlohmann::json& value) {
  if (value.is_number()) return value.get<double>();
  if (value == "Inf") return HUGE_VAL;
  if (value == "-Inf") return -HUGE_VAL;
  return std::nan("");
}

inline std::vector<double> numbers(const nlohmann::json& values) {
  std::vector<double> result;
  for (const auto& value : values) result.push_back(number(value));
  return result;
}

/// Studies of a data view: fourfold tables, two means, proportions, rates or means. A row with a
/// missing number has no data.
std::vector<Study> studies_of(const nlohmann::json& data);

/// Effects made of plain numbers.
Effects effects_of(const std::vector<double>& y, const std::vector<double>& v);

}  // namespace steelyard::support
