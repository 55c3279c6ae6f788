/// How often are the verdicts wrong? Made-up literatures whose truth is known, appraised by the code
/// that appraises claims.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace steelyard {

/// How trials come to be published.
enum class Selection {
  none,           ///< every trial as it was planned
  small_studies,  ///< small trials that do not favour the treatment significantly often stay unseen
  early_stopping  ///< every trial stops as soon as an interim look favours the treatment
};
std::string_view selection_id(Selection selection);     ///< "none", "small-study-bias" …
std::string_view selection_label(Selection selection);  ///< "no selection" …

/// One kind of literature.
struct CalibrationCell {
  int trials = 1;              ///< that are published
  double effect_per_1000 = 0;  ///< true risk difference at the typical control risk
  double tau = 0;              ///< standard deviation of the log odds ratio between trials
  Selection selection = Selection::none;
};

/// The cells of the published table: 1, 2, 3, 5, 10 and 20 trials; no effect, half of the smallest
/// important one, exactly that, and one and a half times it; without and with heterogeneity; each
/// selection.
std::vector<CalibrationCell> calibration_cells();

/// The verdicts that can be given to a claim of an important benefit by controlled trials.
std::span<const std::string_view> calibrated_verdicts();

/// Whether a verdict on a claim of an important benefit is false where the true effect is this. At
/// the smallest important difference itself both sides count as false, because the truth a hair
/// beside it makes one of them so. An unsettled verdict is never false.
bool is_false_verdict(std::string_view verdict, double effect_per_1000);

/// Literatures that were drawn from one cell, and how many were given each of the verdicts.
struct VerdictCounts {
  long literatures = 0;
  std::vector<long> given;  ///< in the order of calibrated_verdicts()
};

/// Draws literatures and appraises the claim "an important benefit" against each, with high
/// certainty, thresholds of 100 per 1,000, and no number of people or scenario.
///
/// An appraisal stops as soon as no further route can make its verdict false; false verdicts are
/// therefore counted exactly, true ones only with `complete`, which takes much longer.
///
/// Takes:  `block`, the number of this part of the cell's literatures: another block, other draws
/// Gives:  the same counts on every machine and for any number of threads
/// Source: the project's claim specification, sections 3.4 and 4.2 to 4.4
VerdictCounts calibrate(const CalibrationCell& cell, std::uint64_t seed, std::uint64_t block,
                        long literatures, bool complete = false);

}  // namespace steelyard
