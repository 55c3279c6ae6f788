// Meta-regression of effects of which several are of one study.
#pragma once
#include "steelyard/analysis/further.h"
#include "steelyard/multilevel/multilevel.h"
#include "steelyard/regression/moderators.h"

namespace steelyard {

/// Takes: effects with clusters; the argument is a formula of moderators
FurtherFinding clustered_regression(const FurtherInput& input);

/// Puts the columns of a design into a model. Notices: those that others make up, which are left out.
void set_design(MultilevelData& data, const ModeratorDesign& design, const Effects& part,
                std::vector<FitNote>& notes);

/// The coefficients of a fit as a table.
QuantityTable coefficients_of(const MultilevelFit& fit);

}  // namespace steelyard
