// Made-up literatures: trials with a known truth, and which of them are published.
#pragma once
#include <vector>

#include "steelyard/analysis/calibration.h"
#include "steelyard/stats/random.h"
#include "steelyard/study/study.h"

namespace steelyard {

/// Log odds ratio that gives this risk difference at the typical control risk.
double true_log_odds_ratio(double effect_per_1000);

/// As many published trials as the cell asks for.
void draw_literature(Random& random, const CalibrationCell& cell, std::vector<TwoByTwo>& trials);

}  // namespace steelyard
