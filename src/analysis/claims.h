// The claims of a review, each set against its analysis and its scenarios.
#pragma once
#include "steelyard/analysis/findings.h"

namespace steelyard {

/// Fills Findings::claims, in the order of the review. The analyses must be there.
void appraise_claims(Findings& findings, unsigned threads);

}  // namespace steelyard
