// What the further analyses of small-study effects share.
#pragma once
#include <optional>
#include <string>

#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"
#include "steelyard/bias/asymmetry.h"

namespace steelyard {

/// Tests of asymmetry have little power with fewer studies than these. Source: sterne2011
inline constexpr int enough_for_asymmetry = 10;

/// True, with a note, if a test is withheld because studies are few. Notes a test that is not
/// withheld only because `force` asks for it.
bool withheld(const FurtherInput& input, FurtherFinding& result);

/// The estimator, test and level of the plan, for regressions on the size of studies.
MixedEffectsSettings regression_settings(const Plan& plan);

inline Quantity quantity_of(std::string id, std::string label, std::optional<double> value,
                            QuantityKind kind = QuantityKind::plain) {
  return {std::move(id), std::move(label), value, kind, std::nullopt};
}

}  // namespace steelyard
