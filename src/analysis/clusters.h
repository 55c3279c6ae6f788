// Effects of one study: which they are, and one made of several.
#pragma once
#include "steelyard/analysis/plan.h"
#include "steelyard/effect/effects.h"

namespace steelyard {

/// Sets Effects::clusters from Study::clusters, inner ones within outer ones. Rows of one study may
/// count the same people, so that each study counts with its largest row.
void set_clusters(Effects& effects, const std::vector<Study>& studies,
                  const std::vector<std::string>& columns);

/// One effect for each outermost cluster, named after it; studies without a positive variance are
/// left out.
Effects one_for_each_study(const Effects& effects, const std::vector<Study>& studies,
                           Combine how, double rho);

/// An error where the effects of one study are more than can all correlate by a negative rho: m of them
/// by no less than −1/(m − 1).
Notices impossible_correlation(const Effects& effects, const std::vector<Study>& studies, double rho);

}  // namespace steelyard
