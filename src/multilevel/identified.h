// Which parameters of the outcomes' covariance the studies can show.
#pragma once
#include "steelyard/multilevel/multilevel.h"

namespace steelyard {

/// Whether the covariance of two outcomes can be estimated: a study has both, or one parameter is
/// for several pairs, of which a study has one.
bool estimable(const OutcomeEffects& outcomes, Eigen::Index a, Eigen::Index b);

/// Parameters on which what the studies show of G depends: a correlation of outcomes that no study
/// has together is none.
int identified_parameters(const OutcomeEffects& outcomes);

}  // namespace steelyard
