// Cochran's Q of the studies' own effects around an estimate from counts.
#pragma once
#include "steelyard/pool/method.h"

namespace steelyard {

/// Sets `q` and `q_k` of a fit: Σ (y − estimate)²/v. Tables without events, or without non-events,
/// in both arms have no effect of their own and do not count, whatever the zero cell setting.
void set_study_q(const Effects& effects, CountsFit& fit);

}  // namespace steelyard
