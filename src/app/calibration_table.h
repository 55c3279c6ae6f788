// What a calibration found, as text, CSV or JSON.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "steelyard/analysis/calibration.h"

namespace steelyard {

struct CalibrationRow {
  CalibrationCell cell;
  VerdictCounts counts;
};

struct CalibrationRun {
  std::uint64_t seed = 0;
  bool complete = false;
  std::vector<CalibrationRow> rows;
};

std::string calibration_text(const CalibrationRun& run);
/// One line for each cell and each verdict that is false there; all verdicts if complete.
std::string calibration_csv(const CalibrationRun& run);
std::string calibration_json(const CalibrationRun& run);

}  // namespace steelyard
