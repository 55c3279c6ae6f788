// What the meta-regressions of one synthesis share: design, effects and settings.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"
#include "steelyard/regression/mixed_effects.h"
#include "steelyard/regression/moderators.h"

namespace steelyard {

struct RegressionSetup {
  ModeratorDesign design;
  Eigen::ArrayXd y, v;               ///< of the studies used
  std::vector<std::string> studies;  ///< their names
  MixedEffectsSettings settings;     ///< as the plan pools: estimator of τ², interval, level
  bool random = true;
};

/// How the plan pools, as far as it is defined with moderators.
MixedEffectsSettings regression_settings(const FurtherInput& input, std::vector<FitNote>& notes);

/// Notices: in `notes`, which studies are left out, and what of the plan is not defined with
///          moderators.
/// Gives: absent, with the reason in `notes`, if there is no design
std::optional<RegressionSetup> set_up_regression(const FurtherInput& input,
                                                 const std::string& formula,
                                                 std::vector<FitNote>& notes);

/// The fit of a set-up; absent, with the reason in `notes`, if there is none.
std::optional<MixedEffects> fit_or_note(const RegressionSetup& setup, std::vector<FitNote>& notes);

/// Degrees of freedom of the prediction interval that the plan asks for; false: none is defined.
bool prediction_df(const FurtherInput& input, const MixedEffects& fit, std::optional<double>& df);

}  // namespace steelyard
