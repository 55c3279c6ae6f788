/// How near one body of evidence is to what it is set beside.
#pragma once

namespace steelyard {

/// How near a group of trials is to what a claim, or a review, speaks of.
enum class Match { same, similar, different, unknown };

}  // namespace steelyard
