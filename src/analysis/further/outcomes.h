// What the multivariate analyses share: outcomes, their model, and how their true effects vary.
#pragma once
#include <string>
#include <vector>

#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"

namespace steelyard {

struct OutcomeNames {
  /// In the order of the numbers if all are numbers, otherwise of the rows.
  std::vector<std::string> names;
  std::vector<int> of_row;
  bool numeric = false;
};

/// The outcomes of these effects by a column. Notices: in `why`, effects of which it says nothing, and
/// too many outcomes.
OutcomeNames outcomes_of(const FurtherInput& input, const Effects& effects, std::string& why);

/// y, v, sampling covariance and outcomes; one mean for each outcome.
MultilevelData model_of_outcomes(const Effects& effects, const OutcomeNames& outcomes,
                                 const Plan& plan);

/// The correlations of the true effects; absent where no study could show one.
QuantityTable outcome_correlations(const MultilevelFit& fit, const OutcomeNames& outcomes,
                                   const OutcomeEffects& effects);

/// Says in which order a structure takes the outcomes, and which have no correlation and why.
void note_structure(FurtherFinding& result, const OutcomeNames& outcomes,
                    const OutcomeEffects& effects, const MultilevelFit& fit);

/// Says that sampling errors of one study are taken as uncorrelated, if they are.
void note_uncorrelated(FurtherFinding& result, const FurtherInput& input);

/// A note where τ² was asked for in another way than by likelihood.
void note_other_estimator(FurtherFinding& result, const FurtherInput& input);

}  // namespace steelyard
