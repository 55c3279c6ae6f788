// Values as JSON, for the files that write results.
#pragma once
#include <nlohmann/json.hpp>

#include <cmath>
#include <initializer_list>
#include <optional>
#include <string>

#include "steelyard/analysis/findings.h"

namespace steelyard {

using Json = nlohmann::ordered_json;

/// A name and its value, which json_object takes over.
struct JsonMember {
  const char* name;
  mutable Json value;
};

/// An object in a third of the time of nlohmann's initializer list, which makes an array of each pair
/// first. Takes: names that differ
Json json_object(std::initializer_list<JsonMember> members);

inline Json json_number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}
inline Json json_number(const std::optional<double>& value) {
  return value ? json_number(*value) : Json(nullptr);
}
// Counts print without a decimal point where they are whole.
inline Json json_count(double value) {
  return value == std::floor(value) && std::abs(value) < 1e15 ? Json(static_cast<long long>(value))
                                                              : json_number(value);
}

inline Json json_pair(const Bounds& bounds) {
  return Json::array({json_number(bounds.low), json_number(bounds.high)});
}
inline Json json_pair(const std::optional<Bounds>& bounds) {
  return bounds ? json_pair(*bounds) : Json(nullptr);
}
inline Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

/// One appraised claim with every field, printed or not.
Json claim_json(const Findings& findings, const Appraisal& appraisal);

/// The record of what was claimed; what was not given is null.
Json claim_record_json(const Claim& claim);

/// The fairness checklist of a claim, its page's remarks and the suggested certainty.
void add_checklist(Json& claim, const Findings& findings, const Appraisal& appraisal);

/// Levels suggested for each domain; null where nothing is.
Json suggestions_json(const std::optional<GradeSuggestions>& suggested);

/// Adds to an analysis what its further analyses gave: group → id → numbers, tables and notes.
void add_further(Json& analysis, const AnalysisFinding& finding);

/// Named numbers as one object; effects again under "display", as people see them.
Json quantities_json(const std::vector<Quantity>& quantities);

}  // namespace steelyard
