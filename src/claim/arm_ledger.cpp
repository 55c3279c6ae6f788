// Every arm of every trial is used once. Source: the project's claim specification, section 8.
#include "steelyard/claim/arm_ledger.h"

#include <algorithm>
#include <array>
#include <set>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

constexpr std::array<std::string_view, 5> id_columns{"nct", "registry", "registry_id", "doi", "pmid"};

// What tells one trial from another, whatever its rows are called.
bool same_identifier(const Study& one, const Study& other) {
  return std::ranges::any_of(id_columns, [&](std::string_view column) {
    const std::string_view id = one.cell(column);
    return !id.empty() && lower_case(id) == lower_case(other.cell(column));
  });
}

// Registered apart. Two reports of one trial may have two DOIs, so that only registries tell.
bool other_registration(const Study& one, const Study& other) {
  return std::ranges::any_of(std::span(id_columns).first(3), [&](std::string_view column) {
    const std::string_view id = one.cell(column), second = other.cell(column);
    return !id.empty() && !second.empty() && lower_case(id) != lower_case(second);
  });
}

bool other_year(const Study& one, const Study& other) {
  return one.year && other.year && *one.year != *other.year;
}

// A group without events is like many others by chance; averages tell groups apart by themselves.
bool control_had_events(const Study& study) {
  if (const auto* table = study.as<TwoByTwo>()) return table->c_events > 0;
  if (const auto* rates = study.as<PersonTime>()) return rates->c_events > 0;
  return study.as<TwoMeans>() != nullptr;
}

std::set<std::string> words_of_name(const std::string& name) {
  std::set<std::string> words;
  std::string word;
  for (const char c : lower_case(name) + " ") {
    const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) > 127;
    if (part) word += c;
    if (part || word.empty()) continue;
    words.insert(word);
    word.clear();
  }
  return words;
}

// "A placebo arm 2001" of "A 2001"
bool one_name_within_the_other(const std::string& one, const std::string& other) {
  const auto first = words_of_name(one), second = words_of_name(other);
  return !first.empty() && !second.empty() &&
         (std::ranges::includes(first, second) || std::ranges::includes(second, first));
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

bool same_group(const Study& trial, const Study& arm) {
  const auto* table = trial.as<TwoByTwo>();
  if (table == nullptr || table->c_events <= 0 || other_registration(trial, arm) || other_year(trial, arm))
    return false;
  const auto* alone = arm.as<OneProportion>();
  const auto* control = arm.as<TwoByTwo>();
  const bool like = (alone != nullptr && alone->events == table->c_events && alone->n == table->c_n) ||
                    (control != nullptr && control->c_events == table->c_events && control->c_n == table->c_n);
  return like && one_name_within_the_other(trial.name, arm.name);
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
      const bool twice = same_treated(one, other);
      // The same numbers under other names: of one year, or in both groups, seldom by chance.
      const bool like_counts = control_had_events(one) && !other_registration(one, other) &&
                               (twice || !other_year(one, other));
      if (!certain && !like_named && !like_counts) continue;
      conflicts.push_back(
          {twice ? "REPORTED_TWICE" : "CONTROL_TWICE", one.name, other.name, certain});
    }
  return conflicts;
}

}  // namespace steelyard
