// Known covariances of the sampling errors of one study's effects.
#pragma once
#include "steelyard/effect/effects.h"

namespace steelyard {

/// Sets Effects::covariances from Study::covariances. Takes: effects with clusters.
///
/// Notices: effects of one study of which nothing is said; covariances and variances that cannot be, or
///          are not those of the effects
Notices set_covariances(Effects& effects, const std::vector<Study>& studies);

}  // namespace steelyard
