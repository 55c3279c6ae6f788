// Every arm of every trial is used once. Source: the project's claim specification, section 8.
#include "steelyard/claim/arm_ledger.h"

#include <algorithm>
#include <array>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// What tells one trial from another, whatever its rows are called.
bool same_identifier(const Study& one, const Study& other) {
  constexpr std::array<std::string_view, 5> columns{"nct", "registry", "registry_id", "doi", "pmid"};
  return std::ranges::any_of(columns, [&](std::string_view column) {
    const std::string_view id = one.cell(column);
    return !id.empty() && lower_case(id) == lower_case(other.cell(column));
  });
}

// "Smith 2010" of "Smith 2010a" and of "Smith 2010, high dose": the text up to a year. A letter at
// the year may mean another report.
struct Stem {
  std::string text;
  bool letter = false;
};
Stem stem_of(std::string_view name) {
  const auto digit = [&](std::size_t i) { return name[i] >= '0' && name[i] <= '9'; };
  for (std::size_t i = 1; i + 4 <= name.size(); ++i) {
    const bool century = name.substr(i, 2) == "19" || name.substr(i, 2) == "20";
    const bool alone = !digit(i - 1) && (i + 4 == name.size() || !digit(i + 4));
    if (!century || !digit(i + 2) || !digit(i + 3) || !alone) continue;
    const char next = i + 4 < name.size() ? name[i + 4] : ' ';
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    return {lower_case(name.substr(0, i + 4)), letter};
  }
  return {};
}

bool same_control(const Study& one, const Study& other) {
  if (const auto *a = one.as<TwoByTwo>(), *b = other.as<TwoByTwo>(); a != nullptr && b != nullptr)
    return a->c_events == b->c_events && a->c_n == b->c_n;
  if (const auto *a = one.as<TwoMeans>(), *b = other.as<TwoMeans>(); a != nullptr && b != nullptr)
    return a->c_mean == b->c_mean && a->c_sd == b->c_sd && a->c_n == b->c_n;
  if (const auto *a = one.as<PersonTime>(), *b = other.as<PersonTime>(); a != nullptr && b != nullptr)
    return a->c_events == b->c_events && a->c_time == b->c_time;
  return false;
}

bool same_treated(const Study& one, const Study& other) {
  if (const auto *a = one.as<TwoByTwo>(), *b = other.as<TwoByTwo>(); a != nullptr && b != nullptr)
    return a->e_events == b->e_events && a->e_n == b->e_n;
  if (const auto *a = one.as<TwoMeans>(), *b = other.as<TwoMeans>(); a != nullptr && b != nullptr)
    return a->e_mean == b->e_mean && a->e_sd == b->e_sd && a->e_n == b->e_n;
  if (const auto *a = one.as<PersonTime>(), *b = other.as<PersonTime>(); a != nullptr && b != nullptr)
    return a->e_events == b->e_events && a->e_time == b->e_time;
  return false;
}

}  // namespace

bool same_trial(const Study& one, const Study& other) {
  return lower_case(one.name) == lower_case(other.name) || same_identifier(one, other);
}

std::vector<ArmConflict> arms_used_twice(const AnalysisRequest& analysis) {
  std::vector<ArmConflict> conflicts;
  // Dependent effects are modelled as such.
  if (analysis.settings.contains("cluster") || analysis.settings.contains("multivariate"))
    return conflicts;
  for (std::size_t j = 1; j < analysis.studies.size(); ++j)
    for (std::size_t i = 0; i < j; ++i) {
      const Study &one = analysis.studies[i], &other = analysis.studies[j];
      // Split or combined while the table was read.
      if (!one.cell("shared_control").empty() && !other.cell("shared_control").empty()) continue;
      if (!same_control(one, other)) continue;
      const Stem stem = stem_of(one.name), other_stem = stem_of(other.name);
      const bool like_named = !stem.text.empty() && stem.text == other_stem.text;
      const bool certain =
          same_identifier(one, other) || (like_named && !stem.letter && !other_stem.letter);
      if (!certain && !like_named) continue;
      conflicts.push_back({same_treated(one, other) ? "REPORTED_TWICE" : "CONTROL_TWICE", one.name,
                           other.name, certain});
    }
  return conflicts;
}

}  // namespace steelyard
