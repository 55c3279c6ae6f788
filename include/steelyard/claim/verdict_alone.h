/// The verdict without what a report shows beside it: for calibration, where only the verdict counts.
#pragma once
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "steelyard/claim/controlled.h"

namespace steelyard {

/// The verdicts of the decision table by the variants of controlled_evidence(), from the cheapest to
/// compute on, until `enough` of those found so far. A route that is not reached is not computed.
///
/// Takes:  `linked` without its routes, which are computed here from its effects; `input` as for
///         decide(), the position is set for each variant
/// Gives:  at least one verdict, unless no trial gives counts; weakest() makes them one
/// Source: the project's claim specification, sections 3.4 and 4.4
std::vector<std::string_view> verdicts_until(
    const LinkedEvidence& linked, const Outcome& outcome, const Expectation* first,
    VerdictInput input, const std::function<bool(std::span<const std::string_view>)>& enough);

/// True once a verdict is among them that no further variant can change: unsettled stays unsettled.
bool settled_by_weakest(std::span<const std::string_view> verdicts);

}  // namespace steelyard
