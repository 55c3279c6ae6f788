// Settings of dependent effects.
#pragma once
#include "analysis/resolver.h"
#include "steelyard/analysis/plan.h"

namespace steelyard {

/// Reads cluster, cluster-method, rho and structure. To be called when model, tau2, pooling and
/// interval are known: a method of clusters brings its own pooling and interval.
void read_clusters(Resolver& resolver, Plan& plan);

/// Models of several levels come with the intervals of their variances.
void add_variance_components(Resolver& resolver, Plan& plan);

}  // namespace steelyard
