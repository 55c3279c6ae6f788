// The weaker of verdicts that admissible routes give.
#include <algorithm>
#include <array>

#include "steelyard/base/one_of.h"
#include "steelyard/claim/appraisal.h"
#include "steelyard/claim/verdict_alone.h"

namespace steelyard {

namespace {

bool supportive(std::string_view verdict) {
  return is_one_of(verdict, {"SUPPORTED", "PARTLY_SUPPORTED", "OVERSTATED"});
}

bool negative(std::string_view verdict) {
  return is_one_of(verdict, {"CONTRADICTED", "LITTLE_OR_NO_DIFFERENCE"});
}

}  // namespace

std::string_view weakest(const std::vector<std::string_view>& verdicts) {
  const std::string_view first = verdicts.front();
  if (std::ranges::all_of(verdicts, [&](std::string_view v) { return v == first; })) return first;
  // Unsettled by any route is unsettled, in the words that the badge gives it.
  for (const std::string_view verdict : verdicts)
    if (!supportive(verdict) && !negative(verdict)) return verdict;
  const bool some_support = std::ranges::any_of(verdicts, supportive);
  const bool some_against = std::ranges::any_of(verdicts, negative);
  if (some_support && some_against) return "UNCERTAIN";
  return some_support ? "PARTLY_SUPPORTED" : "LITTLE_OR_NO_DIFFERENCE";
}

bool settled_by_weakest(std::span<const std::string_view> verdicts) {
  return std::ranges::any_of(verdicts,
                             [](std::string_view v) { return !supportive(v) && !negative(v); });
}

}  // namespace steelyard
