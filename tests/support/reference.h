// Reads the reference values of other programs.
#pragma once
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "steelyard/effect/effects.h"

namespace steelyard::support {

/// A file of tests/reference.
nlohmann::json reference(const std::string& name);

/// A number, also where the file has "Inf"; NaN for null.
double number(const nlohmann::json& value);
std::vector<double> numbers(const nlohmann::json& values);

/// Studies of a data view: fourfold tables, two means, proportions, rates or means. A row with a
/// missing number has no data.
std::vector<Study> studies_of(const nlohmann::json& data);

/// Effects made of plain numbers.
Effects effects_of(const std::vector<double>& y, const std::vector<double>& v);

}  // namespace steelyard::support
