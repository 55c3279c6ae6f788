// The numbers of a claim side by side, all out of the same number of people.
#pragma once
#include <optional>
#include <string>

#include "steelyard/report/compose.h"

namespace steelyard {

/// So many people of the shown number, with the range that belongs to it.
struct PeopleCount {
  double point = 0;
  std::optional<Bounds> range;
  std::string bound = {};  ///< "at_most", "at_least": a limit that was printed, and no number
};

/// The two groups of controlled trials.
struct TwoGroups {
  PeopleCount with, without;
  bool own_counts = false;  ///< one trial: each group's own share; otherwise an effect on a baseline
  bool on_expected = false;  ///< that baseline is what standard care is expected to show
};

/// Absent parts are not said, not known, or not in numbers of people.
struct SideBySide {
  double all = 100;  ///< the number of people that every count is out of
  std::optional<PeopleCount> page, expected;
  bool counts_others = false;  ///< the page counts those without the event: its number stands nowhere
  const BesideScenario* scenario = nullptr;  ///< what `expected` comes from
  std::optional<TwoGroups> trials;
  std::optional<PeopleCount> implied;  ///< the effect of the trials applied to `expected`
};

/// The interval printed beside a claimed share, the same in every document: exact where nobody or
/// everybody has the result, else Wilson's.
/// Source: the project's claim specification, section 3.1
const Bounds& printed_interval(const ClaimedShare& share);

/// True where some people who started were no longer followed, so that their result is not known.
bool lost_some(const Appraisal& appraisal);

/// The number of people that a claim speaks of, where it can be shown person by person; else 100, or
/// 1,000 where fewer than 5% of those without the treatment have the event.
/// Source: the project's claim specification, sections 6.3 and 6.4
double people_claimed(const Claim& claim, const Appraisal& appraisal);

SideBySide side_by_side(const Findings& findings, const Appraisal& appraisal, double all);

/// What the trials of an analysis show; absent where they did not count people.
std::optional<TwoGroups> groups_of(const Findings& findings, const AnalysisFinding& finding,
                                   double all);

/// The scenario that speaks first: one that may decide, otherwise the first with arms.
const BesideScenario* first_scenario(const Appraisal& appraisal);

/// True where more people with the event is the better result, or no outcome is linked.
bool more_is_better(const Findings& findings, const Appraisal& appraisal);

}  // namespace steelyard
