// What the multivariate analyses share: outcomes, their model, and how their true effects vary.
#pragma once
#include <string>
#include <vector>

#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"

namespace steelyard {

struct OutcomeNames {
  std::vector<std::string> names;  ///< in the order of the rows
  std::vector<int> of_row;
};

/// The outcomes of these effects by a column. Notices: in `why`, effects of which it says nothing, and
/// too many outcomes.
OutcomeNames outcomes_of(const FurtherInput& input, const Effects& effects, std::string& why);

/// y, v, sampling covariance and outcomes; one mean for each outcome.
MultilevelData model_of_outcomes(const Effects& effects, const OutcomeNames& outcomes,
                                 const Plan& plan);

/// The correlations of the true effects.
QuantityTable outcome_correlations(const MultilevelFit& fit, const OutcomeNames& outcomes);

/// Says that sampling errors of one study are taken as uncorrelated, if they are.
void note_uncorrelated(FurtherFinding& result, const FurtherInput& input);

}  // namespace steelyard
