// Literatures of a known truth through the code that appraises claims.
#include "steelyard/analysis/calibration.h"

#include <algorithm>
#include <array>
#include <bit>

#include "analysis/calibration/literature.h"
#include "analysis/linked.h"
#include "steelyard/claim/appraisal.h"
#include "steelyard/claim/verdict_alone.h"

namespace steelyard {

namespace {

constexpr double important = 100;  // per 1,000: the default of the specification, section 0

// What a claim of an important benefit can be told; the unsettled verdict last.
constexpr std::array<std::string_view, 6> verdict_ids{
    "SUPPORTED", "PARTLY_SUPPORTED",        "OVERSTATED",
    "CONTRADICTED", "LITTLE_OR_NO_DIFFERENCE", "UNCERTAIN"};

std::size_t place_of(std::string_view verdict) {
  const auto found = std::ranges::find(verdict_ids, verdict);
  return found == verdict_ids.end() ? verdict_ids.size() - 1
                                    : static_cast<std::size_t>(found - verdict_ids.begin());
}

unsigned set_of(std::span<const std::string_view> verdicts) {
  unsigned set = 0;
  for (const std::string_view each : verdicts) set |= 1U << place_of(each);
  return set;
}

// For each set of verdicts found so far: whether weakest() can still make a false one of it, whatever
// further routes say.
class StillFalse {
 public:
  explicit StillFalse(double effect_per_1000) {
    constexpr unsigned sets = 1U << verdict_ids.size();
    std::array<bool, sets> is_false{};
    for (unsigned set = 1; set < sets; ++set) {
      std::vector<std::string_view> members;
      for (std::size_t i = 0; i < verdict_ids.size(); ++i)
        if ((set >> i & 1U) != 0) members.push_back(verdict_ids[i]);
      is_false[set] = is_false_verdict(weakest(members), effect_per_1000);
    }
    for (unsigned found = 1; found < sets; ++found)
      for (unsigned all = found; all < sets; ++all)
        if ((all & found) == found && is_false[all]) possible_[found] = true;
  }
  [[nodiscard]] bool possible(std::span<const std::string_view> found) const {
    return possible_[set_of(found)];
  }

 private:
  std::array<bool, 1U << verdict_ids.size()> possible_{};
};

// One number from several, each bit of which depends on every bit. Source: steele2014
std::uint64_t mixed(std::initializer_list<std::uint64_t> parts) {
  std::uint64_t word = 0;
  for (const std::uint64_t part : parts) {
    word = (word ^ part) + 0x9e3779b97f4a7c15;
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
    word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
    word ^= word >> 31;
  }
  return word;
}

std::uint64_t seed_of(const CalibrationCell& cell, std::uint64_t seed, std::uint64_t block) {
  return mixed({seed, static_cast<std::uint64_t>(cell.trials),
                std::bit_cast<std::uint64_t>(cell.effect_per_1000),
                std::bit_cast<std::uint64_t>(cell.tau),
                static_cast<std::uint64_t>(cell.selection), block});
}

// What a review does with these trials that sets nothing but the measure: the defaults of the plan.
Plan default_plan() {
  Settings settings;
  settings["measure"] = {"RR", {}, ""};
  return make_plan(settings, {}).value;
}

}  // namespace

std::string_view selection_id(Selection selection) {
  constexpr std::array<std::string_view, 3> ids{"none", "small-study-bias", "early-stopping"};
  return ids[static_cast<std::size_t>(selection)];
}

std::string_view selection_label(Selection selection) {
  constexpr std::array<std::string_view, 3> labels{"no selection", "small-study bias",
                                                   "early stopping for benefit"};
  return labels[static_cast<std::size_t>(selection)];
}

std::vector<CalibrationCell> calibration_cells() {
  std::vector<CalibrationCell> cells;
  for (const Selection selection :
       {Selection::none, Selection::small_studies, Selection::early_stopping})
    for (const double effect : {0.0, important / 2, important, 1.5 * important})
      for (const double tau : {0.0, 0.4})
        for (const int trials : {1, 2, 3, 5, 10, 20})
          cells.push_back({trials, effect, tau, selection});
  return cells;
}

std::span<const std::string_view> calibrated_verdicts() { return verdict_ids; }

bool is_false_verdict(std::string_view verdict, double effect_per_1000) {
  const double size = std::abs(effect_per_1000);
  if (verdict == "SUPPORTED") return effect_per_1000 <= important;
  if (verdict == "PARTLY_SUPPORTED") return effect_per_1000 <= 0;
  if (verdict == "OVERSTATED") return effect_per_1000 <= 0 || effect_per_1000 >= important;
  if (verdict == "CONTRADICTED") return effect_per_1000 >= important;
  if (verdict == "LITTLE_OR_NO_DIFFERENCE") return size >= important;
  return false;
}

VerdictCounts calibrate(const CalibrationCell& cell, std::uint64_t seed, std::uint64_t block,
                        long literatures, bool complete) {
  VerdictCounts counts;
  counts.given.assign(verdict_ids.size(), 0);
  Random random(seed_of(cell, seed, block));
  const StillFalse still_false(cell.effect_per_1000);
  const auto enough = [&](std::span<const std::string_view> found) {
    return settled_by_weakest(found) || (!complete && !still_false.possible(found));
  };
  Outcome outcome;
  outcome.important.benefit_per_1000 = outcome.important.harm_per_1000 = important;
  VerdictInput input;
  input.grade = Grade::high;
  input.big = true;
  AnalysisFinding finding;
  finding.plan = default_plan();
  std::vector<TwoByTwo> trials;
  std::vector<Study> studies(static_cast<std::size_t>(cell.trials));
  for (counts.literatures = 0; counts.literatures < literatures; ++counts.literatures) {
    draw_literature(random, cell, trials);
    for (std::size_t i = 0; i < trials.size(); ++i) studies[i].data.assign(1, trials[i]);
    const LinkedEvidence linked = linked_studies(finding, studies);
    const std::vector<std::string_view> found =
        verdicts_until(linked, outcome, nullptr, input, enough);
    const std::string_view verdict = found.empty() ? "UNCERTAIN" : weakest(found);
    // A verdict that cannot become false may still become another true one: without `complete` it
    // is not counted.
    if (complete || is_false_verdict(verdict, cell.effect_per_1000) ||
        settled_by_weakest(found))
      ++counts.given[place_of(verdict)];
  }
  return counts;
}

}  // namespace steelyard
